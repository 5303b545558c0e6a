"""The money of all lots at once against the account of each."""

from itertools import combinations

import numpy as np

from lotdesign.money.lot_cost import LotAccount, attribute_to_services, compute_lot_account
from lotdesign.scenario.scenario import Scenario
from tests.candidates.tables import every_lot, some_scenarios


def check_money(scenario: Scenario) -> list[LotAccount]:
    """Gross, value, rent, paid and cost of every lot, to the penny."""
    candidates, lots = every_lot(scenario)
    accounts = [compute_lot_account(scenario, lot) for lot in lots]
    assert [tuple(row) for row in candidates.gross.tolist()] == [a.gross for a in accounts]
    assert candidates.value.tolist() == [a.value * candidates.value_scale for a in accounts]
    rent = np.broadcast_to(candidates.rent, candidates.gross.shape)
    assert [tuple(row) for row in rent.tolist()] == [a.rent for a in accounts]
    assert [tuple(row) for row in candidates.paid.tolist()] == [a.paid for a in accounts]
    assert [tuple(row) for row in candidates.cost.tolist()] == [a.cost for a in accounts]
    return accounts


def check_shares(scenario: Scenario) -> None:
    """What belongs to every choice of services of gross, paid and cost, to the penny."""
    candidates, lots = every_lot(scenario)
    services = scenario.services
    for amounts in (candidates.gross, candidates.paid, candidates.cost):
        shared = [
            [attribute_to_services(scenario, lot, y, amount) for y, amount in enumerate(row)]
            for lot, row in zip(lots, amounts.tolist(), strict=True)
        ]
        for size in range(1, len(services) + 1):
            for wanted in combinations(services, size):
                taken = [[sum(s.get(w, 0) for w in wanted) for s in row] for row in shared]
                assert candidates.share_by_services(amounts, wanted).tolist() == taken
        assert candidates.share_by_services(amounts, None) is amounts


def test_the_money_of_every_lot_is_that_of_its_account() -> None:
    """Scale, integration, rent and own costs, over every basis of value."""
    for scenario in some_scenarios():
        check_money(scenario)


def test_every_amount_is_shared_out_to_services_alike() -> None:
    """Largest remainder, ties by first unit, budgets where a year is worth nothing."""
    for scenario in some_scenarios():
        check_shares(scenario)
