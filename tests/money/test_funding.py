"""The cells for which least is left, against every set of cells."""

from itertools import chain, combinations
from random import Random

import pytest

from lotdesign.money.funding import find_payers, find_tightest_cells, list_funding_pools
from lotdesign.money.lot_cost import compute_lot_account
from lotdesign.scenario.scenario import Scenario
from tests.rules.office import UNITS, Row, office, unit
from tests.rules.test_funding import source

SERVICES = ("centre", "youth", "contact")
PLACES = ("ash", "bree", "combe")
YEARS = 2


def drawn(random: Random) -> Scenario:
    """The office with random budgets, and random sources that each pay for something."""
    units: list[Row] = [unit | {"annual_budget": random.randint(0, 9)} for unit in UNITS]
    sources = [
        source(
            f"s{i}",
            [random.randint(0, 12) for _ in range(YEARS)],
            " ".join(random.sample(SERVICES, random.randint(1, 2)))
            if random.random() < 0.8
            else "*",
            " ".join(random.sample(PLACES, random.randint(1, 2))) if random.random() < 0.5 else "*",
        )
        for i in range(random.randint(1, 4))
    ]
    return office(units=units, funding=sources)


def needs_of(scenario: Scenario) -> dict[tuple[str, str], int]:
    """What each unit takes by itself: its budget, as nothing saves or costs anything."""
    return {(u.service, u.locality): u.budget for u in scenario.units if u.budget}


def left(scenario: Scenario, year: int) -> int | None:
    """The least that sources leave of what any set of cells needs; None without a need."""
    needs = needs_of(scenario)
    sets = chain.from_iterable(combinations(needs, n) for n in range(1, len(needs) + 1))
    return min(
        (
            sum(
                scenario.funding[s].get_amount(year)
                for s in frozenset().union(*(find_payers(scenario, cell) for cell in cells))
            )
            - sum(needs[cell] for cell in cells)
            for cells in sets
        ),
        default=None,
    )


@pytest.mark.parametrize("seed", range(40))
def test_no_other_set_of_cells_has_less_left(seed: int) -> None:
    """A flow finds it; the sets are tried one by one here (Hall 1935)."""
    scenario = drawn(Random(seed))
    accounts = [compute_lot_account(scenario, (u,)) for u in range(len(scenario.units))]
    needs = needs_of(scenario)
    for year in range(YEARS):
        found, least = find_tightest_cells(scenario, accounts, year), left(scenario, year)
        if found is None:
            assert least is None
            continue
        around = frozenset().union(*(find_payers(scenario, cell) for cell in found.cells))
        assert found.needed == sum(needs[cell] for cell in found.cells)
        assert found.available == sum(scenario.funding[s].get_amount(year) for s in around)
        assert found.available - found.needed == least


@pytest.mark.parametrize("seed", range(40))
def test_pools_are_enough_to_see_whether_anything_is_short(seed: int) -> None:
    """Nothing is short exactly when no pool is."""
    scenario = drawn(Random(seed))
    needs = needs_of(scenario)
    for year in range(YEARS):
        short = any(
            sum(needs.get(cell, 0) for cell in pool.cells) > pool.sum_amounts(year)
            for pool in list_funding_pools(scenario)
        )
        least = left(scenario, year)
        assert short == (least is not None and least < 0)


def test_the_gross_value_of_a_pool_is_that_of_its_own_cells() -> None:
    """Centres of 1 and 2 pounds, and youth work of 4; a tenth more in the second year."""
    units = [
        unit("a", "centre", 1, "ash"),
        unit("b", "centre", 2, "bree"),
        unit("y", "youth", 4, "ash"),
    ]
    sources = [source("centres", 9, "centre"), source("work", 9, "youth")]
    scenario = office(units=units, funding=sources, money={"uplift": "10%"})
    sums = {
        tuple(each.id for each in pool.sources): [pool.sum_gross(scenario, year) for year in (0, 1)]
        for pool in list_funding_pools(scenario)
    }
    assert sums == {("centres",): [300, 330], ("work",): [400, 440]}
