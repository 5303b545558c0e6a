"""How a lot's money is split among services where a year is worth nothing."""

import numpy as np

from lotdesign.money.lot_cost import attribute_to_services
from tests.candidates.tables import every_lot
from tests.solve.loading import loaded


def test_a_year_that_is_worth_nothing_is_split_by_budgets() -> None:
    """All of both budgets is promised for year 2: a hundred pounds go £25 to £75, as budgets do."""
    scenario = loaded(
        {
            "schema": 1,
            "term": {"initial": 2},
            "money": {
                "promised": [
                    {"service": service, "first_year": 2, "annual": "100%"} for service in "st"
                ]
            },
            "units": [
                {"id": name, "name": name, "service": service, "annual_budget": budget}
                for name, service, budget in (("a", "s", 1000), ("b", "t", 3000))
            ],
        }
    )
    candidates, lots = every_lot(scenario)
    amounts = np.full((len(lots), 2), 100_00)
    both = lots.index((0, 1))
    assert candidates.gross[both].tolist() == [4000_00, 0]
    for service, share in (("s", 25_00), ("t", 75_00)):
        assert candidates.share_by_services(amounts, (service,))[both].tolist() == [share, share]
        assert attribute_to_services(scenario, (0, 1), 1, 100_00)[service] == share
