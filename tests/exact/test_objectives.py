"""Each objective of a fixed design comes to what the measure says of it."""

from functools import cache

import numpy as np
import pytest

from lotdesign.design import Design, build_external_design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.backends.base import EngineSettings
from solver.backends.cp_sat import CpSatEngine
from solver.candidate_mip import build_partition_model
from solver.exact.minimise import minimise_goal
from solver.exact.search import ModelSearch
from solver.objectives.registry import GOAL_BUILDERS
from tests.brute.partitions import partitions
from tests.candidates.tables import every_lot
from tests.solve.loading import Doc, drawn, loaded
from tests.strategies import scenarios

TWO_DIVIDED: Doc = {
    "schema": 1,
    "term": {"initial": 1},
    "units": [
        {"id": "y", "name": "Y", "service": "youth", "annual_budget": 0, "need": 1},
        {"id": "z", "name": "Z", "service": "contact", "annual_budget": 0, "need": 2},
        {"id": "a", "name": "A", "service": "centre", "annual_budget": 0, "locality": "ash"}
        | {"need": 3, "contract": "k"},
    ],
    "localities": [{"id": p, "name": p, "x": i, "y": 0} for i, p in enumerate(("ash", "bree"))],
    "neighbours": [{"a": "ash", "b": "bree"}],
    "divide": [{"units": ["y", "z"], "by": "equal"}],
    "providers": [
        {"id": "p", "name": "P", "services": "*", "localities": "*", "kind": "national"}
        | {"annual_turnover": ""},
    ],
}
"""Two services over the same two places, and nothing worth a penny."""


@cache
def some() -> list[Scenario]:
    """The town of two divided services, and drawn scenarios with all figures but no rules."""
    free = scenarios(kinds=(), max_units=5, with_providers=True)
    return [loaded(doc) for doc in (TWO_DIVIDED, *drawn(free, 9, start=4))]


def every_design(scenario: Scenario) -> list[Design]:
    """Every partition of the units."""
    labels = partitions(len(scenario.units))
    return [
        build_external_design([u for u, k in enumerate(v) if k == lot] for lot in set(v))
        for v in labels
    ]


@pytest.mark.parametrize("name", [n for n, each in MEASURES.items() if not each.needs_certificate])
def test_a_goal_at_a_design_is_its_measure(name: str) -> None:
    """With the lots given, minimising leaves the exact signed value of the measure."""
    measure = MEASURES[name]
    goal_of = GOAL_BUILDERS[name]
    for scenario in some():
        candidates, lots = every_lot(scenario)
        model = build_partition_model(candidates)
        goal = goal_of(candidates, model, None)
        for design in every_design(scenario):
            search = ModelSearch(
                CpSatEngine(), model, EngineSettings(workers=1), len(scenario.units)
            )
            drawn_lots = {lot.units for lot in design.lots}
            search.restrict_to(np.array([lot in drawn_lots for lot in lots]))
            found = minimise_goal(search, goal, lambda best, bound: None)
            assert found.value == measure.sign * measure.evaluate(Evaluation(scenario, design))
