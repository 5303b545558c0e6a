"""The lots with what they are worth."""

from fractions import Fraction

from lotdesign.faults import shown
from lotdesign.law.parameters import Law, law_of
from lotdesign.report.amounts import NONE, pounds
from lotdesign.report.page import Section, Table, Text
from lotdesign.report.routes import BRIEFLY
from lotdesign.result.model import LotResult, Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import percent, plural

_BASIS = {
    "peak": "the largest budget of any year",
    "first_year": "the budget of year 1",
    "mean": "the mean of the years' budgets",
}


def lots(scenario: Scenario, result: Result) -> Section:
    """A row a lot: units, yearly and whole-life value, how many can bid."""
    market, law = scenario.providers is not None, law_of(scenario)
    routed = any(lot.route != "external" for lot in result.lots)
    headers = ["Lot", "Units", "Yearly value", "Whole life, ex VAT", "Whole life, inc VAT"]
    if market:
        headers += ["Can bid", "Small"]
    figures = frozenset(range(1, len(headers)))
    if routed:
        headers.append("Delivered")
    ways = [[BRIEFLY[lot.route]] if routed else [] for lot in result.lots]
    rows = [(*_row(lot, market, law), *w) for lot, w in zip(result.lots, ways, strict=True)]
    total = (*_sum(result, market, law), *([""] if routed else []))
    table = Table(tuple(headers), (*rows, total), figures=figures, total=True)
    return Section("The lots", (table, Text(_note(scenario, law, routed))))


def paid_whole_life(lot: LotResult) -> int:
    """What the provider is paid over all years, in pence."""
    return sum(lot.paid_pence)


def _row(lot: LotResult, market: bool, law: Law) -> tuple[str, ...]:
    bidders: tuple[str, ...] = ()
    if market:
        let = lot.route == "external"
        bidders = (str(len(lot.eligible)), str(len(lot.eligible_small))) if let else (NONE, NONE)
    paid = paid_whole_life(lot)
    return (
        shown(lot.name, 160),
        str(len(lot.units)),
        pounds(lot.market_value_pence),
        pounds(paid),
        pounds(law.with_vat(paid)),
        *bidders,
    )


def _sum(result: Result, market: bool, law: Law) -> tuple[str, ...]:
    paid = sum(map(paid_whole_life, result.lots))
    return (
        "All lots",
        str(sum(len(lot.units) for lot in result.lots)),
        pounds(sum(lot.market_value_pence for lot in result.lots)),
        pounds(paid),
        pounds(law.with_vat(paid)),
        *(("", "") if market else ()),
    )


def _note(scenario: Scenario, law: Law, routed: bool) -> str:
    years = plural(scenario.years, "year")
    if scenario.term.extensions:
        years += ", extensions included"
    whom = "for the lot" if routed else "to the provider"
    return (
        f"Yearly value is the market value: {_BASIS[scenario.market.value_basis]}, promised "
        f"savings taken off. Whole life is what is paid {whom} over {years}. "
        f"VAT at {percent(law.amount('vat_rate') or Fraction(0))}. Amounts in tables are to the "
        "nearest pound."
    )
