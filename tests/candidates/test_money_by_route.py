"""The money of lots by every route against the account of each."""

from lotdesign.design import Design, Lot
from lotdesign.money.lot_cost import compute_lot_account
from solver.candidates.table import tabulate_design
from tests.candidates.naive import subsets
from tests.solve.loading import drawn, loaded
from tests.strategies import scenarios


def test_paid_and_cost_of_every_lot_by_every_route_are_those_of_its_account() -> None:
    """Fees, management, liability and savings by scale, which lots in-house have none of."""
    seen, saved = set(), 0
    for doc in drawn(scenarios(kinds=(), max_units=4, routes=True), 40, start=31):
        scenario = loaded(doc)
        for route in scenario.routes.offered:
            lots = tuple(Lot(units, route) for units in subsets(scenario))
            candidates = tabulate_design(scenario, Design(lots))
            accounts = [compute_lot_account(scenario, lot.units, route=route) for lot in lots]
            assert [tuple(row) for row in candidates.paid.tolist()] == [a.paid for a in accounts]
            assert [tuple(row) for row in candidates.cost.tolist()] == [a.cost for a in accounts]
            seen.add(route)
            saved += route == "prime" and bool(scenario.money.scale)
    assert seen == {"external", "in_house", "prime"}
    assert saved
