"""Say in which contract years services and lots are bought, where these differ."""

from collections.abc import Sequence

from lotdesign.faults import make_printable
from lotdesign.result.model import LotResult
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import ServiceTerm, TermSection
from lotdesign.scenario.years import YearSpan
from lotdesign.words import format_count, join_words, spell_out_id


def find_lot_years(scenario: Scenario, lots: Sequence[LotResult]) -> list[YearSpan]:
    """Return the contract years of each lot, from the first to the last."""
    return [scenario.find_years(scenario.find_positions(lot.units)) for lot in lots]


def format_years(years: YearSpan) -> str:
    """Write the years of a lot for a column: 2-5, or 3 alone."""
    return f"{years.first}-{years.last}" if len(years) > 1 else str(years.first)


def describe_terms(scenario: Scenario) -> str:
    """Describe all terms: 7 contract years (5 + 1 + 1; day care 3 + 2, from year 2)."""
    term, years = scenario.term, format_count(scenario.years, "contract year")
    parts = []
    if not {s for own in term.service for s in own.services} >= set(scenario.services):
        parts += [_write_sum(term)] if term.extensions or term.service else []
    parts += [_describe_service_term(own) for own in term.service]
    if any(_has_own_years(scenario, u) for u in range(len(scenario.units))):
        parts.append("some units in years of their own")
    return f"{years} ({'; '.join(parts)})" if parts else years


def _describe_service_term(own: ServiceTerm) -> str:
    services = make_printable(join_words([spell_out_id(each) for each in own.services]))
    later = f", from year {own.first_year}" if own.first_year > 1 else ""
    return f"{services} {_write_sum(own)}{later}"


def _write_sum(term: TermSection | ServiceTerm) -> str:
    return " + ".join(map(str, (term.initial, *term.extensions)))


def _has_own_years(scenario: Scenario, unit: int) -> bool:
    service = scenario.units[unit].service
    return scenario.find_years((unit,)) != scenario.term.find_span(service)


def describe_optional_years(scenario: Scenario) -> str:
    """Say which contract years are optional extensions, by service where these differ; "" if none.

    Where units have years of their own it is left to their table.
    """
    if not scenario.term.service:
        optional = YearSpan(scenario.term.initial + 1, scenario.term.years)
        return f"{_say_are_optional(optional)}." if scenario.term.extensions else ""
    parts = [
        f"{join_words([spell_out_id(each) for each in own.services])}: {_say_years(optional)}"
        for own in scenario.term.service
        if own.extensions
        for optional in [YearSpan(own.first_year + own.initial, own.span.last)]
    ]
    return f"Optional extensions: {make_printable('; '.join(parts))}." if parts else ""


def _say_years(years: YearSpan) -> str:
    if len(years) == 1:
        return f"year {years.first}"
    return f"years {years.first} {'and' if len(years) == 2 else 'to'} {years.last}"


def _say_are_optional(years: YearSpan) -> str:
    what = _say_years(years)
    be = "is an optional extension" if len(years) == 1 else "are optional extensions"
    return f"{what[:1].upper()}{what[1:]} {be}"
