"""Up to which size each provider can bid for a lot, and the largest lots of one provider."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.faults import make_printable
from lotdesign.report.amounts import NO_FIGURE, format_whole_pounds, name_contract_year
from lotdesign.report.bidders import ELIGIBILITY_NOTE
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
from lotdesign.report.wording import UNIT_NAME_LENGTH, list_rule_ids
from lotdesign.result.market import ReachAnswer, ReachedLot, WhoAnswer, WhoLot, WhoParty
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, format_pounds

LIMITS_NOTE = (
    "Carries up to: the largest yearly value at which it would still be eligible if nothing but "
    "the value changed. Multiple up to: the largest turnover that could be required of it, as a "
    "multiple of this lot's yearly value."
)
PARTY_HEADERS = (
    "Provider",
    "Carries up to",
    "Limited by",
    "Multiple up to",
    "Too large from",
    "Today",
)
ANY_VALUE = "any"
LOT_ROW_TITLE = "— this lot —"

MOST_LOTS = 10
"""Lots that a page shows before it counts the rest."""


def build_who_forms(scenario: Scenario, answer: WhoAnswer) -> AnswerForms:
    """Return who can bid for each lot in every form; as CSV a row for each lot and party."""
    return AnswerForms(
        page=lambda: write_who_page(scenario, answer),
        json=answer.to_json,
        csv=lambda: write_who_csv(answer),
    )


def write_who_page(scenario: Scenario, answer: WhoAnswer) -> ReportPage:
    """Write a table a lot, from the provider that drops out first to the largest."""
    lots = (
        PageSection(make_printable(lot.name, 160), tuple(_describe_lot(scenario, answer, lot)))
        for lot in answer.lots
    )
    return (PageSection("", (Paragraph(f"{ELIGIBILITY_NOTE} {LIMITS_NOTE}"),)), *lots)


def _describe_lot(scenario: Scenario, answer: WhoAnswer, lot: WhoLot) -> Iterator[PageBlock]:
    singles = [party for party in lot.parties if not party.consortium]
    can = [party for party in singles if party.eligible]
    small = sum(party.small for party in can)
    yield Paragraph(
        f"Yearly value {format_pounds(lot.market_value_pence)}. Eligible and with capacity: "
        f"{len(can)} of {len(singles)}, of them small: {small}. {_describe_access(answer, lot)}"
    )
    yield _build_party_table(tuple(_build_party_rows(scenario, lot)))
    never = tuple(_describe_never_eligible(lot))
    if never:
        yield Paragraph("Not eligible at any value:")
        yield BulletList(never)


def _build_party_table(rows: tuple[tuple[str, ...], ...]) -> ReportTable:
    """Build the table; years only where some year is too large for somebody."""
    shown_all = any(row[4] not in ("", NO_FIGURE) for row in rows)
    kept = [column for column in range(len(PARTY_HEADERS)) if shown_all or column != 4]
    return ReportTable(
        tuple(PARTY_HEADERS[column] for column in kept),
        tuple(tuple(row[column] for column in kept) for row in rows),
        figures=frozenset((1, 3)),
    )


def _describe_access(answer: WhoAnswer, lot: WhoLot) -> str:
    """Say up to which value the lot counts as open to small providers."""
    need = f"{format_count(answer.needed, 'small provider')} needed"
    if not lot.accessible:
        if lot.open_to_pence is None:
            return (
                f"It is not open to small providers ({need}), nor would it be at a smaller value."
            )
        value = format_pounds(lot.open_to_pence)
        return f"It is not open to small providers ({need}); a lot of up to {value} would be."
    if lot.open_to_pence is None:
        first = f"It stays open to small providers ({need}) at any larger value"
    else:
        more = format_pounds(lot.open_to_pence - lot.market_value_pence)
        value = format_pounds(lot.open_to_pence)
        first = f"It stays open to small providers ({need}) up to {value}, {more} more than now"
    if lot.open_multiple is None:
        return f"{first}, and whatever turnover is required."
    return (
        f"{first}, or at its own value if a turnover of up to "
        f"{_format_multiple(lot.open_multiple)} times that value is required."
    )


def _build_party_rows(scenario: Scenario, lot: WhoLot) -> Iterator[tuple[str, ...]]:
    """Build a row a provider by the largest value it can bid for, the lot itself among them."""
    able = sorted((p for p in lot.parties if not p.never), key=_read_largest_value)
    value = lot.market_value_pence
    below = [p for p in able if p.up_to_pence is not None and p.up_to_pence < value]
    for party in below:
        yield _build_party_row(scenario, party)
    yield (LOT_ROW_TITLE, format_whole_pounds(value), "", "", "", "")
    for party in able[len(below) :]:
        yield _build_party_row(scenario, party)


def _read_largest_value(party: WhoParty) -> tuple[bool, int]:
    return party.up_to_pence is None, party.up_to_pence or 0


def _build_party_row(scenario: Scenario, party: WhoParty) -> tuple[str, ...]:
    marks = [mark for mark in ("small" * party.small, "consortium" * party.consortium) if mark]
    name = make_printable(party.name) + (f" ({', '.join(marks)})" if marks else "")
    year = party.out_from_year
    return (
        name,
        ANY_VALUE if party.up_to_pence is None else format_whole_pounds(party.up_to_pence),
        party.bound_by or NO_FIGURE,
        ANY_VALUE if party.multiple is None else _format_multiple(party.multiple),
        NO_FIGURE if year is None else name_contract_year(scenario, year),
        "; ".join(map(make_printable, party.obstacles)) or "eligible",
    )


def _format_multiple(text: str) -> str:
    """Format a turnover multiple with two decimals, rounded down to claim no more."""
    hundredths = Fraction(text) * 100
    return f"{hundredths.numerator // hundredths.denominator / 100:.2f}"


def _describe_never_eligible(lot: WhoLot) -> Iterator[str]:
    """Say what keeps out providers that no value would help."""
    groups: dict[str, list[str]] = {}
    for party in lot.parties:
        if party.never:
            groups.setdefault("; ".join(party.never), []).append(make_printable(party.name))
    for why, names in groups.items():
        yield f"{make_printable(why, 300)}: {'; '.join(names)}"


def write_who_csv(answer: WhoAnswer) -> str:
    """Write a row a lot and party."""
    headers = (
        *("lot", "value", "provider", "small", "eligible", "carries_up_to", "bound_by"),
        *("multiple", "out_from_year", "obstacles"),
    )
    return write_csv(headers, (row for lot in answer.lots for row in _build_csv_rows(lot)))


def _build_csv_rows(lot: WhoLot) -> Iterator[tuple[str, ...]]:
    for party in lot.parties:
        yield (
            escape_cell(";".join(lot.units)),
            _format_pounds(lot.market_value_pence),
            escape_cell(party.id),
            "yes" if party.small else "no",
            "yes" if party.eligible else "no",
            "" if party.up_to_pence is None else _format_pounds(party.up_to_pence),
            party.bound_by,
            party.multiple or "",
            "" if party.out_from_year is None else str(party.out_from_year),
            escape_cell("; ".join(party.obstacles)),
        )


def _format_pounds(pence: int) -> str:
    return f"{pence / 100:.2f}"


def build_reach_forms(scenario: Scenario, answer: ReachAnswer) -> AnswerForms:
    """Return the largest lots of a provider in every form; as CSV a row for each."""
    return AnswerForms(
        page=lambda: write_reach_page(scenario, answer),
        json=answer.to_json,
        csv=lambda: write_reach_csv(answer),
    )


def write_reach_page(scenario: Scenario, answer: ReachAnswer) -> ReportPage:
    """Write how many lots the provider can bid for, and the largest of them."""
    return (PageSection("", tuple(_build_reach_blocks(scenario, answer))),)


def _build_reach_blocks(scenario: Scenario, answer: ReachAnswer) -> Iterator[PageBlock]:
    possible = format_count(answer.possible, "lot")
    yield Paragraph(
        f"{make_printable(answer.name)} is eligible for {answer.can:,} of the {possible} "
        "that the rules on which units may share a lot allow, and has capacity for each by "
        "itself. That does not mean that it bids or wins."
    )
    if not answer.largest:
        return
    rows = tuple(_build_reach_row(scenario, lot) for lot in answer.largest[:MOST_LOTS])
    headers = ("Lot", "Yearly value", "Eligible", "Small", "Breaks")
    yield ReportTable(headers, rows, figures=frozenset((1, 2, 3)))
    more = len(answer.largest) - MOST_LOTS
    rest = (
        f" {format_count(more, 'more', 'more')} of them are smaller in value." if more > 0 else ""
    )
    yield Paragraph(
        f"No unit can be added to these, and every lot that it can bid for is part of one of "
        f"them.{rest} Breaks: other rules about single lots that the lot would break."
    )


def _build_reach_row(scenario: Scenario, lot: ReachedLot) -> tuple[str, ...]:
    names = {unit.id: unit.name for unit in scenario.units}
    return (
        "; ".join(make_printable(names[unit], UNIT_NAME_LENGTH) for unit in lot.units),
        format_whole_pounds(lot.market_value_pence),
        str(lot.eligible),
        str(lot.eligible_small),
        list_rule_ids(lot.broken) or NO_FIGURE,
    )


def write_reach_csv(answer: ReachAnswer) -> str:
    """Write a row a lot."""
    headers = ("units", "value", "eligible", "eligible_small", "broken")
    rows = (
        (
            escape_cell(";".join(lot.units)),
            f"{lot.market_value_pence / 100:.2f}",
            str(lot.eligible),
            str(lot.eligible_small),
            escape_cell(";".join(lot.broken)),
        )
        for lot in answer.largest
    )
    return write_csv(headers, rows)
