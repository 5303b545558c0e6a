"""Annealing: designs stay admissible, and gains are what the evaluation says."""

from collections import Counter
from itertools import pairwise
from random import Random

import pytest

from lotdesign.app.bench.county.generate import generate_county
from lotdesign.app.bench.county.plan import parse_plan
from lotdesign.design import build_design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.candidate_listing import list_candidates
from solver.candidate_mip import build_candidate_mip
from solver.exact.canonical_tie_break import list_chosen_candidates
from solver.heuristics import annealing
from solver.heuristics.annealing import SimulatedAnnealing
from solver.heuristics.capacities import CapacityUse, RemainingCapacities
from solver.heuristics.incumbent_lots import IncumbentLot, list_incumbent_lots
from solver.heuristics.local_model import is_separable
from solver.solve_context import SolveContext


def cost(scenario: Scenario, lots: list[IncumbentLot]) -> int:
    """The exact cost of the lots, each with its winner."""
    lots = sorted(lots, key=lambda each: each.lot.units)
    design = build_design([each.lot for each in lots])
    award = None if scenario.prices is None else tuple(each.winner for each in lots)
    return int(MEASURES["whole_life_cost"].evaluate(Evaluation(scenario, design, award)))


def find_any_design(scenario: Scenario) -> list[IncumbentLot]:
    """Any admissible design of lots of about three units."""
    candidates = list_candidates(scenario)
    search, _ = build_candidate_mip(
        scenario, candidates, SolveContext(), len(scenario.units) // 3, False
    )
    solution = search.solve().solution
    assert solution is not None
    return list_incumbent_lots(candidates, list_chosen_candidates(candidates, solution))


@pytest.mark.parametrize(
    "name", ["county-13-easy", "county-13-easy-priced", "county-24-easy", "county-18-easy-priced"]
)
@pytest.mark.parametrize("seed", [1, 2])
def test_designs_get_cheaper_by_the_gain(
    name: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lots are candidates with their winners, nobody carries too much, and units are in one lot."""
    monkeypatch.setattr(annealing, "MAX_TURNS", 80)
    scenario = generate_county(parse_plan(name)).load_scenario()
    before = find_any_design(scenario)
    found = SimulatedAnnealing(scenario, SolveContext(), Random(seed)).improve(before)
    assert found is not None
    lots, gained = found
    assert gained > 0
    assert cost(scenario, lots) == cost(scenario, before) - gained
    candidates = list_candidates(scenario)
    known = set(list_incumbent_lots(candidates, range(len(candidates))))
    assert known.issuperset(lots)
    assert sorted(u for p in lots for u in p.lot.units) == list(range(len(scenario.units)))
    for p, party in enumerate(scenario.providers or ()):
        won = [each for each in lots if each.winner == p]
        assert party.max_lots is None or len(won) <= party.max_lots
        taken = sum(scenario.units[u].gross[0] for each in won for u in each.lot.units)
        assert party.capacity is None or taken <= party.capacity


def test_a_seed_repeats_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another seed finds something else."""
    monkeypatch.setattr(annealing, "MAX_TURNS", 5)
    scenario = generate_county(parse_plan("county-24-easy")).load_scenario()
    before = find_any_design(scenario)
    runs = [
        SimulatedAnnealing(scenario, SolveContext(), Random(seed)).improve(before)
        for seed in (1, 1, 2, 3)
    ]
    assert runs[0] == runs[1]
    assert any(a != b for a, b in pairwise(runs[1:]))


def test_what_is_booked_is_what_lots_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many lots as there are: moves give back what they took."""
    booked = Counter[int]()

    class Recorded(RemainingCapacities):
        def add(self, winner: int | None, use: CapacityUse) -> None:
            super().add(winner, use)
            assert winner is not None
            booked[winner] += use[0]

    monkeypatch.setattr(annealing, "MAX_TURNS", 80)
    monkeypatch.setattr(annealing, "RemainingCapacities", Recorded)
    scenario = generate_county(parse_plan("county-13-easy-priced")).load_scenario()
    before = find_any_design(scenario)
    assert SimulatedAnnealing(scenario, SolveContext(), Random(1)).improve(before) is not None
    assert booked.total() == len(before)


def test_rules_about_single_lots_are_separable() -> None:
    """Rules about several lots are not."""
    assert is_separable(generate_county(parse_plan("county-54-large")).load_scenario())
    assert is_separable(generate_county(parse_plan("county-54-large-priced")).load_scenario())
    assert not is_separable(generate_county(parse_plan("county-54-middle")).load_scenario())
    assert not is_separable(generate_county(parse_plan("county-54-tight-priced")).load_scenario())
