"""The page of a result: its sections in reading order."""

from collections.abc import Iterator

from lotdesign.report.answer import write_answer_section
from lotdesign.report.basis import (
    write_assumptions_section,
    write_claims_section,
    write_law_section,
    write_preflight_section,
)
from lotdesign.report.bidders import write_bidders_section
from lotdesign.report.break_even import write_break_even_section
from lotdesign.report.budget import write_budget_section, write_funding_section
from lotdesign.report.comparisons import (
    write_comparison_section,
    write_divided_section,
    write_left_out_section,
    write_lot_number_section,
)
from lotdesign.report.lots import write_lots_section
from lotdesign.report.page import PageSection, ReportPage, ReportView
from lotdesign.report.rules import write_rules_section
from lotdesign.result.model import Result
from lotdesign.scenario.lot_names import list_reference_designs
from lotdesign.scenario.scenario import Scenario


def build_report(scenario: Scenario, result: Result, view: ReportView) -> ReportPage:
    """Build the sections in reading order; empty ones are left out."""
    return tuple(_write_sections(scenario, result, view))


def build_opening(scenario: Scenario, result: Result, view: ReportView) -> ReportPage:
    """Build the first sections, which no comparison changes."""
    return tuple(_write_opening(scenario, result, view))


def _write_opening(scenario: Scenario, result: Result, view: ReportView) -> Iterator[PageSection]:
    yield write_answer_section(scenario, result, view)
    if result.preflight and result.status == "infeasible":
        yield write_preflight_section(result)
    if result.lots:
        yield write_lots_section(scenario, result)
        yield write_bidders_section(scenario, result, view)


def _write_sections(scenario: Scenario, result: Result, view: ReportView) -> Iterator[PageSection]:
    yield from _write_opening(scenario, result, view)
    if result.comparisons:
        yield write_comparison_section(result, view, _find_not_compared(scenario, result))
    if result.divided:
        yield write_divided_section(scenario, result)
    if any(rung.measures for rung in result.ladder):
        yield write_lot_number_section(result, len(scenario.units))
    yield write_budget_section(scenario, result)
    if scenario.funding and result.lots:
        yield write_funding_section(scenario, result)
    if result.rules:
        yield write_rules_section(result)
    if result.law:
        yield write_law_section(result.law)
    if result.tipping:
        yield write_break_even_section(result.tipping)
    if result.assumptions:
        yield write_assumptions_section(result)
    if result.preflight and result.status != "infeasible":
        yield write_preflight_section(result)
    if result.left_out:
        yield write_left_out_section(result)
    yield write_claims_section()


def _find_not_compared(scenario: Scenario, result: Result) -> tuple[str, ...]:
    """Return the names of the reference designs that there was no time for."""
    known = {(each.id, each.name) for each in result.comparisons}
    return tuple(name for id_, name in list_reference_designs(scenario) if (id_, name) not in known)
