"""Who can follow a lot how far, in the order in which it is read aloud."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.faults import shown
from lotdesign.report.amounts import NONE, pounds, year_name
from lotdesign.report.bidders import WORDS
from lotdesign.report.page import Block, Items, Page, Section, Table, Text
from lotdesign.report.sheet import csv_text, words
from lotdesign.result.who import Who, WhoLot, WhoParty
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import plural
from lotdesign.words import pounds as exact_pounds

ONLY = (
    "Carries up to: the largest yearly value at which it would still be eligible if nothing but "
    "the value changed. Multiple up to: the largest turnover, in yearly values of this lot, that "
    "could be asked of it."
)
HEADERS = ("Provider", "Carries up to", "Then stops", "Multiple up to", "Out from", "Today")
ANY = "any"
HERE = "— this lot —"


def who_page(scenario: Scenario, told: Who) -> Page:
    """A ladder a lot, from who drops out first to who can follow furthest."""
    lots = (Section(shown(lot.name, 160), tuple(_lot(scenario, told, lot))) for lot in told.lots)
    return (Section("", (Text(f"{WORDS} {ONLY}"),)), *lots)


def _lot(scenario: Scenario, told: Who, lot: WhoLot) -> Iterator[Block]:
    singles = [party for party in lot.parties if not party.consortium]
    can = [party for party in singles if party.eligible]
    small = sum(party.small for party in can)
    yield Text(
        f"Yearly value {exact_pounds(lot.market_value_pence)}. Eligible and with capacity: "
        f"{len(can)} of {len(singles)}, of them small: {small}. {_open(told, lot)}"
    )
    yield _table(tuple(_ladder(scenario, lot)))
    never = tuple(_never(lot))
    if never:
        yield Text("At no value:")
        yield Items(never)


def _table(rows: tuple[tuple[str, ...], ...]) -> Table:
    """The ladder; years only where some year is too much for somebody."""
    shown_all = any(row[4] not in ("", NONE) for row in rows)
    kept = [column for column in range(len(HEADERS)) if shown_all or column != 4]
    return Table(
        tuple(HEADERS[column] for column in kept),
        tuple(tuple(row[column] for column in kept) for row in rows),
        figures=frozenset((1, 3)),
    )


def _open(told: Who, lot: WhoLot) -> str:
    """Up to where the lot counts as open to small providers."""
    need = f"{plural(told.needed, 'small provider')} needed"
    if not lot.accessible:
        if lot.open_to_pence is None:
            return f"It is not open to small providers ({need}), and at no smaller value would be."
        value = exact_pounds(lot.open_to_pence)
        return f"It is not open to small providers ({need}); a lot of up to {value} would be."
    if lot.open_to_pence is None:
        first = f"It stays open to small providers ({need}) at any larger value"
    else:
        more = exact_pounds(lot.open_to_pence - lot.market_value_pence)
        value = exact_pounds(lot.open_to_pence)
        first = f"It stays open to small providers ({need}) up to {value}, {more} more"
    if lot.open_multiple is None:
        return f"{first}, and whatever turnover is asked for."
    return f"{first}, or at its value up to a turnover of {_multiple(lot.open_multiple)} times."


def _ladder(scenario: Scenario, lot: WhoLot) -> Iterator[tuple[str, ...]]:
    """Those that size decides about, by the most that they carry, the lot in its place."""
    able = sorted((p for p in lot.parties if not p.never), key=_most)
    value = lot.market_value_pence
    below = [p for p in able if p.up_to_pence is not None and p.up_to_pence < value]
    for party in below:
        yield _row(scenario, party)
    yield (HERE, pounds(value), "", "", "", "")
    for party in able[len(below) :]:
        yield _row(scenario, party)


def _most(party: WhoParty) -> tuple[bool, int]:
    return party.up_to_pence is None, party.up_to_pence or 0


def _row(scenario: Scenario, party: WhoParty) -> tuple[str, ...]:
    marks = [mark for mark in ("small" * party.small, "consortium" * party.consortium) if mark]
    name = shown(party.name) + (f" ({', '.join(marks)})" if marks else "")
    year = party.out_from_year
    return (
        name,
        ANY if party.up_to_pence is None else pounds(party.up_to_pence),
        party.bound_by or NONE,
        ANY if party.multiple is None else _multiple(party.multiple),
        NONE if year is None else year_name(scenario, year),
        "; ".join(map(shown, party.obstacles)) or "eligible",
    )


def _multiple(text: str) -> str:
    """Two places, rounded down so that nobody is said to stay in who does not."""
    hundredths = Fraction(text) * 100
    return f"{hundredths.numerator // hundredths.denominator / 100:.2f}"


def _never(lot: WhoLot) -> Iterator[str]:
    """What is in the way of those whom no value would help, and whom it keeps out."""
    groups: dict[str, list[str]] = {}
    for party in lot.parties:
        if party.never:
            groups.setdefault("; ".join(party.never), []).append(shown(party.name))
    for why, names in groups.items():
        yield f"{shown(why, 300)}: {'; '.join(names)}"


def who_csv(told: Who) -> str:
    """A row a lot and party."""
    headers = (
        *("lot", "value", "provider", "small", "eligible", "carries_up_to", "bound_by"),
        *("multiple", "out_from_year", "obstacles"),
    )
    return csv_text(headers, (row for lot in told.lots for row in _sheet(lot)))


def _sheet(lot: WhoLot) -> Iterator[tuple[str, ...]]:
    for party in lot.parties:
        yield (
            words(";".join(lot.units)),
            _pounds(lot.market_value_pence),
            words(party.id),
            "yes" if party.small else "no",
            "yes" if party.eligible else "no",
            "" if party.up_to_pence is None else _pounds(party.up_to_pence),
            party.bound_by,
            party.multiple or "",
            "" if party.out_from_year is None else str(party.out_from_year),
            words("; ".join(party.obstacles)),
        )


def _pounds(pence: int) -> str:
    return f"{pence / 100:.2f}"
