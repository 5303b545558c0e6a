"""Where few, large lots are not listed: numbers of lots and effects of rules, by brute force."""

from dataclasses import replace

import pytest

from lotdesign.app import api
from lotdesign.result.model import BestByLotCount
from solver import strategy
from solver.comparisons import large_lots
from solver.comparisons.best_by_lot_count import build_rung
from solver.comparisons.large_lots import assess_large_lot_rules, find_best_large_lots_by_count
from solver.lot_bands import solve as windows
from solver.lot_bands.band_listing import BandListing
from solver.lot_bands.bands import list_lot_bands
from solver.lot_bands.growth_graph import build_growth_graph
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext
from tests import brute
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.solve.test_rule_relevance import effects_by_brute
from tests.strategies import scenarios

WAYS = ("listed", "recombined")


def documents(count: int, start: int, *, prices: bool | None = None) -> list[Doc]:
    """Scenarios without routes that bands can list."""
    found = []
    for doc in drawn(scenarios(kinds=DRAWABLE, prices=prices, routes=False), count, start=start):
        scenario = loaded(doc)
        bands = list_lot_bands(scenario)
        if bands and build_growth_graph(scenario, bands[0]) is not None:
            found.append(doc)
    return found


def solve(doc: Doc, context: SolveContext) -> SolveOutcome:
    """The best design by windows inside bands."""
    listing = BandListing.begin(loaded(doc), context)
    assert listing is not None
    return windows.solve_in_bands(listing, context)


@pytest.fixture
def context(monkeypatch: pytest.MonkeyPatch) -> SolveContext:
    """Windows of two lots at first, so that not every lot is in the last one."""
    monkeypatch.setattr(windows, "FIRST_WINDOW", 2)
    return SolveContext().use_solving_engine()


@pytest.mark.parametrize("way", WAYS)
def test_a_rung_is_the_answer_under_a_rule_of_that_many_lots(
    way: str, context: SolveContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Status, optimum and, where ties are settled, design of every number of lots."""
    if way == "recombined":
        monkeypatch.setattr(large_lots, "MOST_LISTED_AT_ONCE", -1)
        monkeypatch.setattr("solver.lot_bands.run.BEFORE_LISTING_SECONDS", 0.0)
    seen = set()
    for doc in documents(24, 64_000, prices=None):
        scenario, best = loaded(doc), solve(doc, context)
        rungs = dict(find_best_large_lots_by_count(scenario, best, context))
        assert sorted(rungs) == list(range(1, len(scenario.units) + 1))
        for count, found in rungs.items():
            rule = {"id": "just", "kind": "lot_count", "min": count, "max": count}
            answer = brute.solve(doc | {"rule": [*doc.get("rule", []), rule]})
            assert found.status == answer.status
            assert [each.value for each in found.reached] == list(answer.optima)
            if found.tie_proved:
                assert found.design is not None
                assert [list(lot) for lot in build_rung(scenario, count, found).design] == (
                    answer.lots
                )
            seen.add(found.status)
    assert seen == {"optimal", "infeasible"}


def test_effects_are_those_of_brute_force(context: SolveContext) -> None:
    """Where something is said: some rules decide, some are idle, few are left open."""
    said: list[str] = []
    for doc in documents(40, 65_000, prices=None):
        best = solve(doc, context)
        if best.design is None or not best.tie_proved:
            continue
        expected = effects_by_brute(doc)
        found = dict(assess_large_lot_rules(loaded(doc), best, context))
        assert set(found) == set(expected)
        told = {rule: effect for rule, effect in found.items() if effect != "unknown"}
        assert told == {rule: expected[rule] for rule in told}
        said += found.values()
    assert set(said) >= {"idle", "decides"}
    assert said.count("unknown") < len(said) / 4


def test_without_time_numbers_stay_open_and_nothing_false_is_said(context: SolveContext) -> None:
    """What arithmetic rules out is impossible, the best so far stands for its own number."""
    seen = set()
    for doc in documents(12, 66_000):
        scenario, best = loaded(doc), solve(doc, context)
        if best.design is None:
            continue
        so_far = replace(best, proved=False)
        late = replace(context, deadline=0.0)
        rungs = dict(find_best_large_lots_by_count(scenario, so_far, late))
        for count, found in rungs.items():
            rule = {"id": "just", "kind": "lot_count", "min": count, "max": count}
            answer = brute.solve(doc | {"rule": [*doc.get("rule", []), rule]})
            assert found.status in (answer.status, "unknown", "feasible")
            seen.add(found.status)
        assert rungs[len(best.design.lots)].design == best.design
    assert seen == {"infeasible", "unknown", "feasible"}


def test_a_number_that_is_not_proved_says_how_far_it_may_be_from_the_best(
    context: SolveContext,
) -> None:
    """And a proved one has no bound."""
    (doc,) = documents(1, 66_000)
    scenario, best = loaded(doc), solve(doc, context)
    assert best.design is not None
    count = len(best.design.lots)
    assert build_rung(scenario, count, best).bound is None
    first = replace(best.reached[0], bound=best.reached[0].value - best.reached[0].measure.sign)
    open_yet = replace(best, proved=False, reached=(first,))
    rung = build_rung(scenario, count, open_yet)
    assert (rung.status, rung.bound) == ("feasible", first.bound)
    assert BestByLotCount.model_validate_json(rung.model_dump_json()) == rung


def test_a_run_has_its_numbers_of_lots_and_effects(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever way the lots are found, the whole result is verified."""
    for name, value in {"FEW_LOTS": 99, "UNITS_OF_LARGE_LOT": 0, "FEW_BLOCKS": 0}.items():
        monkeypatch.setattr(strategy, name, value)
    monkeypatch.setattr(strategy, "MOST_PLAIN_LOTS", -1)
    monkeypatch.setattr(windows, "FIRST_WINDOW", 2)
    unlisted = 0
    for doc in documents(8, 67_000):
        result = api.solve(loaded(doc)).result
        assert result.verification.ok, result.verification.faults
        if result.candidates == 0 and result.lots:
            unlisted += 1
            assert [rung.lots for rung in result.ladder] == list(range(1, len(doc["units"]) + 1))
            assert {rung.status for rung in result.ladder} <= {"optimal", "infeasible"}
    assert unlisted
