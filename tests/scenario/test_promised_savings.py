"""Savings promised of several services at once."""

from pathlib import Path

from tests.scenario.test_yearly_budgets import scenario, unit

PROMISED = """
[[money.promised]]
service = "s"
first_year = 1
annual = 10
[[money.promised]]
service = "t"
first_year = 1
annual = 30
"""


def test_each_service_is_cut_by_what_is_promised_of_it(tmp_path: Path) -> None:
    """Ten pounds of s and thirty of t, shared out among the units of each."""
    units = [unit("a", 100), unit("b", 100), unit("c", 100, service="t")]
    town = scenario(tmp_path, units, PROMISED)
    assert [each.gross[0] for each in town.units] == [95_00, 95_00, 70_00]
