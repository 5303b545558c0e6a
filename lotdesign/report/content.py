"""The sections of a report, in the order in which they are read aloud."""

from collections.abc import Iterator

from lotdesign.naming import others
from lotdesign.report.answer import answer
from lotdesign.report.basis import assumptions, claims, preflight
from lotdesign.report.bidders import bidders
from lotdesign.report.bridge import bridge
from lotdesign.report.compared import compared
from lotdesign.report.divided import divided
from lotdesign.report.funding import funding
from lotdesign.report.ladder import ladder
from lotdesign.report.law import law
from lotdesign.report.lots import lots
from lotdesign.report.page import Page, Section
from lotdesign.report.rules import rules
from lotdesign.report.tipping import tipping
from lotdesign.report.view import View
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario


def content(scenario: Scenario, result: Result, view: View) -> Page:
    """Everything that is said; what there is nothing to say about is left out."""
    return tuple(_sections(scenario, result, view))


def _sections(scenario: Scenario, result: Result, view: View) -> Iterator[Section]:
    yield answer(scenario, result, view)
    impossible = result.status == "infeasible"
    if result.preflight and impossible:
        yield preflight(result)
    if result.lots:
        yield lots(scenario, result)
        yield bidders(scenario, result, view)
    if result.comparisons:
        yield compared(result, view, _not_compared(scenario, result))
    if result.divided:
        yield divided(scenario, result)
    if any(rung.measures for rung in result.ladder):
        yield ladder(result)
    yield bridge(scenario, result)
    if scenario.funding and result.lots:
        yield funding(scenario, result)
    if result.rules:
        yield rules(result)
    if result.law:
        yield law(result.law)
    if result.tipping:
        yield tipping(result.tipping)
    if result.assumptions:
        yield assumptions(result)
    if result.preflight and not impossible:
        yield preflight(result)
    yield claims()


def _not_compared(scenario: Scenario, result: Result) -> tuple[str, ...]:
    """Names of the designs for which there was no time."""
    known = {(each.id, each.name) for each in result.comparisons}
    return tuple(name for id_, name in others(scenario) if (id_, name) not in known)
