"""How far apart two designs are, by hand."""

from solver.alternatives.near_optimal import measure_distance
from tests.rules.office import design, office


def test_pairs_and_units_by_another_route_count() -> None:
    """A and B part, and the council itself takes B."""
    scenario = office(routes={"in_house": {"annual_management": 1000}})
    one = design(scenario, "a b", "c", "y", "w")
    parted = design(scenario, "a", "b", "c", "y", "w")
    taken = design(scenario, "a", "b/in_house", "c", "y", "w")
    assert measure_distance(one, one) == 0
    assert measure_distance(one, parted) == 1
    assert measure_distance(parted, taken) == 1
    assert measure_distance(one, taken) == 2
