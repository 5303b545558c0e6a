"""Lots that one provider may win together, as a page and as CSV."""

from collections.abc import Iterator

from lotdesign.faults import make_printable
from lotdesign.report.amounts import format_whole_pounds
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import (
    BulletList,
    PageBlock,
    PageSection,
    Paragraph,
    ReportPage,
    ReportTable,
)
from lotdesign.report.spreadsheet import escape_cell, write_csv
from lotdesign.report.wording import list_provider_names
from lotdesign.result.market import GroupsAnswer, LotGroup
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count

MOST_GROUPS = 10
"""Groups that a page shows before it counts the rest."""

GROUPS_NOTE = (
    "Each lot stays open by itself: whoever can bid for it alone still can. A bidder for a group "
    "may offer the council what one contract saves. Saved: contract costs, scale and integration "
    "over all years, at the budgets and under the assumptions of the scenario. Small apart: the "
    "fewest small providers eligible for any one of the lots. As one: those eligible for all of "
    "them as a single lot. That somebody could carry a group does not mean that they bid or win."
)


def build_groups_forms(scenario: Scenario, answer: GroupsAnswer) -> AnswerForms:
    """Return lots that one provider could win together in every form; as CSV a row a group."""
    return AnswerForms(
        page=lambda: write_groups_page(scenario, answer),
        json=answer.to_json,
        csv=lambda: write_groups_csv(answer),
    )


def write_groups_page(scenario: Scenario, answer: GroupsAnswer) -> ReportPage:
    """Write the groups worth allowing, and why others are not."""
    worth = [group for group in answer.groups if group.saving_pence > 0 and not group.broken]
    return (PageSection("", tuple(_build_blocks(scenario, answer, worth))),)


def _build_blocks(
    scenario: Scenario, answer: GroupsAnswer, worth: list[LotGroup]
) -> Iterator[PageBlock]:
    lots, groups = format_count(answer.lots, "lot"), format_count(len(worth), "group")
    some = f"Among {lots}, {groups} could be won together and would save the council money."
    yield Paragraph(some if worth else f"Among {lots}, no group is worth allowing.")
    if worth:
        rows = tuple(_build_row(scenario, group) for group in worth[:MOST_GROUPS])
        headers = ("Lots", "Yearly value", "Saved", "Small apart", "As one", "Could carry it")
        yield ReportTable(headers, rows, figures=frozenset((1, 2, 3, 4)))
        if len(worth) > MOST_GROUPS:
            yield Paragraph(f"And {len(worth) - MOST_GROUPS} more that save less.")
    out = tuple(_describe_left_out(answer))
    if out:
        yield Paragraph("Left out, though somebody could carry them:")
        yield BulletList(out)
    yield Paragraph(GROUPS_NOTE)


def _build_row(scenario: Scenario, group: LotGroup) -> tuple[str, ...]:
    return (
        " + ".join(make_printable(name, 160) for name in group.names),
        format_whole_pounds(group.value_pence),
        format_whole_pounds(group.saving_pence),
        str(group.small_apart),
        str(group.small_as_one),
        list_provider_names(scenario, group.providers, 3),
    )


def _describe_left_out(answer: GroupsAnswer) -> Iterator[str]:
    """Count groups that save nothing, and those that each rule forbids."""
    idle = sum(group.saving_pence <= 0 for group in answer.groups)
    if idle:
        yield f"{format_count(idle, 'group')} would save nothing"
    broken = [rule for group in answer.groups if group.saving_pence > 0 for rule in group.broken]
    for rule in dict.fromkeys(broken):
        count = format_count(broken.count(rule), "group")
        yield f"{count} would break rule {make_printable(rule)} as one contract"


def write_groups_csv(answer: GroupsAnswer) -> str:
    """Write a row a group."""
    headers = (
        *("lots", "value", "saved", "contracts", "scale", "integration"),
        *("small_apart", "small_as_one", "providers", "broken"),
    )
    return write_csv(headers, map(_build_csv_row, answer.groups))


def _build_csv_row(group: LotGroup) -> tuple[str, ...]:
    amounts = (
        group.value_pence,
        group.saving_pence,
        group.contracts_pence,
        group.scale_pence,
        group.integration_pence,
    )
    return (
        escape_cell(";".join(group.lots)),
        *(f"{each / 100:.2f}" for each in amounts),
        str(group.small_apart),
        str(group.small_as_one),
        escape_cell(";".join(group.providers)),
        escape_cell(";".join(group.broken)),
    )
