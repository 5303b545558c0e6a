"""Studies of few, large lots, which list inside bands, and the same studies of all lots."""

import pytest

from lotdesign.app import api
from lotdesign.result.alternatives import AlternativesAnswer, FrontierAnswer
from lotdesign.result.sensitivity import PriceAnswer, TippingAnswer
from lotdesign.scenario.scenario import Scenario
from solver import study_listing
from solver.break_even import study as break_even
from solver.comparisons import large_lots
from solver.comparisons.large_lots import solve_large_lots
from solver.lot_bands.band_listing import BandListing
from solver.rule_cost import shared_candidates
from solver.solve_context import SolveContext
from solver.whatif import candidate_lists
from tests.lot_bands.test_differential import chunk, forced
from tests.solve.loading import loaded

__all__ = ("forced",)

SOME = [loaded(doc) for number in (1, 2) for doc in chunk(number)[:5]]


@pytest.fixture
def banded(forced: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Whatever a study would list otherwise has too many lots."""
    forced.setattr(study_listing, "MOST_PLAIN_LOTS", -1)
    forced.setattr(candidate_lists, "MOST_CANDIDATES", -1)
    forced.setattr(shared_candidates, "MOST_WITHOUT_RULES", -1)
    forced.setattr(shared_candidates, "MOST_SHARED_CANDIDATES", -1)
    forced.setattr(break_even, "MOST_ENUMERATED_DESIGNS", 0)
    return forced


def frontier(scenario: Scenario) -> FrontierAnswer:
    return api.frontier(scenario, measures=["whole_life_cost", "cut_neighbours"]).told


def alternatives(scenario: Scenario) -> AlternativesAnswer:
    return api.alternatives(scenario, tolerance="3%").told


def price(scenario: Scenario) -> PriceAnswer:
    return api.price(scenario, split=False).told


def test_most_of_them_list_inside_bands(banded: pytest.MonkeyPatch) -> None:
    listed = [study_listing.list_inside_bands(each, SolveContext()) for each in SOME]
    assert sum(each is not None for each in listed) > len(SOME) / 2


def test_too_many_lots_inside_bands_are_told_before_they_are_listed(
    banded: pytest.MonkeyPatch,
) -> None:
    banded.setattr(study_listing, "MOST_BAND_LOTS_STUDIED", 0)
    banded.delattr(BandListing, "list_next")
    ends = [study(each).ended for each in SOME for study in (frontier, alternatives)]
    assert ends.count("too many lots") > len(SOME)


@pytest.fixture(scope="module")
def plain() -> list[tuple[FrontierAnswer, AlternativesAnswer, PriceAnswer]]:
    """What they answer where all lots are listed, which is held against the brute force."""
    return [(frontier(each), alternatives(each), price(each)) for each in SOME]


def test_a_front_is_the_same(
    plain: list[tuple[FrontierAnswer, AlternativesAnswer, PriceAnswer]],
    banded: pytest.MonkeyPatch,
) -> None:
    for scenario, (expected, _, _) in zip(SOME, plain, strict=True):
        found = frontier(scenario)
        assert (found.status, found.complete) == (expected.status, expected.complete)
        assert [each.values for each in found.points] == [each.values for each in expected.points]
        assert [each.lots for each in found.points] == [each.lots for each in expected.points]


def test_alternatives_are_the_same(
    plain: list[tuple[FrontierAnswer, AlternativesAnswer, PriceAnswer]],
    banded: pytest.MonkeyPatch,
) -> None:
    for scenario, (_, expected, _) in zip(SOME, plain, strict=True):
        found = alternatives(scenario)
        assert (found.status, found.optimum, found.worst, found.selection) == (
            *(expected.status, expected.optimum, expected.worst, expected.selection),
        )
        assert [each.lots for each in found.designs] == [each.lots for each in expected.designs]
        assert found.backbone == expected.backbone


def test_prices_are_the_same(
    plain: list[tuple[FrontierAnswer, AlternativesAnswer, PriceAnswer]],
    banded: pytest.MonkeyPatch,
) -> None:
    worked_out = 0
    for scenario, (_, _, expected) in zip(SOME, plain, strict=True):
        found = price(scenario)
        if found.ended == "too many lots":  # lots that bands do not list
            continue
        assert (found.status, found.optimum) == (expected.status, expected.optimum)
        own = {rule.rule: rule.without for rule in found.rules if rule.found == "worked out"}
        full = {rule.rule: rule.without for rule in expected.rules}
        assert own == {name: full[name] for name in own}
        worked_out += len(own)
    assert worked_out > 5


@pytest.fixture(scope="module")
def plain_ends() -> TippingAnswer:
    """What the break-even study answers of the first scenario."""
    return api.tipping(SOME[0]).told


def test_break_even_values_are_the_same(
    plain_ends: TippingAnswer, banded: pytest.MonkeyPatch
) -> None:
    """Of one scenario, since each value is solved for."""
    counted = 0

    def count(*given: object) -> object:
        nonlocal counted
        counted += 1
        return solve_large_lots(*given)  # type: ignore[arg-type]

    banded.setattr(large_lots, "solve_large_lots", count)
    found = api.tipping(SOME[0]).told
    assert _read_ends(found) == _read_ends(plain_ends)
    assert any(each.found == "worked out" for each in found.figures)
    assert counted > 2


def _read_ends(told: TippingAnswer) -> dict[str, object]:
    return {
        each.figure: [None if end is None else end.next for end in (each.below, each.above)]
        for each in told.figures
    }
