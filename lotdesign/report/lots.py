"""The lots with their values, as a section and as CSV."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lotdesign.faults import make_printable
from lotdesign.law.parameters import LawInForce, find_law
from lotdesign.pence import round_away
from lotdesign.report.amounts import NO_FIGURE, format_whole_pounds
from lotdesign.report.page import PageSection, Paragraph, ReportTable
from lotdesign.report.spreadsheet import escape_cell, write_csv
from lotdesign.report.terms import find_lot_years, format_years
from lotdesign.report.wording import COST_TO_COUNCIL, PAID_TO_PROVIDER, ROUTE_LABELS
from lotdesign.result.model import LotResult, Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.years import YearSpan
from lotdesign.words import format_count, format_percent

_VALUE_BASIS_WORDS = {
    "peak": "the largest budget of any year",
    "first_year": "the budget of year 1",
    "mean": "the mean of the years' budgets",
}


_VALUE_BASIS_WORDS_BY_LOT = {
    "peak": "the largest budget of any year",
    "first_year": "the budget of the lot's first year",
    "mean": "the mean of the budgets of the lot's years",
}


def write_lots_section(scenario: Scenario, result: Result) -> PageSection:
    """Write a row a lot: units, yearly and whole-life value, how many can bid."""
    market, law = scenario.providers is not None, find_law(scenario)
    routed = any(lot.route != "external" for lot in result.lots)
    years = find_lot_years(scenario, result.lots)
    dated = len(set(years)) > 1
    headers = ["Lot", "Units", "Yearly value", f"{PAID_TO_PROVIDER}, ex VAT", "inc VAT"]
    headers.append(COST_TO_COUNCIL)
    if market:
        headers += ["Can bid", "Small"]
    figures = frozenset(range(1, len(headers)))
    headers += ["Years"] * dated + ["Delivered"] * routed
    rows = [
        (
            *_build_lot_row(lot, market, law),
            *[format_years(each)] * dated,
            *[ROUTE_LABELS[lot.route]] * routed,
        )
        for lot, each in zip(result.lots, years, strict=True)
    ]
    total = (*_build_total_row(result, market, law), *[""] * (dated + routed))
    table = ReportTable(tuple(headers), (*rows, total), figures=figures, total=True)
    note = _write_note(scenario, law, routed, years)
    return PageSection("The lots", (table, Paragraph(note)))


def sum_paid(lot: LotResult) -> int:
    """Return what the provider is paid over all years, in pence."""
    return sum(lot.paid_pence)


def _build_lot_row(lot: LotResult, market: bool, law: LawInForce) -> tuple[str, ...]:
    bidders: tuple[str, ...] = ()
    if market:
        let = lot.route == "external"
        bidders = (
            (str(len(lot.eligible)), str(len(lot.eligible_small)))
            if let
            else (NO_FIGURE, NO_FIGURE)
        )
    paid = sum_paid(lot)
    return (
        make_printable(lot.name, 160),
        str(len(lot.units)),
        format_whole_pounds(lot.market_value_pence),
        format_whole_pounds(paid),
        format_whole_pounds(law.add_vat(paid)),
        format_whole_pounds(lot.whole_life_pence),
        *bidders,
    )


def _build_total_row(result: Result, market: bool, law: LawInForce) -> tuple[str, ...]:
    paid = sum(map(sum_paid, result.lots))
    return (
        "All lots",
        str(sum(len(lot.units) for lot in result.lots)),
        format_whole_pounds(sum(lot.market_value_pence for lot in result.lots)),
        format_whole_pounds(paid),
        format_whole_pounds(law.add_vat(paid)),
        format_whole_pounds(sum(lot.whole_life_pence for lot in result.lots)),
        *(("", "") if market else ()),
    )


def _write_note(scenario: Scenario, law: LawInForce, routed: bool, lots: Sequence[YearSpan]) -> str:
    extended = scenario.term.extensions or any(own.extensions for own in scenario.term.service)
    if len(set(lots)) > 1:
        years = f"all of a lot's years, of the {scenario.years} contract years"
    else:
        years = format_count(len(lots[0]) if lots else scenario.years, "year")
    if extended:
        years += ", extensions included"
    whom = " for the lot" if routed else ""
    words = _VALUE_BASIS_WORDS if scenario.has_one_term else _VALUE_BASIS_WORDS_BY_LOT
    basis = words[scenario.market.value_basis]
    vat = format_percent(law.get_amount("vat_rate") or Fraction(0))
    return (
        f"Yearly value is the market value: {basis}, after promised savings. "
        f"{PAID_TO_PROVIDER} is all that is paid{whom} over {years}; cost to the council has its "
        f"own costs in it too, ex VAT. VAT at {vat}. Amounts in tables are to the nearest pound."
    )


def write_lots_csv(scenario: Scenario, result: Result) -> str:
    """Write a row a lot; amounts in pounds, lists joined by semicolons."""
    headers = [
        *("id", "name", "units", "services", "localities", "route"),
        *("yearly_value", "paid_whole_life_ex_vat", "paid_whole_life_inc_vat", "whole_life_cost"),
        *(f"paid_year_{year + 1}" for year in range(scenario.years)),
        *("eligible", "eligible_small", "accessible", "award"),
        *(() if scenario.has_one_term else ("first_year", "last_year")),
    ]
    law = find_law(scenario)
    return write_csv(headers, (_build_csv_row(lot, law) for lot in result.lots))


def _build_csv_row(lot: LotResult, law: LawInForce) -> Iterator[str]:
    yield escape_cell(lot.id)
    yield escape_cell(lot.name)
    yield from (escape_cell(";".join(each)) for each in (lot.units, lot.services, lot.localities))
    yield lot.route
    paid = sum_paid(lot)
    amounts: tuple[Fraction | int, ...] = (
        lot.market_value_pence,
        paid,
        law.add_vat(paid),
        lot.whole_life_pence,
        *lot.paid_pence,
    )
    yield from (f"{float(round_away(Fraction(each))) / 100:.2f}" for each in amounts)
    yield from (escape_cell(";".join(each)) for each in (lot.eligible, lot.eligible_small))
    yield "yes" if lot.accessible else "no"
    yield escape_cell(lot.award or "")
    yield from (str(year) for year in (lot.first_year, lot.last_year) if year is not None)
