"""What rules, steps and providers cost, in the order in which it is read aloud."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.faults import shown
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NONE, amount, counted, measured
from lotdesign.report.names import provider_names, rule_list
from lotdesign.report.page import Block, Items, Page, Section, Table, Text
from lotdesign.report.sheet import csv_text, words
from lotdesign.report.stopped import remark
from lotdesign.result.model import Figure
from lotdesign.result.priced import Found, Priced, RulePrice, StepPrice
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import plural


def price_list(scenario: Scenario, told: Priced) -> Page:
    """The best there is, the rules, the next steps, and the providers."""
    return tuple(_sections(scenario, told))


def answer(told: Priced) -> str:
    """The answer in one sentence."""
    if told.status == "infeasible":
        return "Impossible: no design keeps all rules, so none has a price; see lotdesign explain."
    if told.status == "unknown":
        return "Not known: the best design was not found."
    title = MEASURES[told.measure].title
    best = f"The best {title[:1].lower()}{title[1:]} with all rules is {_exact(told, told.optimum)}"
    if told.total is None:
        return f"{best}."
    some = "them" if not told.held else "those that the split is among"
    free = f"without {some} it would be {_exact(told, told.free)}"
    return f"{best}; {free}, {difference(told, told.total)} better."


def _exact(told: Priced, value: Figure) -> str:
    return amount(value, told.unit, exact=True)


def difference(told: Priced, value: Figure) -> str:
    """An amount of the first aim; what is nothing is said so."""
    if value is None:
        return NONE
    return "nothing" if Fraction(value) == 0 else counted(value, told.unit)


def _sections(scenario: Scenario, told: Priced) -> Iterator[Section]:
    said = (answer(told), remark(told.ended))
    yield Section("", tuple(Text(each) for each in said if each))
    if told.rules:
        yield Section("What each rule costs", tuple(_rules(scenario, told)))
    if told.steps:
        lines = tuple(step_words(told, each) for each in told.steps)
        yield Section("The next step of each number", (Items(lines),))
    if told.providers:
        yield Section("What each provider's presence is worth", tuple(_providers(scenario, told)))


def _rules(scenario: Scenario, told: Priced) -> Iterator[Block]:
    split = told.total is not None
    rows = [_row(told, each, split) for each in told.rules]
    if split:
        rows.append(("All of them together", "", difference(told, told.total), ""))
    part = ("Its part of all",) if split else ()
    headers = ("Rule", "Alone", *part, "Whole-life cost of the best without it")
    figures = frozenset(range(1, len(headers)))
    yield Table(headers, tuple(rows), figures=figures, total=split)
    yield Text(f"{_ALONE}{_PART if split else ''}")
    if told.whole_life is not None:
        yield Text(f"Whole-life cost of the best design: {measured(COST, told.whole_life)}.")
    if told.held:
        yield Text(f"Kept throughout, and without a part: {rule_list(told.held)}.")


_ALONE = "Alone: how much better the best could be without that rule."
_PART = (
    " Its part of all: the same averaged over all orders in which the rules could come, so that "
    "the parts add up."
)

COST = "whole_life_cost"


def _row(told: Priced, price: RulePrice, split: bool) -> tuple[str, ...]:
    alone = _found(price.found) or difference(told, price.alone)
    part = (NONE if price.share is None else difference(told, price.share),) if split else ()
    without = price.whole_life_without
    spent = NONE if without is None else measured(COST, without)
    return shown(price.rule), alone, *part, spent


def _found(found: Found) -> str:
    return {"impossible": "no design is left", "not worked out": "not worked out"}.get(found, "")


def step_words(told: Priced, step: StepPrice) -> str:
    """What one step of a number costs or saves."""
    name = f"{shown(step.name)}.{step.parameter}"
    moved = f"{name} from {_people(step.origin, step.unit)} to {_people(step.to, step.unit)}"
    return f"{moved} ({step.way}): {cost_words(told, step.found, step.cost, step.a_year)}."


def _people(text: str, unit: str) -> str:
    """A parameter with its unit."""
    if text.startswith("[") or unit not in ("pence", "metres"):
        return text
    if unit == "metres":
        return f"{text} km"
    return amount(int(Fraction(text) * 100), unit, exact=True)


def cost_words(told: Priced, found: Found, cost: Figure, a_year: Figure) -> str:
    """Costs £31,400, £4,486 a year; or that no design is left, or none was looked for."""
    if found != "worked out" or cost is None:
        return _found(found)
    size = Fraction(cost)
    if size == 0:
        return "makes no difference"
    yearly = "" if a_year is None else f", {amount(int(abs(Fraction(a_year))), told.unit)} a year"
    told_size = difference(told, _plain(abs(size)))
    return f"{'costs' if size > 0 else 'saves'} {told_size}{yearly}"


def _plain(size: Fraction) -> Figure:
    return int(size) if size.denominator == 1 else str(float(size))


def _providers(scenario: Scenario, told: Priced) -> Iterator[Block]:
    lines = []
    for each in told.providers:
        if each.found != "worked out" or (each.worth is not None and Fraction(each.worth) > 0):
            name = provider_names(scenario, [each.provider])
            said = cost_words(told, each.found, each.worth, each.a_year)
            found = each.found == "worked out"
            worth = f"worth {said.removeprefix('costs ')}" if found else f"{said} without it"
            lines.append(f"{name}: {worth}.")
    if lines:
        yield Items(tuple(lines))
    idle = len(told.providers) - len(lines)
    if idle:
        others = "the others" if lines else "them"
        yield Text(f"Without any one of {others} ({plural(idle, 'provider')}) nothing changes.")


def price_csv(told: Priced) -> str:
    """A row for each rule, step and provider; money in pence."""
    headers = ("what", "name", "found", "cost", "share", "exact_share", "whole_life_without")
    return csv_text(headers, _rows(told))


def _rows(told: Priced) -> Iterator[tuple[str, ...]]:
    for rule in told.rules:
        cells = (rule.alone, rule.share, rule.exact, rule.whole_life_without)
        yield ("rule", words(rule.rule), rule.found, *map(_cell, cells))
    for step in told.steps:
        yield ("step", words(step.setting), step.found, _cell(step.cost), "", "", "")
    for each in told.providers:
        yield ("provider", words(each.provider), each.found, _cell(each.worth), "", "", "")


def _cell(value: Figure) -> str:
    return "" if value is None else str(value)
