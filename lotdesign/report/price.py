"""What rules, parameter steps and providers cost or are worth, as a page and as CSV."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.faults import make_printable
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NO_FIGURE, format_figure, format_measure, format_with_unit
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
from lotdesign.report.wording import explain_stop, list_provider_names, list_rule_ids
from lotdesign.result.base import WrittenFigure
from lotdesign.result.sensitivity import PriceAnswer, PriceStanding, RulePrice, StepPrice
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count


def build_price_forms(scenario: Scenario, answer: PriceAnswer) -> AnswerForms:
    """Return the prices in every form; as CSV a row for each rule, step and provider."""
    return AnswerForms(
        page=lambda: write_price_page(scenario, answer),
        json=answer.to_json,
        csv=lambda: write_price_csv(answer),
        sentence=summarise_prices(answer),
    )


def write_price_page(scenario: Scenario, told: PriceAnswer) -> ReportPage:
    """The best there is, the rules, the next steps, and the providers."""
    return tuple(_write_sections(scenario, told))


def summarise_prices(told: PriceAnswer) -> str:
    """The answer in one sentence."""
    if told.status == "infeasible":
        return "Impossible: no design keeps all rules, so none has a price; see lotdesign explain."
    if told.status == "unknown":
        return "Not known: the best design was not found."
    title = MEASURES[told.measure].title
    best = f"The best {title[:1].lower()}{title[1:]} with all rules is {_format_exactly(told, told.optimum)}"
    if told.total is None:
        return f"{best}."
    some = "them" if not told.held else "those that the split is among"
    free = f"without {some} it would be {_format_exactly(told, told.free)}"
    return f"{best}; {free}, {format_price_difference(told, told.total)} better."


def _format_exactly(told: PriceAnswer, value: WrittenFigure) -> str:
    return format_figure(value, told.unit, exact=True)


def format_price_difference(told: PriceAnswer, value: WrittenFigure) -> str:
    """An amount of the first aim; what is nothing is said so."""
    if value is None:
        return NO_FIGURE
    return "nothing" if Fraction(value) == 0 else format_with_unit(value, told.unit)


def _write_sections(scenario: Scenario, told: PriceAnswer) -> Iterator[PageSection]:
    said = (summarise_prices(told), explain_stop(told.ended))
    yield PageSection("", tuple(Paragraph(each) for each in said if each))
    if told.rules:
        yield PageSection("What each rule costs", tuple(_build_rule_blocks(scenario, told)))
    if told.steps:
        lines = tuple(describe_step(told, each) for each in told.steps)
        yield PageSection("The next step of each number", (BulletList(lines),))
    if told.providers:
        yield PageSection(
            "What each provider's presence is worth", tuple(_describe_providers(scenario, told))
        )


def _build_rule_blocks(scenario: Scenario, told: PriceAnswer) -> Iterator[PageBlock]:
    split = told.total is not None
    rows = [_build_rule_row(told, each, split) for each in told.rules]
    if split:
        rows.append(("All of them together", "", format_price_difference(told, told.total), ""))
    part = ("Its part of all",) if split else ()
    headers = ("Rule", "Alone", *part, "Whole-life cost of the best without it")
    figures = frozenset(range(1, len(headers)))
    yield ReportTable(headers, tuple(rows), figures=figures, total=split)
    yield Paragraph(f"{_ALONE_NOTE}{_SHARE_NOTE if split else ''}")
    if told.whole_life is not None:
        yield Paragraph(
            f"Whole-life cost of the best design: {format_measure(COST_MEASURE, told.whole_life)}."
        )
    if told.held:
        yield Paragraph(f"Kept throughout, and without a part: {list_rule_ids(told.held)}.")


_ALONE_NOTE = "Alone: how much better the best could be without that rule."
_SHARE_NOTE = (
    " Its part of all: the same averaged over all orders in which the rules could come, so that "
    "the parts add up."
)

COST_MEASURE = "whole_life_cost"


def _build_rule_row(told: PriceAnswer, price: RulePrice, split: bool) -> tuple[str, ...]:
    alone = _describe_missing(price.found) or format_price_difference(told, price.alone)
    part = (
        (NO_FIGURE if price.share is None else format_price_difference(told, price.share),)
        if split
        else ()
    )
    without = price.whole_life_without
    spent = NO_FIGURE if without is None else format_measure(COST_MEASURE, without)
    return make_printable(price.rule), alone, *part, spent


def _describe_missing(found: PriceStanding) -> str:
    return {"impossible": "no design is left", "not worked out": "not worked out"}.get(found, "")


def describe_step(told: PriceAnswer, step: StepPrice) -> str:
    """What one step of a number costs or saves."""
    name = f"{make_printable(step.name)}.{step.parameter}"
    moved = f"{name} from {_format_parameter(step.origin, step.unit)} to {_format_parameter(step.to, step.unit)}"
    return f"{moved} ({step.way}): {describe_cost(told, step.found, step.cost, step.a_year)}."


def _format_parameter(text: str, unit: str) -> str:
    """A parameter with its unit."""
    if text.startswith("[") or unit not in ("pence", "metres"):
        return text
    if unit == "metres":
        return f"{text} km"
    return format_figure(int(Fraction(text) * 100), unit, exact=True)


def describe_cost(
    told: PriceAnswer, found: PriceStanding, cost: WrittenFigure, a_year: WrittenFigure
) -> str:
    """Costs £31,400, £4,486 a year; or that no design is left, or none was looked for."""
    if found != "worked out" or cost is None:
        return _describe_missing(found)
    size = Fraction(cost)
    if size == 0:
        return "makes no difference"
    yearly = (
        "" if a_year is None else f", {format_figure(int(abs(Fraction(a_year))), told.unit)} a year"
    )
    told_size = format_price_difference(told, _write_number(abs(size)))
    return f"{'costs' if size > 0 else 'saves'} {told_size}{yearly}"


def _write_number(size: Fraction) -> WrittenFigure:
    return int(size) if size.denominator == 1 else str(float(size))


def _describe_providers(scenario: Scenario, told: PriceAnswer) -> Iterator[PageBlock]:
    lines = []
    for each in told.providers:
        if each.found != "worked out" or (each.worth is not None and Fraction(each.worth) > 0):
            name = list_provider_names(scenario, [each.provider])
            said = describe_cost(told, each.found, each.worth, each.a_year)
            found = each.found == "worked out"
            worth = f"worth {said.removeprefix('costs ')}" if found else f"{said} without it"
            lines.append(f"{name}: {worth}.")
    if lines:
        yield BulletList(tuple(lines))
    idle = len(told.providers) - len(lines)
    if idle:
        others = "the others" if lines else "them"
        yield Paragraph(
            f"Without any one of {others} ({format_count(idle, 'provider')}) nothing changes."
        )


def write_price_csv(told: PriceAnswer) -> str:
    """A row for each rule, step and provider; money in pence."""
    headers = ("what", "name", "found", "cost", "share", "exact_share", "whole_life_without")
    return write_csv(headers, _build_csv_rows(told))


def _build_csv_rows(told: PriceAnswer) -> Iterator[tuple[str, ...]]:
    for rule in told.rules:
        cells = (rule.alone, rule.share, rule.exact, rule.whole_life_without)
        yield ("rule", escape_cell(rule.rule), rule.found, *map(_write_cell, cells))
    for step in told.steps:
        yield ("step", escape_cell(step.setting), step.found, _write_cell(step.cost), "", "", "")
    for each in told.providers:
        yield (
            "provider",
            escape_cell(each.provider),
            each.found,
            _write_cell(each.worth),
            "",
            "",
            "",
        )


def _write_cell(value: WrittenFigure) -> str:
    return "" if value is None else str(value)
