"""Enumeration within a bound on the objective."""

from itertools import product

import numpy as np
import pytest

from solver.candidates.lots import pack_lots
from solver.candidates.table import CandidateTable
from solver.enumeration.all_designs import enumerate_designs_of_lots
from solver.enumeration.bounded_enumeration import enumerate_near_optimal
from solver.enumeration.exact_cover import CoverBudget, EnumerationRefused
from tests.atlas.towns import PROVIDERS, scenario

UNITS = 6
LOTS = pack_lots(
    sorted(
        tuple(unit for unit, held in enumerate(marks) if held)
        for marks in product((0, 1), repeat=UNITS)
        if any(marks)
    )
)


@pytest.mark.parametrize("most", [-20, 0, 7, 60, 10_000])
def test_just_the_designs_within_the_budget_are_listed(most: int) -> None:
    """Weights may be negative, as those of a measure to maximise are."""
    weights = np.random.default_rng(5).integers(-30, 70, len(LOTS))
    every = enumerate_designs_of_lots(LOTS, UNITS, 1_000)
    by_lot = dict(zip((LOTS[i] for i in range(len(LOTS))), weights.tolist(), strict=True))
    expected = [
        design
        for design in (
            tuple(every.lots[lot] for lot in every.designs[i]) for i in range(len(every.designs))
        )
        if sum(by_lot[lot] for lot in design) <= most
    ]
    found = enumerate_designs_of_lots(LOTS, UNITS, 1_000, CoverBudget(weights, most))
    listed = [tuple(found.lots[lot] for lot in found.designs[i]) for i in range(len(found.designs))]
    assert listed == expected
    assert len(every.designs) == 203


def test_too_many_within_the_budget_are_refused() -> None:
    weights = np.zeros(len(LOTS), dtype=np.int64)
    assert len(enumerate_designs_of_lots(LOTS, UNITS, 203, CoverBudget(weights, 0)).designs) == 203
    with pytest.raises(EnumerationRefused):
        enumerate_designs_of_lots(LOTS, UNITS, 2, CoverBudget(weights, 0))


@pytest.mark.parametrize(
    ("measure", "worst", "count"),
    [("lots", 2, 8), ("value_spread", 0, 15), ("fewest_bidders", -2, 15)],
)
def test_sums_are_bounded_and_other_objectives_list_all_designs(
    measure: str, worst: int, count: int
) -> None:
    asked = scenario(4, providers=PROVIDERS, objective=[{"measure": measure}])
    lots = [LOTS[i] for i in range(len(LOTS)) if max(LOTS[i]) < 4]
    answer = enumerate_near_optimal(asked, CandidateTable(asked, pack_lots(lots)), worst)
    assert answer is not None
    assert len(answer.measured) == count
