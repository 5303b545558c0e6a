"""Peers against brute force: a design that stands, never below the best, and bounds that hold."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import pytest

from lotdesign.app.bench.peers import band_list
from lotdesign.app.bench.peers.candidate_list import solve_in_two_steps
from lotdesign.app.bench.peers.peer import PeerAnswer, PeerSolver, UnsuitableScenario
from lotdesign.app.bench.rows import judge_answer
from lotdesign.app.bench.runners import PEERS
from lotdesign.scenario.scenario import Scenario
from tests import brute
from tests.brute.case import Doc
from tests.solve.loading import loaded
from tests.strategies import seeded

SECONDS = 60.0
SEEDS = (0, 1, 3, 4, 5)
LISTS = ("list-highs", "list-cp-sat", "bands-cp-sat")
ASSIGNMENTS = ("assignment-cbc", "assignment-highs")


@dataclass(frozen=True)
class Case:
    """A scenario and the value of its best design; None where there is none."""

    scenario: Scenario
    best: Fraction | int | None


def market(seed: int) -> Doc:
    return seeded.document(seed, 6, market=True, prices=seed % 2 == 0)


def leaving(seed: int) -> Doc:
    doc = market(seed)
    return doc | {"rule": [*doc["rule"], {"id": "gone", "kind": "withdrawal", "providers": "any"}]}


def plain(seed: int) -> Doc:
    """Without providers and savings: costs are linear, so that a plain model is exact."""
    doc = seeded.document(seed, 7, band="value", market=False)
    doc["money"] = {"contract_management": 6000, "procurement": 9000}
    return doc


def few(seed: int) -> Doc:
    """Two lots, balanced: their number fixes a band of values."""
    doc = market(seed)
    rules = [rule for rule in doc["rule"] if rule["id"] in ("connected", "bidders")]
    return doc | {
        "rule": [
            *rules,
            {"id": "award", "kind": "award"},
            {"id": "two", "kind": "lot_count", "min": 2, "max": 2},
            {"id": "even", "kind": "balance", "measure": "value", "tolerance": "40%"},
        ]
    }


@cache
def case(draw: Callable[[int], Doc], seed: int, measure: str) -> Case:
    doc = draw(seed) | {"objective": [{"measure": measure}]}
    answer = brute.solve(doc)
    best = answer.objective[0][1] if answer.objective else None
    return Case(loaded(doc), best)


def asked(
    peer: str | PeerSolver, scenario: Scenario, told: list[tuple[object, object]] | None = None
) -> PeerAnswer:
    """The peer's answer; `told` gets what it says on the way."""
    told = [] if told is None else told
    entrant = PEERS[peer].load() if isinstance(peer, str) else peer
    return entrant(scenario, SECONDS, lambda best, bound: told.append((best, bound)))


def value(each: Case, answer: PeerAnswer) -> Fraction | int | None:
    """What the checker makes of the design; None without a design, or where it breaks a rule."""
    if not answer.lots:
        return None
    verdict = judge_answer(each.scenario, answer)
    return None if verdict.faults else verdict.value


@pytest.mark.parametrize("peer", LISTS)
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("measure", ["whole_life_cost", "cut_neighbours"])
def test_the_whole_list_gives_the_best_design(peer: str, seed: int, measure: str) -> None:
    each = case(market, seed, measure)
    answer = asked(peer, each.scenario)
    assert answer.proved
    assert value(each, answer) == each.best
    assert each.best is None or answer.bound == each.best


@pytest.mark.parametrize("peer", ASSIGNMENTS)
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("measure", ["whole_life_cost", "cut_neighbours", "lots"])
def test_assignment_is_exact_where_costs_are_linear(peer: str, seed: int, measure: str) -> None:
    each = case(plain, seed, measure)
    answer = asked(peer, each.scenario)
    assert answer.proved
    assert answer.left_out == ()
    assert value(each, answer) == each.best
    assert each.best is None or answer.bound == each.best


