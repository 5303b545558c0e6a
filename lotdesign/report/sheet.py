"""Lots as CSV, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from io import StringIO

from lotdesign.faults import shown
from lotdesign.law.parameters import Law, law_of
from lotdesign.pence import round_away
from lotdesign.report.lots import paid_whole_life
from lotdesign.result.model import LotResult, Result
from lotdesign.scenario.scenario import Scenario

FORMULAS = ("=", "+", "-", "@", "\t")
"""How a cell begins that a spreadsheet would work out instead of showing."""

_LONGEST = 20_000


def lots_csv(scenario: Scenario, result: Result) -> str:
    """A header row and a row a lot; amounts in pounds, lists joined by semicolons."""
    headers = [
        *("id", "name", "units", "services", "localities", "route"),
        *("yearly_value", "paid_whole_life_ex_vat", "paid_whole_life_inc_vat", "whole_life_cost"),
        *(f"paid_year_{year + 1}" for year in range(scenario.years)),
        *("eligible", "eligible_small", "accessible", "award"),
    ]
    law = law_of(scenario)
    return csv_text(headers, (_row(lot, law) for lot in result.lots))


def csv_text(headers: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """A table as CSV."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows(rows)
    return text.getvalue()


def words(text: str) -> str:
    """A cell of text: control characters written out, and never a formula."""
    plain = shown(text, _LONGEST)
    return f"'{plain}" if text.startswith(FORMULAS) else plain


def _row(lot: LotResult, law: Law) -> Iterator[str]:
    yield words(lot.id)
    yield words(lot.name)
    yield from (words(";".join(each)) for each in (lot.units, lot.services, lot.localities))
    yield lot.route
    paid = paid_whole_life(lot)
    amounts: tuple[Fraction | int, ...] = (
        lot.market_value_pence,
        paid,
        law.with_vat(paid),
        lot.whole_life_pence,
        *lot.paid_pence,
    )
    yield from (f"{float(round_away(Fraction(each))) / 100:.2f}" for each in amounts)
    yield from (words(";".join(each)) for each in (lot.eligible, lot.eligible_small))
    yield "yes" if lot.accessible else "no"
    yield words(lot.award or "")
