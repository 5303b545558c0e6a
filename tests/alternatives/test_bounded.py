"""Designs within a bound on their one objective, against all designs and their values."""

import pytest

from lotdesign.faults import InputFaults
from lotdesign.measures.registry import MEASURES
from solver.candidate_listing import list_candidates
from solver.enumeration.bounded_enumeration import enumerate_designs, enumerate_near_optimal
from solver.enumeration.measure_columns import MEASURE_COLUMNS, compute_column
from tests.rules.office import office
from tests.solve.loading import Doc, drawn, loaded
from tests.strategies import scenarios

SUMS = ("whole_life_cost", "lots", "accessible_lots", "travel", "changed_pairs", "cut_neighbours")
"""Measures that are a sum over the lots: no worse design is enumerated."""


def pose(doc: Doc, measure: str) -> Doc:
    """The document with one objective."""
    return {**doc, "objective": [{"measure": measure}]}


@pytest.mark.parametrize("name", MEASURE_COLUMNS)
def test_all_designs_within_the_bound_are_enumerated(name: str) -> None:
    """At every value that designs have, and between the values."""
    seen, sign = 0, MEASURES[name].sign
    for doc in drawn(scenarios(kinds=(), max_units=4, with_providers=True), 12, start=77):
        try:
            scenario = loaded(pose(doc, name))
        except InputFaults:  # some figure that the measure reads is blank
            continue
        candidates = list_candidates(scenario)
        every = enumerate_designs(scenario, candidates, [name])
        assert every is not None
        column = compute_column(every.measured, name)
        values = {every.design(i): sign * column[i] for i in range(len(every.measured))}
        for worst in sorted(set(values.values()))[:3]:
            near = enumerate_near_optimal(scenario, candidates, worst)
            assert near is not None
            found = {near.design(i) for i in range(len(near.measured))}
            wanted = {design for design, value in values.items() if value <= worst}
            assert found == wanted if name in SUMS else found >= wanted
            seen += len(wanted) < len(values)
        best = min(values.values())
        if name in SUMS and name != "cut_neighbours":
            assert enumerate_near_optimal(scenario, candidates, best - 1) is None
    assert seen or name == "accessible_share"


def test_what_an_award_decides_is_not_enumerated() -> None:
    """The largest share of a provider has no column."""
    scenario = office(objective=[{"measure": "largest_provider_share"}])
    candidates = list_candidates(scenario)
    assert enumerate_designs(scenario, candidates, ["lots"]) is not None
    assert enumerate_designs(scenario, candidates, ["largest_provider_share"]) is None
