"""`funding`: pooled and aligned budgets can pay for everything."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.money.funding import FundingCell, find_tightest_cells
from lotdesign.rules.common import BoundReading, find_tightest
from lotdesign.scenario.rule import Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, join_words, spell_out_id

_MOST_LISTED_CELLS = 3


class FundingRule(Rule):
    """Every year's paid amounts, by service and place, can be met by sources that may pay them."""

    reads_prices: ClassVar = True

    kind: Literal["funding"] = "funding"

    def write_sentence(self, scenario: Scenario) -> str:
        sources = format_count(len(scenario.funding), "source", "sources")
        return (
            f"What is paid can be met every year from {sources} of funding, each paying only for "
            "its own services and places."
        )

    def judge(self, ledger: Evaluation) -> RuleFinding:
        readings = []
        for year in range(ledger.scenario.years):
            cells = find_tightest_cells(ledger.scenario, ledger.lot_accounts, year)
            if cells is not None:
                where = f"year {year + 1}, {describe_cells(ledger.scenario, cells.cells)}"
                readings.append(BoundReading(cells.needed, cells.available, True, where))
        return find_tightest(readings, "pence")


def describe_cells(scenario: Scenario, cells: Sequence[FundingCell]) -> str:
    """The cells in words: youth work in Ash and children centre, authority-wide."""
    places = {place.id: f" in {place.name}" for place in scenario.localities}
    names = [f"{spell_out_id(s)}{places.get(place, ', authority-wide')}" for s, place in cells]
    more = [f"{len(names) - _MOST_LISTED_CELLS} more"] if len(names) > _MOST_LISTED_CELLS else []
    return join_words(names[:_MOST_LISTED_CELLS] + more)
