"""The largest lots of one provider."""

from collections.abc import Iterator

from lotdesign.faults import shown
from lotdesign.report.amounts import NONE, pounds
from lotdesign.report.names import UNIT, rule_list
from lotdesign.report.page import Block, Page, Section, Table, Text
from lotdesign.report.sheet import csv_text, words
from lotdesign.result.who import Reach, ReachedLot
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import plural

MANY = 10
"""Lots that a page shows before it counts the rest."""


def reach_page(scenario: Scenario, told: Reach) -> Page:
    """How many lots, and the largest of them."""
    return (Section("", tuple(_blocks(scenario, told))),)


def _blocks(scenario: Scenario, told: Reach) -> Iterator[Block]:
    possible = plural(told.possible, "lot")
    yield Text(
        f"{shown(told.name)} is eligible for {told.can:,} of the {possible} that the rules on "
        "which units may share a lot allow, and has capacity for each by itself. That does not "
        "say that it bids or wins."
    )
    if not told.largest:
        return
    rows = tuple(_row(scenario, lot) for lot in told.largest[:MANY])
    headers = ("Lot", "Yearly value", "Eligible", "Small", "Breaks")
    yield Table(headers, rows, figures=frozenset((1, 2, 3)))
    more = len(told.largest) - MANY
    rest = f" {plural(more, 'more', 'more')} of them are smaller in value." if more > 0 else ""
    yield Text(
        f"Nothing can be added to these, and every lot that it can bid for lies within one.{rest} "
        "Breaks: rules about single lots, beyond those on which units may share one."
    )


def _row(scenario: Scenario, lot: ReachedLot) -> tuple[str, ...]:
    names = {unit.id: unit.name for unit in scenario.units}
    return (
        "; ".join(shown(names[unit], UNIT) for unit in lot.units),
        pounds(lot.market_value_pence),
        str(lot.eligible),
        str(lot.eligible_small),
        rule_list(lot.broken) or NONE,
    )


def reach_csv(told: Reach) -> str:
    """A row a lot."""
    headers = ("units", "value", "eligible", "eligible_small", "broken")
    rows = (
        (
            words(";".join(lot.units)),
            f"{lot.market_value_pence / 100:.2f}",
            str(lot.eligible),
            str(lot.eligible_small),
            words(";".join(lot.broken)),
        )
        for lot in told.largest
    )
    return csv_text(headers, rows)
