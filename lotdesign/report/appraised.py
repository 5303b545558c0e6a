"""The options judged side by side, in the order in which it is read aloud."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.design import Route
from lotdesign.faults import shown
from lotdesign.report.amounts import amount, pounds
from lotdesign.report.appraised_scores import (
    everybody,
    names_of,
    points,
    reason_entries,
    rule_name,
    score_blocks,
    weight_blocks,
)
from lotdesign.report.basis import assumptions, claims
from lotdesign.report.compared import compared
from lotdesign.report.page import Entry, Page, Section, Table, Text
from lotdesign.report.standing import UNPLACED
from lotdesign.report.view import SEARCHED
from lotdesign.result.appraised import Appraised, Placed
from lotdesign.result.model import Comparison, Result
from lotdesign.rules.route import DELIVERED
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import BEST
from lotdesign.words import listed, plural

LEAST = Fraction(1, 100)
"""The smallest lead in points that is told as a number."""


def in_a_sentence(told: Appraised) -> str:
    """Which option comes first, and what the best design is."""
    return " ".join((*_first(told), _best(told)))


def appraised_page(scenario: Scenario, told: Appraised, result: Result) -> Page:
    """Ranks, weights, budgets, measures, what each option is, and what was not taken forward."""
    return tuple(_sections(scenario, told, result))


def _sections(scenario: Scenario, told: Appraised, result: Result) -> Iterator[Section]:
    yield Section("", (Text(in_a_sentence(told)),))
    if told.ranking:
        yield Section("The scores", tuple(score_blocks(told)))
        yield Section("If a criterion weighed more or less", tuple(weight_blocks(told)))
    if told.budgets:
        yield Section("Within the budget", (_budgets(told),))
    narrowed = result.model_copy(
        update={"comparisons": told.options, "lots": result.lots if told.best else ()}
    )
    yield Section("By the same measures", compared(narrowed, SEARCHED).blocks)
    yield Section("The options", tuple(_option(scenario, each) for each in everybody(told)))
    if any(place.reasons for place in told.ranking):
        yield Section("Why these scores", tuple(reason_entries(told)))
    if told.dropped:
        entries = tuple(
            Entry(f"{shown(each.name)}{_in(each.source)}", (shown(each.reason, 600),))
            for each in told.dropped
        )
        yield Section("Not taken forward", entries)
    if told.assumptions:
        yield assumptions(result)
    yield claims()


def _option(scenario: Scenario, option: Comparison) -> Entry:
    """The lots of an option and how each is delivered."""
    names = {unit.id: shown(unit.name) for unit in scenario.units}
    external: list[Route] = ["external"] * len(option.lots)
    routes = option.routes or external
    pairs = zip(option.lots, routes, strict=True)
    lots = (f"{listed([names[unit] for unit in lot])}: {DELIVERED[by]}." for lot, by in pairs)
    return Entry(shown(option.name), tuple(lots))


def _first(told: Appraised) -> Iterator[str]:
    names = names_of(told)
    if not told.ranking:
        yield f"{plural(len(told.options), 'option')}, none of them scored: write [[criterion]]."
        return
    first, *others = told.ranking
    won = f"{names[first.option]} comes first with {points(first.points)} points"
    ahead = _ahead(told, first, others[0]) if others else ""
    yield f"Of {plural(len(told.ranking), 'scored option')}, {won}{ahead}."
    judged = {each.id: each for each in everybody(told)}[first.option]
    if judged.broken:
        yield "It does not keep every rule."
    elif not judged.admissible:
        yield f"It is not admissible: {UNPLACED}."


def _ahead(told: Appraised, first: Placed, second: Placed) -> str:
    """By how much the first leads, or what decided."""
    lead, name = Fraction(first.points) - Fraction(second.points), names_of(told)[second.option]
    if not lead:
        return f", as many as {name}; {rule_name(told, second.tie)} decides"
    return f", {points(lead) if lead >= LEAST else 'less than 0.01'} ahead of {name}"


def _best(told: Appraised) -> str:
    title = f"The best design{'' if told.status == 'optimal' else ' so far'} by the scenario's aims"
    if told.best_is:
        own = f" The scores of {BEST} are not used: the option's own count."
        return f"{title} is {names_of(told)[told.best_is]}.{own if told.best_scored else ''}"
    if told.best is None:
        found = "" if told.status == "infeasible" else " was found that"
        return f"No design{found} keeps all rules."
    lots = plural(len(told.best.lots), "lot")
    if told.best.id in told.not_scored:
        return f"{title}, {lots}, is none of them: officers have not scored it and it has no rank."
    return f"{title}, {lots}, is none of them" + (", and is ranked too." if told.ranking else ".")


def _budgets(told: Appraised) -> Table:
    names, several = names_of(told), len({each.rule for each in told.budgets}) > 1
    rows = tuple(
        (
            names[each.option] + (f", {shown(each.rule)}" if several else ""),
            pounds(Fraction(each.measured_pence or 0)),
            pounds(Fraction(each.limit_pence or 0)),
            amount(_left(each.measured_pence, each.limit_pence), "pence", True),
            shown(each.where),
            "yes" if each.met else "no",
        )
        for each in told.budgets
    )
    headers = ("Option", "Takes", "Budget", "Left", "Tightest in", "Within")
    return Table(headers, rows, figures=frozenset((1, 2, 3)))


def _left(measured: int | str | None, limit: int | str | None) -> int:
    return int(Fraction(limit or 0) - Fraction(measured or 0))


def _in(source: str) -> str:
    return f" ({shown(source, 200)})" if source else ""