@pytest.mark.parametrize("peer", ASSIGNMENTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_assignment_bounds_what_it_cannot_state(peer: str, seed: int) -> None:
    each = case(market, seed, "whole_life_cost")
    answer = asked(peer, each.scenario)
    if each.best is None:
        assert value(each, answer) is None
        return
    assert answer.bound is not None
    assert answer.bound <= each.best
    found = value(each, answer)
    assert found is None or found >= each.best


@pytest.mark.parametrize("seed", SEEDS)
def test_two_steps_are_never_better(seed: int) -> None:
    each = case(market, seed, "whole_life_cost")
    answer = asked(solve_in_two_steps, each.scenario)
    found = value(each, answer)
    assert answer.bound is None
    assert not answer.proved
    assert (found is not None) == bool(answer.lots)
    assert found is None or (each.best is not None and found >= each.best)


def test_the_cases_tell_the_peers_apart() -> None:
    """Two steps must somewhere cost more and somewhere fail, or the tests above show nothing."""
    cases = [case(market, seed, "whole_life_cost") for seed in SEEDS]
    assert all(each.scenario.needs_certificate and each.best is not None for each in cases)
    found = [value(each, asked(solve_in_two_steps, each.scenario)) for each in cases]
    assert None in found
    assert any(f is not None and f > each.best for f, each in zip(found, cases, strict=True))


def test_two_steps_need_an_award() -> None:
    with pytest.raises(UnsuitableScenario, match="no second step"):
        asked(solve_in_two_steps, case(plain, 0, "whole_life_cost").scenario)


@pytest.mark.parametrize("peer", ASSIGNMENTS)
def test_what_is_not_linear_is_refused(peer: str) -> None:
    doc = market(0) | {"objective": [{"measure": "accessible_share"}]}
    with pytest.raises(UnsuitableScenario, match="not linear"):
        asked(peer, loaded(doc))


@pytest.mark.parametrize("peer", LISTS)
@pytest.mark.parametrize("seed", [1, 3])
def test_the_whole_list_survives_withdrawals(peer: str, seed: int) -> None:
    each = case(leaving, seed, "whole_life_cost")
    answer = asked(peer, each.scenario)
    assert answer.proved
    assert value(each, answer) == each.best


def test_a_withdrawal_decides_somewhere() -> None:
    with_it, without = (case(draw, 1, "whole_life_cost").best for draw in (leaving, market))
    assert with_it is not None
    assert without is not None
    assert with_it > without


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("measure", ["whole_life_cost", "travel"])
def test_the_lots_inside_the_bands_give_the_best_design(seed: int, measure: str) -> None:
    each = case(few, seed, measure)
    answer = asked("bands-cp-sat", each.scenario)
    assert answer.proved
    assert value(each, answer) == each.best
    assert each.best is None or answer.bound == each.best


@pytest.mark.parametrize(
    ("most", "fault"),
    [("MOST_LOTS", "more than 3 lots"), ("MOST_VARIABLES", "too many for one model")],
)
def test_too_long_a_list_is_refused(most: str, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(band_list, most, 3)
    with pytest.raises(UnsuitableScenario, match=fault):
        asked("bands-cp-sat", case(few, 1, "whole_life_cost").scenario)


@pytest.mark.parametrize("draw", [few, market, leaving])
@pytest.mark.parametrize("seed", SEEDS)
def test_tree_cuts_are_never_better(draw: Callable[[int], Doc], seed: int) -> None:
    each = case(draw, seed, "whole_life_cost")
    told: list[tuple[object, object]] = []
    answer = asked("tree-cuts", each.scenario, told)
    found = value(each, answer)
    assert answer.bound is None
    assert not answer.proved
    assert (found is not None) == bool(answer.lots)
    assert [best for best, _ in told[-1:]] == ([] if found is None else [found])
    assert all(bound is None for _, bound in told)
    assert found is None or (each.best is not None and found >= each.best)


@pytest.mark.parametrize("draw", [few, plain])
@pytest.mark.parametrize("seed", [1, 3, 5])
def test_without_prices_trees_cut_few_units_at_their_best(
    draw: Callable[[int], Doc], seed: int
) -> None:
    """All partitions of so few units are drawn, and without prices the cheapest is the best."""
    each = case(draw, seed, "whole_life_cost")
    assert each.scenario.prices is None
    assert value(each, asked("tree-cuts", each.scenario)) == each.best


def test_the_few_cases_are_worth_solving() -> None:
    cases = [case(few, seed, "whole_life_cost") for seed in SEEDS]
    assert all(each.best is not None for each in cases)
    assert any(each.scenario.prices is not None for each in cases)
    assert any(each.scenario.prices is None for each in cases)


def test_trees_refuse_what_is_no_sum_over_lots() -> None:
    doc = few(1) | {"objective": [{"measure": "value_spread"}]}
    with pytest.raises(UnsuitableScenario, match="no sum over lots"):
        asked("tree-cuts", loaded(doc))
