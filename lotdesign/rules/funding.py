"""`funding`: pooled and aligned budgets can pay for everything."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from lotdesign.ledger import Ledger
from lotdesign.money.funding import tightest_cells
from lotdesign.money.pools import Cell
from lotdesign.rules.base import Finding, Rule
from lotdesign.rules.shared.room import Reading, tightest
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import listed, named, plural

_FEW = 3


class Funding(Rule):
    """Every year's paid amounts, by service and place, can be met by sources that may pay them."""

    reads_prices: ClassVar = True

    kind: Literal["funding"] = "funding"

    def sentence(self, scenario: Scenario) -> str:
        sources = plural(len(scenario.funding), "source", "sources")
        return (
            f"What is paid can be met every year from {sources} of funding, each paying only for "
            "its own services and places."
        )

    def judge(self, ledger: Ledger) -> Finding:
        readings = []
        for year in range(ledger.scenario.years):
            cells = tightest_cells(ledger.scenario, ledger.accounts, year)
            if cells is not None:
                where = f"year {year + 1}, {told_cells(ledger.scenario, cells.cells)}"
                readings.append(Reading(cells.needed, cells.held, True, where))
        return tightest(readings, "pence")


def told_cells(scenario: Scenario, cells: Sequence[Cell]) -> str:
    """The cells in words: youth work in Ash and children centre, authority-wide."""
    places = {place.id: f" in {place.name}" for place in scenario.localities}
    names = [f"{named(s)}{places.get(place, ', authority-wide')}" for s, place in cells]
    more = [f"{len(names) - _FEW} more"] if len(names) > _FEW else []
    return listed(names[:_FEW] + more)
