"""Where designs near the best come from: the farthest of them, those that pass, the best first."""

from itertools import combinations

import pytest

from lotdesign.design import Design
from lotdesign.scenario.values import parse_tolerance
from solver.alternatives.near_optimal import (
    EnumeratedAlternatives,
    NearOptimalSource,
    measure_distance,
)
from solver.alternatives.searched import SearchedAlternatives
from solver.alternatives.study import find_alternatives
from solver.candidate_listing import list_candidates
from solver.enumeration.bounded_enumeration import enumerate_designs
from solver.solve_context import RunOptions, SolveContext
from tests.rules.office import office, rule

NEAREST = office(rule("lot_count", min=2), objective=[{"measure": "lots"}, {"measure": "travel"}])
ANY_VALUE = 10**9


def open_sources(*rules: dict[str, object], **tables: object) -> list[NearOptimalSource]:
    """All designs of the office by enumeration, and by search."""
    scenario = office(*rules, objective=[{"measure": "lots"}], **tables)
    candidates = list_candidates(scenario)
    answer = enumerate_designs(scenario, candidates, ["lots"])
    assert answer is not None
    return [
        EnumeratedAlternatives.select(answer, ANY_VALUE, SolveContext()),
        SearchedAlternatives(scenario, candidates, SolveContext(), 5),
    ]


@pytest.mark.parametrize("place", [0, 1], ids=["listed", "searched"])
def test_the_farthest_is_farther_than_every_other(place: int) -> None:
    """Also from two designs at once; every partition of five units is a design here."""
    source = open_sources()[place]
    every = list(source.designs())
    assert len(every) == 52
    known: list[Design] = [every[0]]
    for _ in range(3):
        most = max(min(measure_distance(one, other) for other in known) for one in every)
        found = source.find_farthest(known)
        assert found is not None
        assert found.is_proved
        assert min(measure_distance(found.design, other) for other in known) == most
        assert found.least_distance == most
        known.append(found.design)
    assert measure_distance(known[0], known[1]) == len(list(combinations(range(5), 2)))


@pytest.mark.parametrize("place", [0, 1], ids=["listed", "searched"])
def test_designs_without_an_award_are_no_alternatives(place: int) -> None:
    """The limit of one lot each leaves designs of three lots, and not all of these."""
    one_lot = rule("award", max_share="100%", max_lots=1)
    source = open_sources(one_lot)[place]
    found = list(source.designs())
    assert found
    scenario = office(one_lot, objective=[{"measure": "lots"}])
    candidates = list_candidates(scenario)
    answer = enumerate_designs(scenario, candidates, ["lots"])
    assert answer is not None
    assert source.count is None
    assert len(found) < len(answer.designs)
    assert all(len(each.lots) <= len(scenario.providers or ()) for each in found)


def test_the_best_design_is_picked_first_also_where_nothing_is_given_away() -> None:
    """Several designs reach the first aim; the one that is best by all aims is shown."""
    told = find_alternatives(NEAREST, parse_tolerance("0"), 1, RunOptions())
    assert [each.best for each in told.designs] == [True]


def test_pairs_are_those_of_all_designs_however_few_are_picked() -> None:
    """One design alone would say of each pair that it is together in all, or in none."""
    told = find_alternatives(NEAREST, parse_tolerance("4"), 1, RunOptions())
    assert (told.selection, len(told.designs)) == ("most different", 1)
    assert {pair.shared for pair in told.backbone} == {"some"}
