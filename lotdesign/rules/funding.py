"""`funding`: pooled and aligned budgets can pay for everything."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.faults import make_printable
from lotdesign.money.design_cost import bound_amount_paid
from lotdesign.money.funding import (
    FundingCell,
    FundingPool,
    find_tightest_cells,
    list_funding_pools,
)
from lotdesign.rules.common import BoundReading, find_tightest
from lotdesign.scenario.rule import Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, format_pounds, join_words, shorten_list, spell_out_id

_MOST_LISTED_CELLS = 3


class FundingRule(Rule):
    """What is paid can be met every year from the sources in `[[funding]]`.

    Each source pays only for its own services in its own localities.
    """

    scope: ClassVar = "design"
    reads: ClassVar = frozenset({"prices", "funding"})
    group: ClassVar = "money"
    evidence: ClassVar = "funding"
    example: ClassVar = """
        [[funding]]
        id = "children"
        annual = 1400000
        services = ["children_centre"]
        localities = ["leighton", "dunstable", "houghton", "mid", "ivel"]

        [[funding]]
        id = "pooled"
        annual = 850000
        services = ["*"]
        localities = ["*"]

        [[rule]]
        id = "paid-for"
        kind = "funding"
    """

    kind: Literal["funding"] = "funding"

    def write_sentence(self, scenario: Scenario) -> str:
        sources = format_count(len(scenario.funding), "source", "sources")
        return (
            f"What is paid can be met every year from {sources} of funding, each paying only for "
            "its own services and places."
        )

    def describe_impossibility(self, scenario: Scenario) -> Iterator[str]:
        for pool in list_funding_pools(scenario):
            least = [
                bound_amount_paid(scenario, pool.sum_gross(scenario, year))
                for year in range(scenario.years)
            ]
            gaps = [amount - pool.sum_amounts(year) for year, amount in enumerate(least)]
            worst = max(range(scenario.years), key=lambda year: gaps[year])
            if gaps[worst] > 0:
                yield _describe_short_pool(scenario, pool, worst, format_pounds(least[worst]))

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        readings = []
        for year in range(evaluation.scenario.years):
            cells = find_tightest_cells(evaluation.scenario, evaluation.lot_accounts, year)
            if cells is not None:
                where = f"year {year + 1}, {describe_cells(evaluation.scenario, cells.cells)}"
                readings.append(BoundReading(cells.needed, cells.available, True, where))
        return find_tightest(readings, "pence")


def _describe_short_pool(scenario: Scenario, pool: FundingPool, year: int, least: str) -> str:
    what = describe_cells(scenario, pool.cells)
    if not pool.sources:
        return f"No source of funding may pay for {what}; in year {year + 1} that is {least}."
    sources = join_words([make_printable(source.name or source.id) for source in pool.sources])
    return (
        f"In year {year + 1} {what} must cost at least {least}, and the sources that may pay for "
        f"it, {sources}, hold {format_pounds(pool.sum_amounts(year))}."
    )


def describe_cells(scenario: Scenario, cells: Sequence[FundingCell]) -> str:
    """Cells (service, locality) in words: youth work in Ash and children centre, authority-wide."""
    places = {place.id: f" in {place.name}" for place in scenario.localities}
    names = [f"{spell_out_id(s)}{places.get(place, ', authority-wide')}" for s, place in cells]
    return join_words(shorten_list(names, _MOST_LISTED_CELLS, _MOST_LISTED_CELLS))
