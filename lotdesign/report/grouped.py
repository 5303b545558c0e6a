"""Lots that may be won together, in the order in which it is read aloud."""

from collections.abc import Iterator

from lotdesign.faults import shown
from lotdesign.report.amounts import pounds
from lotdesign.report.names import provider_names
from lotdesign.report.page import Block, Items, Page, Section, Table, Text
from lotdesign.report.sheet import csv_text, words
from lotdesign.result.grouped import Grouped, LotGroup
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import plural

MANY = 10
"""Groups that a page shows before it counts the rest."""

MEANING = (
    "Each lot stays open by itself: whoever can bid for it alone still can, and a bidder for the "
    "group may offer what one contract saves the council. Saved: over all years, contract costs, "
    "scale and integration, at the budgets and under the assumptions of the scenario. Small apart: "
    "the fewest small providers eligible for one of the lots; as one: for all of it as a single "
    "lot. That somebody could carry a group does not say that it bids or wins."
)


def grouped_page(scenario: Scenario, told: Grouped) -> Page:
    """The groups worth allowing, and why others are not."""
    worth = [group for group in told.groups if group.saving_pence > 0 and not group.broken]
    return (Section("", tuple(_blocks(scenario, told, worth))),)


def _blocks(scenario: Scenario, told: Grouped, worth: list[LotGroup]) -> Iterator[Block]:
    lots = plural(told.lots, "lot")
    some = (
        f"Of {lots}, {plural(len(worth), 'group')} may be won together and save the council money"
    )
    yield Text(f"{some}." if worth else f"Of {lots} no group is worth allowing.")
    if worth:
        rows = tuple(_row(scenario, group) for group in worth[:MANY])
        headers = ("Lots", "Yearly value", "Saved", "Small apart", "As one", "Could carry it")
        yield Table(headers, rows, figures=frozenset((1, 2, 3, 4)))
        if len(worth) > MANY:
            yield Text(f"and {len(worth) - MANY} more that save less.")
    out = tuple(_left_out(told))
    if out:
        yield Text("Left out, though somebody could carry them:")
        yield Items(out)
    yield Text(MEANING)


def _row(scenario: Scenario, group: LotGroup) -> tuple[str, ...]:
    return (
        " + ".join(shown(name, 160) for name in group.names),
        pounds(group.value_pence),
        pounds(group.saving_pence),
        str(group.small_apart),
        str(group.small_as_one),
        provider_names(scenario, group.providers, 3),
    )


def _left_out(told: Grouped) -> Iterator[str]:
    """How many groups save nothing, and how many each rule stands against."""
    idle = sum(group.saving_pence <= 0 for group in told.groups)
    if idle:
        yield f"{plural(idle, 'group')} would save nothing"
    broken = [rule for group in told.groups if group.saving_pence > 0 for rule in group.broken]
    for rule in dict.fromkeys(broken):
        count = plural(broken.count(rule), "group")
        yield f"{count} would break rule {shown(rule)} as one contract"


def grouped_csv(told: Grouped) -> str:
    """A row a group."""
    headers = (
        *("lots", "value", "saved", "contracts", "scale", "integration"),
        *("small_apart", "small_as_one", "providers", "broken"),
    )
    return csv_text(headers, map(_sheet_row, told.groups))


def _sheet_row(group: LotGroup) -> tuple[str, ...]:
    amounts = (
        group.value_pence,
        group.saving_pence,
        group.contracts_pence,
        group.scale_pence,
        group.integration_pence,
    )
    return (
        words(";".join(group.lots)),
        *(f"{each / 100:.2f}" for each in amounts),
        str(group.small_apart),
        str(group.small_as_one),
        words(";".join(group.providers)),
        words(";".join(group.broken)),
    )
