"""Cross-checks of terms: services with a term of their own, and the years of units."""

from collections.abc import Iterator
from fractions import Fraction
from math import lcm

from lotdesign.input.check_names import ReferenceNames, find_unknown
from lotdesign.input.raw import DocumentFlaw, ValuePath
from lotdesign.input.validation import ScenarioDraft
from lotdesign.scenario.rows import UnitRow
from lotdesign.scenario.yearly_budgets import count_contract_years, find_years_bought
from lotdesign.scenario.years import MOST_TERM_YEARS, MOST_YEARS, YearSpan
from lotdesign.words import spell_out_id

_YEAR_COLUMNS = ("first_year", "last_year")

_MOST_PARTS = 2**62
"""Values of lots, in parts of a penny that any mean is whole in, stay below this."""


def find_contract_years(draft: ScenarioDraft) -> int | None:
    """The number of contract years; None where faults leave it unknown."""
    if "term" in draft.flawed or ("units" in draft.flawed and _has_own_years(draft)):
        return None
    return count_contract_years(draft.document.units, draft.document.term)


def _has_own_years(draft: ScenarioDraft) -> bool:
    rows = (row for _, row in draft.raw.list_entries("units"))
    return bool(draft.document.term.service) or any(
        column in row for row in rows for column in _YEAR_COLUMNS
    )


def check_service_terms(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Terms of unknown services, of a service twice, and terms that run on too long."""
    if "term" not in draft.flawed:
        yield from _find_long_term(("term",), draft.document.term.years)
    seen: set[str] = set()
    for loc, term in draft.iterate_entries(draft.document.term.service, "term", "service"):
        for service in term.services:
            yield from find_unknown((*loc, "services"), "service", service, names.services)
            if service in seen:
                yield DocumentFlaw((*loc, "services"), "has a term twice; give it one", service)
            seen.add(service)
        yield from _find_long_term(loc, len(term.span))
        if term.span.last > MOST_YEARS:
            right = f"the term ends in contract year {term.span.last}; at most {MOST_YEARS}"
            yield DocumentFlaw(loc, right)


def _find_long_term(loc: ValuePath, years: int) -> Iterator[DocumentFlaw]:
    if years > MOST_TERM_YEARS:
        right = f"the term has {years} years, extensions counted; at most {MOST_TERM_YEARS}"
        yield DocumentFlaw(loc, right)


def check_unit_years(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Units whose first year is after their last, and units bought for too long."""
    for loc, unit in draft.iterate_entries(draft.document.units, "units"):
        if "term" in draft.flawed and None in (unit.first_year, unit.last_year):
            continue
        usual = draft.document.term.find_span(unit.service)
        first = usual.first if unit.first_year is None else unit.first_year
        last = usual.last if unit.last_year is None else unit.last_year
        if first > last:
            yield _describe_reversed_years(loc, unit, usual)
        has_own_years = (unit.first_year, unit.last_year) != (None, None)
        if has_own_years and last - first >= MOST_TERM_YEARS:
            right = f"it is bought for {last - first + 1} years; at most {MOST_TERM_YEARS}"
            column = "first_year" if unit.last_year is None else "last_year"
            yield DocumentFlaw((*loc, column), right, str(getattr(unit, column)))


def _describe_reversed_years(loc: ValuePath, unit: UnitRow, usual: YearSpan) -> DocumentFlaw:
    service = spell_out_id(unit.service)
    if unit.first_year is None:
        right = f"is before year {usual.first}, in which {service} begins; give first_year too"
        return DocumentFlaw((*loc, "last_year"), right, str(unit.last_year))
    if unit.last_year is None:
        right = f"is after year {usual.last}, in which {service} ends; give last_year too"
    else:
        right = f"is after its last year, {unit.last_year}"
    return DocumentFlaw((*loc, "first_year"), right, str(unit.first_year))


def check_mean_values(draft: ScenarioDraft) -> Iterator[DocumentFlaw]:
    """Means over so many different numbers of years that they are no longer told apart exactly."""
    document = draft.document
    spans = find_years_bought(document.units, document.term)
    firsts, lasts = ({getattr(span, end) for span in spans.values()} for end in ("first", "last"))
    lengths = {last - first + 1 for first in firsts for last in lasts if first <= last}
    if document.market.value_basis != "mean" or len(lengths) == 1:
        return
    growth = max(Fraction(1), 1 + document.money.uplift) ** max(lasts)
    most = sum(unit.annual_budget for unit in document.units) * max(lengths) * growth
    if most * lcm(*lengths) >= _MOST_PARTS:
        right = (
            "these amounts are too large for means over this many different numbers of years; "
            "write peak or first_year"
        )
        yield DocumentFlaw(("market", "value_basis"), right, "mean")
