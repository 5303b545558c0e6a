"""The contract years of N lots: from the first to the last in which one of its units is bought."""

import numpy as np

from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints
from solver.candidates.lots import LotArray


@cache_by_scenario
def _tabulate_unit_years(scenario: Scenario) -> tuple[Ints, Ints]:
    """The first and the last year of each unit, (U,) each."""
    first = np.array([unit.first_year for unit in scenario.units], dtype=np.int64)
    return first, np.array([unit.last_year for unit in scenario.units], dtype=np.int64)


def compute_first_years(scenario: Scenario, lots: LotArray) -> Ints:
    """The first year of each lot, (N,)."""
    first, _ = _tabulate_unit_years(scenario)
    return np.minimum.reduceat(first[lots.units], lots.starts[:-1])


def compute_last_years(scenario: Scenario, lots: LotArray) -> Ints:
    """The last year of each lot, (N,)."""
    _, last = _tabulate_unit_years(scenario)
    return np.maximum.reduceat(last[lots.units], lots.starts[:-1])


def compute_year_spreads(scenario: Scenario, lots: LotArray) -> tuple[Ints, Ints]:
    """How far apart the first years of each lot's units lie, and the last years; (N,) each."""
    first, last = _tabulate_unit_years(scenario)
    latest_first = np.maximum.reduceat(first[lots.units], lots.starts[:-1])
    earliest_last = np.minimum.reduceat(last[lots.units], lots.starts[:-1])
    return (
        latest_first - compute_first_years(scenario, lots),
        compute_last_years(scenario, lots) - earliest_last,
    )


def flag_lot_years(scenario: Scenario, lots: LotArray) -> Flags:
    """Whether each contract year is one of the lot's, N x Y."""
    years = np.arange(1, scenario.years + 1)
    flags: Flags = (years >= compute_first_years(scenario, lots)[:, None]) & (
        years <= compute_last_years(scenario, lots)[:, None]
    )
    return flags
