"""What rules, parameter steps and providers cost, as a page and as CSV."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.faults import make_printable
from lotdesign.report.amounts import (
    NO_FIGURE,
    format_figure,
    format_measure,
    format_parameter,
    format_with_unit,
    write_number,
)
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import (
    BulletList,
    PageBlock,
    PageSection,
    Paragraph,
    ReportPage,
    ReportTable,
)
from lotdesign.report.spreadsheet import escape_cell, write_cell, write_csv
from lotdesign.report.wording import explain_stop, list_provider_names, list_rule_ids, name_measure
from lotdesign.result.base import WrittenFigure
from lotdesign.result.sensitivity import PriceAnswer, PriceStanding, RulePrice, StepPrice
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count

_ALONE_NOTE = "Alone: how much better the best design could be without that rule."

_SHARE_NOTE = (
    " Share of the total: the same, averaged over all orders in which the rules could be added, so "
    "that the shares add up."
)

COST_MEASURE = "whole_life_cost"


def build_price_forms(scenario: Scenario, answer: PriceAnswer) -> AnswerForms:
    """Return the prices in every form; as CSV a row for each rule, step and provider."""
    return AnswerForms(
        page=lambda: write_price_page(scenario, answer),
        json=answer.to_json,
        csv=lambda: write_price_csv(answer),
        sentence=summarise_prices(answer),
    )


def write_price_page(scenario: Scenario, answer: PriceAnswer) -> ReportPage:
    """Write the optimum, the cost of each rule, the next steps, and the providers."""
    return tuple(_write_sections(scenario, answer))


def summarise_prices(answer: PriceAnswer) -> str:
    """Sum the answer up in one sentence."""
    if answer.status == "infeasible":
        return "Impossible: no design keeps all rules, so none has a price; see lotdesign explain."
    if answer.status == "unknown":
        return "Not known: the best design was not found."
    optimum = _format_exactly(answer, answer.optimum)
    best = f"The best {name_measure(answer.measure)} with all rules is {optimum}"
    if answer.total is None:
        return f"{best}."
    some = "them" if not answer.held else "the rules that are given a share"
    free = f"without {some} it would be {_format_exactly(answer, answer.free)}"
    return f"{best}; {free}, {format_price_difference(answer, answer.total)} better."


def _format_exactly(answer: PriceAnswer, value: WrittenFigure) -> str:
    return format_figure(value, answer.unit, exact=True)


def format_price_difference(answer: PriceAnswer, value: WrittenFigure) -> str:
    """Format an amount of the first objective; "nothing" for 0."""
    if value is None:
        return NO_FIGURE
    return "nothing" if Fraction(value) == 0 else format_with_unit(value, answer.unit)


def _write_sections(scenario: Scenario, answer: PriceAnswer) -> Iterator[PageSection]:
    sentences = (summarise_prices(answer), explain_stop(answer.ended))
    yield PageSection("", tuple(Paragraph(each) for each in sentences if each))
    if answer.rules:
        yield PageSection("What each rule costs", tuple(_build_rule_blocks(scenario, answer)))
    if answer.steps:
        lines = tuple(describe_step(answer, each) for each in answer.steps)
        yield PageSection("If each number moved one step", (BulletList(lines),))
    if answer.providers:
        yield PageSection(
            "What each provider's presence is worth", tuple(_describe_providers(scenario, answer))
        )


def _build_rule_blocks(scenario: Scenario, answer: PriceAnswer) -> Iterator[PageBlock]:
    split = answer.total is not None
    rows = [_build_rule_row(answer, each, split) for each in answer.rules]
    if split:
        rows.append(("All of them together", "", format_price_difference(answer, answer.total), ""))
    part = ("Share of the total",) if split else ()
    headers = ("Rule", "Alone", *part, "Whole-life cost of the best without it")
    figures = frozenset(range(1, len(headers)))
    yield ReportTable(headers, tuple(rows), figures=figures, total=split)
    yield Paragraph(f"{_ALONE_NOTE}{_SHARE_NOTE if split else ''}")
    if answer.whole_life is not None:
        cost = format_measure(COST_MEASURE, answer.whole_life)
        yield Paragraph(f"Whole-life cost of the best design: {cost}.")
    if answer.held:
        yield Paragraph(f"Always kept, and given no share: {list_rule_ids(answer.held)}.")


def _build_rule_row(answer: PriceAnswer, price: RulePrice, split: bool) -> tuple[str, ...]:
    alone = _describe_missing(price.found) or format_price_difference(answer, price.alone)
    part = (
        (NO_FIGURE if price.share is None else format_price_difference(answer, price.share),)
        if split
        else ()
    )
    without = price.whole_life_without
    spent = NO_FIGURE if without is None else format_measure(COST_MEASURE, without)
    return make_printable(price.rule), alone, *part, spent


def _describe_missing(standing: PriceStanding) -> str:
    return {"impossible": "no design is left", "not worked out": "not worked out"}.get(standing, "")


def describe_step(answer: PriceAnswer, step: StepPrice) -> str:
    """Say what one step of a number costs or saves."""
    name = f"{make_printable(step.name)}.{step.parameter}"
    origin, to = (_format_parameter(each, step.unit) for each in (step.origin, step.to))
    moved = f"{name} from {origin} to {to}"
    return f"{moved} ({step.way}): {describe_cost(answer, step.found, step.cost, step.a_year)}."


def _format_parameter(text: str, unit: str) -> str:
    """Show a number with its unit, a list as it is written."""
    return text if text.startswith("[") else format_parameter(text, unit)


def describe_cost(
    answer: PriceAnswer, standing: PriceStanding, cost: WrittenFigure, a_year: WrittenFigure
) -> str:
    """Format a cost: costs £31,400, £4,486 a year; or say why there is none."""
    if standing != "worked out" or cost is None:
        return _describe_missing(standing)
    size = Fraction(cost)
    if size == 0:
        return "makes no difference"
    yearly = (
        ""
        if a_year is None
        else f", {format_figure(int(abs(Fraction(a_year))), answer.unit)} a year"
    )
    told_size = format_price_difference(answer, write_number(abs(size)))
    return f"{'costs' if size > 0 else 'saves'} {told_size}{yearly}"


def _describe_providers(scenario: Scenario, answer: PriceAnswer) -> Iterator[PageBlock]:
    lines = []
    for each in answer.providers:
        if each.found != "worked out" or (each.worth is not None and Fraction(each.worth) > 0):
            name = list_provider_names(scenario, [each.provider])
            text = describe_cost(answer, each.found, each.worth, each.a_year)
            known = each.found == "worked out"
            worth = f"worth {text.removeprefix('costs ')}" if known else f"{text} without it"
            lines.append(f"{name}: {worth}.")
    if lines:
        yield BulletList(tuple(lines))
    idle = len(answer.providers) - len(lines)
    if idle:
        others = "the others" if lines else "them"
        yield Paragraph(
            f"Leaving out any one of {others} ({format_count(idle, 'provider')}) changes nothing."
        )


def write_price_csv(answer: PriceAnswer) -> str:
    """Write a row for each rule, step and provider; money in pence."""
    headers = ("what", "name", "found", "cost", "share", "exact_share", "whole_life_without")
    return write_csv(headers, _build_csv_rows(answer))


def _build_csv_rows(answer: PriceAnswer) -> Iterator[tuple[str, ...]]:
    for rule in answer.rules:
        cells = (rule.alone, rule.share, rule.exact, rule.whole_life_without)
        yield ("rule", escape_cell(rule.rule), rule.found, *map(write_cell, cells))
    for step in answer.steps:
        yield ("step", escape_cell(step.setting), step.found, write_cell(step.cost), "", "", "")
    for each in answer.providers:
        yield (
            "provider",
            escape_cell(each.provider),
            each.found,
            write_cell(each.worth),
            "",
            "",
            "",
        )
