"""The options judged side by side, in the order in which it is read aloud."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from lotdesign.faults import shown
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NONE, amount, gap_percent, pounds
from lotdesign.report.basis import assumptions, claims
from lotdesign.report.compared import compared
from lotdesign.report.page import Block, Entry, Page, Section, Table, Text
from lotdesign.report.sheet import csv_text, words
from lotdesign.report.view import SEARCHED
from lotdesign.result.appraised import Appraised, WeightRange
from lotdesign.result.model import Comparison, Result
from lotdesign.rules.route import DELIVERED
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.written import decimal
from lotdesign.words import listed, percent, plural

RULE = (
    "The weight of one criterion moves and the others share the rest in the proportions that they "
    "have now. Every weight is worked out exactly and shown to two decimals; at the weight itself "
    "points are equal and the stated rule for ties decides."
)
SCORED = (
    "Points are the weighted mean of the scores as a part of the top score, out of 100. They rank "
    "what officers think of the options, and change no figure of a design."
)


def in_a_sentence(told: Appraised) -> str:
    """Which option comes first, and what the best design is."""
    return " ".join((*_first(told), _best(told)))


def appraised_page(scenario: Scenario, told: Appraised, result: Result) -> Page:
    """Ranks, weights, budgets, measures, what each option is, and what was not taken forward."""
    return tuple(_sections(scenario, told, result))


def _sections(scenario: Scenario, told: Appraised, result: Result) -> Iterator[Section]:
    yield Section("", (Text(in_a_sentence(told)),))
    if told.ranking:
        yield Section("The scores", (*_scores(told), Text(SCORED)))
        yield Section("If a criterion weighed more or less", (_weights(told), Text(RULE)))
    if told.budgets:
        yield Section("Within the budget", (_budgets(told),))
    narrowed = result.model_copy(
        update={"comparisons": told.options, "lots": result.lots if told.best else ()}
    )
    yield Section("By the same measures", compared(narrowed, SEARCHED).blocks)
    yield Section("The options", tuple(_option(scenario, each) for each in _everybody(told)))
    if any(place.reasons for place in told.ranking):
        yield Section("Why these scores", tuple(_reasons(told)))
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
    routes = option.routes or ("external",) * len(option.lots)
    pairs = zip(option.lots, routes, strict=True)
    lots = (f"{listed([names[unit] for unit in lot])}: {DELIVERED[by]}." for lot, by in pairs)
    return Entry(shown(option.name), tuple(lots))


def _first(told: Appraised) -> Iterator[str]:
    names = _names(told)
    if not told.ranking:
        yield f"{plural(len(told.options), 'option')}, none of them scored: write [[criterion]]."
        return
    first, *others = told.ranking
    ahead = ""
    if others:
        ahead = f", {_points(Fraction(first.points) - Fraction(others[0].points))} ahead of "
        ahead += names[others[0].option]
    many = plural(len(told.ranking), "scored option")
    won = f"{names[first.option]} comes first with {_points(first.points)} points"
    yield f"Of {many}, {won}{ahead}."
    judged = {each.id: each for each in _everybody(told)}
    if not judged[first.option].admissible:
        yield "It does not keep every rule."


def _best(told: Appraised) -> str:
    title = f"The best design{'' if told.status == 'optimal' else ' so far'} by the scenario's aims"
    if told.best_is:
        return f"{title} is {_names(told)[told.best_is]}."
    if told.best is None:
        impossible = told.status == "infeasible"
        return (
            "No design keeps all rules."
            if impossible
            else "No design was found that keeps all rules."
        )
    lots = plural(len(told.best.lots), "lot")
    if told.best.id in told.not_scored:
        return f"{title}, {lots}, is none of them: officers have not scored it and it has no rank."
    return f"{title}, {lots}, is none of them" + (", and is ranked too." if told.ranking else ".")


def _everybody(told: Appraised) -> tuple[Comparison, ...]:
    return told.options if told.best is None else (*told.options, told.best)


def _names(told: Appraised) -> Mapping[str, str]:
    return {each.id: shown(each.name) for each in _everybody(told)}


def _points(points: str | Fraction) -> str:
    """Points with two decimals."""
    return f"{float(Fraction(points)):.2f}"


def _scores(told: Appraised) -> Iterator[Block]:
    names, judged = _names(told), {each.id: each for each in _everybody(told)}
    keys = tuple(f"{chr(ord('A') + i % 26)}" for i, _ in enumerate(told.criteria))
    rows = tuple(
        (
            str(place.rank),
            names[place.option] + _tie(told, place.tie),
            *(decimal(Fraction(place.scores[each.id])) for each in told.criteria),
            _points(place.points),
            _keeps(judged[place.option]),
        )
        for place in told.ranking
    )
    headers = ("Rank", "Option", *keys, "Points", "Keeps every rule")
    figures = frozenset((0, *range(2, len(headers) - 1)))
    yield Table(headers, rows, figures=figures)
    legend = (
        f"{letter}: {shown(each.name)}, {percent(Fraction(each.share))}"
        for letter, each in zip(keys, told.criteria, strict=True)
    )
    top = decimal(Fraction(told.top_score))
    yield Text(f"Scores from 0 to {top}, and what each criterion weighs. {'; '.join(legend)}.")
    for each in told.not_scored:
        yield Text(f"{names[each]} is not scored and has no rank.")


def _tie(told: Appraised, tie: str) -> str:
    """The criterion or measure that decided between equal points, where one did."""
    names = {name: each.title for name, each in MEASURES.items()}
    names |= {each.id: shown(each.name) for each in told.criteria}
    return f" (equal points: {names[tie]} decides)" if tie else ""


def _keeps(option: Comparison) -> str:
    return "yes" if option.admissible else f"breaks {len(option.broken)}" if option.broken else "no"


def _reasons(told: Appraised) -> Iterator[Entry]:
    """What officers wrote beside their scores, option by option."""
    names = _names(told)
    for place in told.ranking:
        lines = tuple(
            f"{shown(each.name)}, {decimal(Fraction(place.scores[each.id]))}: "
            f"{shown(place.reasons[each.id], 400)}"
            for each in told.criteria
            if each.id in place.reasons
        )
        if lines:
            yield Entry(names[place.option], lines)


def _weights(told: Appraised) -> Table:
    names, criteria = _names(told), {each.id: shown(each.name) for each in told.criteria}
    rows = tuple(
        (criteria[each.criterion], percent(Fraction(each.share)), *_ends(each, names))
        for each in told.weights
    )
    first = names[told.ranking[0].option]
    headers = ("Criterion", "Weighs", "From", "to", f"Otherwise first, not {first}")
    return Table(headers, rows, figures=frozenset((1, 2, 3)))


def _ends(each: WeightRange, names: Mapping[str, str]) -> tuple[str, str, str]:
    if not each.least:
        return NONE, NONE, "the others weigh nothing"
    beyond = [f"below: {names[each.below]}"] if each.below else []
    beyond += [f"above: {names[each.above]}"] if each.above else []
    # The lower end is rounded up and the upper one down, so that neither is overstated.
    return (
        gap_percent(each.least),
        percent(Fraction(each.most)),
        "; ".join(beyond) or "nobody at any weight",
    )


def _budgets(told: Appraised) -> Table:
    names, several = _names(told), len({each.rule for each in told.budgets}) > 1
    rows = tuple(
        (
            names[each.option] + (f", {shown(each.rule)}" if several else ""),
            pounds(Fraction(each.measured_pence or 0)),
            pounds(Fraction(each.limit_pence or 0)),
            amount(_left(each.measured_pence, each.limit_pence), "pence"),
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


def appraised_csv(told: Appraised) -> str:
    """A row an option: its rank, points and scores, and every measure in its own unit."""
    measures = [name for name in MEASURES if any(name in each.measures for each in told.options)]
    places = {each.option: each for each in told.ranking}
    headers = (
        *("option", "name", "rank", "points", "admissible", "broken"),
        *(words(f"score: {each.id}") for each in told.criteria),
        *measures,
    )
    rows = []
    for each in _everybody(told):
        place = places.get(each.id)
        ranks = ("", "") if place is None else (str(place.rank), _points(place.points))
        scores = {} if place is None else place.scores
        figures = (each.measures.get(name) for name in measures)
        rows.append(
            (
                *(words(each.id), words(each.name), *ranks, "yes" if each.admissible else "no"),
                words(";".join(each.broken)),
                *(decimal(Fraction(scores[c.id])) if scores else "" for c in told.criteria),
                *("" if value is None else str(value) for value in figures),
            )
        )
    return csv_text(headers, rows)
