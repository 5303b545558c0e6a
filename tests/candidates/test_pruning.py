"""What growing prunes: blocks, conflicts, ceilings and floors, on every set of units."""

from random import Random

import pytest

from lotdesign.market.eligibility import find_small_parties
from lotdesign.scenario.scenario import Scenario
from solver.candidates.eligibility import compute_value_limit
from solver.candidates.growing import grow_unit_sets
from solver.candidates.lot_values import value_scale
from solver.candidates.pruning import EligibilityFloor, GrowthPruning, WeightCeiling, merge_blocks
from solver.constraints.registry import prune_growth
from tests.candidates.naive import Units, alone, subsets
from tests.rules.office import office, rule
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.strategies import scenarios


@pytest.mark.parametrize(
    ("blocks", "merged"),
    [
        ([], ["0", "1", "2", "3", "4"]),
        (["12"], ["0", "12", "3", "4"]),
        (["34", "12"], ["0", "12", "34"]),
        (["04", "13", "41"], ["0134", "2"]),
        (["01", "12", "23"], ["0123", "4"]),
    ],
)
def test_blocks_that_overlap_are_one(blocks: list[str], merged: list[str]) -> None:
    """Each unit is in one block, and blocks stand in the order of their first units."""
    found = merge_blocks((frozenset(map(int, block)) for block in blocks), 5)
    assert ["".join(map(str, sorted(block))) for block in found] == merged


def serve(scenario: Scenario, units: Units, floor: EligibilityFloor) -> int:
    """How many of a floor's parties serve all units and can take the value."""
    value = alone(scenario, units).values[0] * value_scale(scenario)
    limits = {p: compute_value_limit(scenario, scenario.parties[p]) for p in floor.providers}
    return sum(
        all(scenario.parties_serving_unit[u] >> p & 1 for u in units)
        and (limit is None or value <= limit)
        for p, limit in limits.items()
    )


def meets(scenario: Scenario, units: Units, pruning: GrowthPruning) -> bool:
    """Whether a set of units keeps all requirements; connection aside."""
    held = frozenset(units)
    return (
        all(not block & held or block <= held for block in pruning.blocks)
        and not any(
            one & held - {u} and u in other for one, other in pruning.conflicts for u in held
        )
        and not any(one & other & held for one, other in pruning.conflicts)
        and all(sum(c.weights[u] for u in units) <= c.limit for c in pruning.ceilings)
        and all(serve(scenario, units, f) >= f.needed for f in pruning.eligibility_floors)
    )


def test_just_the_sets_that_meet_all_requirements_are_grown() -> None:
    """Requirements drawn from rules of every kind, and floors and ceilings of their own."""
    random, floors = Random(5), 0
    for doc in drawn(scenarios(kinds=DRAWABLE, max_units=6, with_providers=True), 40, start=61):
        scenario = loaded(doc)
        pruning = prune_growth(scenario)
        if pruning.connected:
            continue
        small = find_small_parties(scenario) or frozenset({0})
        weights = tuple(unit.gross[0] for unit in scenario.units)
        pruning = GrowthPruning.combine(
            [
                pruning,
                GrowthPruning(
                    ceilings=(WeightCeiling(weights, random.randrange(1 + sum(weights))),),
                    eligibility_floors=(EligibilityFloor(frozenset(small), 1),),
                ),
            ]
        )
        wanted = [units for units in subsets(scenario) if meets(scenario, units, pruning)]
        assert sorted(grow_unit_sets(scenario, pruning)) == wanted
        floors += len(wanted) < len(subsets(scenario))
    assert floors


def test_inside_a_region_lots_are_those_of_its_units_alone() -> None:
    """Growing there finds what growing everywhere finds, less what reaches out."""
    random, fewer = Random(6), 0
    for doc in drawn(scenarios(kinds=DRAWABLE, max_units=6), 60, start=62):
        scenario = loaded(doc)
        pruning, count = prune_growth(scenario), len(scenario.units)
        inside = frozenset(random.sample(range(count), random.randrange(1, count + 1)))
        everywhere = list(grow_unit_sets(scenario, pruning))
        here = sorted(units for units in everywhere if inside.issuperset(units))
        assert sorted(grow_unit_sets(scenario, pruning, inside)) == here
        fewer += 0 < len(here) < len(everywhere)
    assert fewer


def test_the_year_of_the_largest_value_counts() -> None:
    """A and b are worth £100 each in one of two years and £50 in the other."""
    halved = {"annual": "50%", "once": True}
    doc: Doc = {
        "schema": 1,
        "term": {"initial": 2},
        "market": {"value_basis": "peak"},
        "money": {
            "promised": [
                {"service": service, "first_year": year} | halved
                for service, year in (("s", 1), ("t", 2))
            ]
        },
        "units": [
            {"id": name, "name": name, "service": service, "annual_budget": 100}
            for name, service in (("a", "s"), ("b", "t"))
        ],
        "providers": [
            {"id": "p", "name": "p", "services": "*", "localities": "*", "kind": "sme"}
            | {"annual_turnover": "", "capacity": 140}
        ],
    }
    scenario = loaded(doc)
    assert [unit.gross for unit in scenario.units] == [(50_00, 100_00), (100_00, 50_00)]
    floors = (EligibilityFloor(frozenset({0}), 1),)
    assert sorted(grow_unit_sets(scenario, GrowthPruning(eligibility_floors=floors))) == [
        (0,),
        (1,),
    ]
    doc["providers"][0]["capacity"] = 90
    dear = loaded(doc)
    assert list(grow_unit_sets(dear, GrowthPruning(eligibility_floors=floors))) == []


def test_a_party_must_serve_all_units_of_a_block() -> None:
    """Tiny could do the work of a, but not of y, which shares its lot."""
    scenario = office(rule("together", units=["a", "y"]))
    floor = GrowthPruning(eligibility_floors=(EligibilityFloor(frozenset({2}), 1),))
    pruning = GrowthPruning.combine([prune_growth(scenario), floor])
    assert list(grow_unit_sets(scenario, pruning)) == [(1,)]
