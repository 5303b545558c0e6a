"""Where each lot lies, what it needs and what it moves, against the plain figures."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lotdesign.design import Design, Lot, build_external_design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.geography import count_cut_neighbours, sum_distance_to_medoid
from lotdesign.rules.contiguous import is_connected
from lotdesign.rules.envelope import EnvelopeRule, sum_taken
from lotdesign.scenario.areas import list_areas, map_areas
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.undivided import are_touching, find_complete_parts, find_localities
from solver.candidates.counted_amounts import compute_counted_amounts
from solver.candidates.eligibility import scale_staff
from solver.candidates.geography import compute_adjacency, compute_contiguity
from solver.candidates.lots import pack_lots
from solver.candidates.table import CandidateTable
from tests.candidates.tables import every_lot, some_scenarios
from tests.solve.loading import Doc, examples, loaded
from tests.strategies import scenarios


def test_places_of_every_lot_are_as_the_rules_see_them() -> None:
    """Connected, in one place, and the distance to the medoid."""
    for scenario in some_scenarios():
        candidates, lots = every_lot(scenario)
        assert candidates.is_connected.tolist() == [is_connected(scenario, lot) for lot in lots]
        assert candidates.is_in_one_area("locality").tolist() == [
            len(find_localities(scenario, lot)) == 1 for lot in lots
        ]
        assert candidates.travel_metres.tolist() == [
            sum_distance_to_medoid(scenario, lot) for lot in lots
        ]


def test_need_staff_and_services_of_every_lot_are_sums_over_its_units() -> None:
    """Exact fractions, kept as whole numbers of parts."""
    for scenario in some_scenarios():
        candidates, lots = every_lot(scenario)
        held = [[scenario.units[u] for u in lot] for lot in lots]
        needs = [sum((unit.need or Fraction(0) for unit in lot), Fraction(0)) for lot in held]
        moved = [sum((unit.tupe_fte for unit in lot), Fraction(0)) for lot in held]
        _, per_employee = scale_staff(scenario)
        assert [Fraction(n, candidates.need_scale) for n in candidates.need.tolist()] == needs
        assert [Fraction(n, per_employee) for n in candidates.staff.tolist()] == moved
        for service in scenario.services:
            here = [any(unit.service == service for unit in lot) for lot in held]
            assert candidates.holds_services((service,)).tolist() == here


@examples(80)
@given(scenarios(kinds=(), max_units=7), st.lists(st.integers(0, 3), min_size=7, max_size=7))
def test_borders_of_a_design_count_every_cut_pair_twice(doc: Doc, labels: list[int]) -> None:
    """Half their sum is the cut, once wholes of divided units that face each other are added."""
    scenario = loaded(doc)
    units = range(len(scenario.units))
    labels = [labels[u % 7] for u in units]
    design = build_external_design([u for u in units if labels[u] == k] for k in set(labels))
    lots = [lot.units for lot in design.lots]
    seen = int(CandidateTable(scenario, pack_lots(lots)).border_pairs.sum())
    facing = 2 * _facing(scenario, lots)
    assert seen + facing == 2 * count_cut_neighbours(Evaluation(scenario, design))


def _facing(scenario: Scenario, lots: list[tuple[int, ...]]) -> int:
    """Touching pairs of parts of two divided units, each held whole by a lot of its own."""
    wholes = [find_complete_parts(scenario, lot) for lot in lots]
    return sum(
        are_touching(scenario, a, b)
        for i, here in enumerate(wholes)
        for there in wholes[:i]
        for a in here
        for b in there
    )


@examples(80)
@given(scenarios(kinds=(), max_units=7, areas=True))
def test_units_join_across_empty_localities_as_the_rule_sees_it(doc: Doc) -> None:
    """Pair by pair; what touches directly always joins."""
    scenario = loaded(doc)
    joined, touching = compute_contiguity(scenario), compute_adjacency(scenario)
    for a, here in enumerate(scenario.units):
        for b, there in enumerate(scenario.units):
            # Parts of one unit are that unit as it was, wherever they lie.
            is_pair = here.undivided_id != there.undivided_id
            if is_pair and here.locality and there.locality:
                assert bool(joined[a] >> b & 1) == is_connected(scenario, (a, b))
                assert not touching[a] >> b & 1 or joined[a] >> b & 1
        assert not joined[a] >> a & 1
        assert here.locality or not joined[a]


@examples(40)
@given(scenarios(kinds=(), max_units=6, areas=True))
def test_areas_of_every_lot_are_as_the_rule_sees_them(doc: Doc) -> None:
    """By each column, and by the localities themselves."""
    scenario = loaded(doc)
    candidates, lots = every_lot(scenario)
    for by in ("locality", *doc["data"]["areas"]):
        areas = map_areas(scenario, by)
        assert candidates.is_in_one_area(by).tolist() == [
            len({areas[place] for place in find_localities(scenario, lot)}) == 1 for lot in lots
        ]


@examples(40)
@given(scenarios(kinds=(), max_units=6, areas=True, funding=None))
def test_the_part_of_an_area_is_as_the_rule_counts_it(doc: Doc) -> None:
    """Of what each lot is paid, costs and buys, year by year."""
    scenario = loaded(doc)
    candidates, lots = every_lot(scenario)
    by = doc["data"]["areas"][0]
    for on in ("paid", "cost", "gross"):
        for area in list_areas(scenario, by):
            rule = EnvelopeRule.model_validate(
                {"id": "e", "kind": "envelope", "annual": 1, "on": on, "by": by, "area": area}
            )
            counted = compute_counted_amounts(rule, candidates)
            for i, lot in enumerate(lots):
                alone = Evaluation(scenario, Design((Lot(lot),)))
                expected = [sum_taken(alone, rule, year) for year in range(scenario.years)]
                assert counted[i].tolist() == expected
