"""Options ranked by officers' scores, with sensitivity to the weights, as a page and as CSV."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from lotdesign.design import Route
from lotdesign.faults import make_printable
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NO_FIGURE, format_figure, format_gap, format_whole_pounds
from lotdesign.report.basis import write_assumptions_section, write_claims_section
from lotdesign.report.comparisons import write_comparison_section
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import (
    SEARCHED_VIEW,
    NamedList,
    PageBlock,
    PageSection,
    Paragraph,
    ReportPage,
    ReportTable,
)
from lotdesign.report.spreadsheet import escape_cell, write_csv
from lotdesign.report.wording import NO_CERTIFICATE_WORDS, describe_admissibility
from lotdesign.result.appraised import AppraiseAnswer, RankedOption, WeightRange
from lotdesign.result.model import ReferenceComparison, Result
from lotdesign.rules.route import ROUTE_WORDS
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import BEST_DESIGN
from lotdesign.scenario.values import write_exact_decimal
from lotdesign.words import format_count, format_percent, join_words

SCORES_NOTE = (
    "Points are the weighted average of the scores, as a share of the top score, out of 100. They "
    "rank what officers think of the options, and change no figure of a design."
)
WEIGHTS_NOTE = (
    "The weight of one criterion moves, and the others share what is left in the proportions that "
    "they have now. Every range is worked out exactly and shown to two decimals. At its ends two "
    "options have equal points, and the stated rule for ties decides."
)

LEAST_LEAD = Fraction(1, 100)
"""The smallest lead in points that is written as a number."""


def list_appraised(answer: AppraiseAnswer) -> tuple[ReferenceComparison, ...]:
    """Return the options, and the best design where it is none of them."""
    return answer.options if answer.best is None else (*answer.options, answer.best)


def name_appraised(answer: AppraiseAnswer) -> Mapping[str, str]:
    """Return the names of options and best design by id."""
    return {each.id: make_printable(each.name) for each in list_appraised(answer)}


def format_points(points: str | Fraction) -> str:
    """Format points with two decimals."""
    return f"{float(Fraction(points)):.2f}"


def build_score_blocks(answer: AppraiseAnswer) -> Iterator[PageBlock]:
    """Build the table of scores, best option first, its criteria, and a note on options without."""
    names, judged = name_appraised(answer), {each.id: each for each in list_appraised(answer)}
    keys = tuple(f"C{i}" for i, _ in enumerate(answer.criteria, 1))
    rows = tuple(
        (
            str(place.rank),
            names[place.option] + _describe_tie(answer, place.tie),
            *(write_exact_decimal(Fraction(place.scores[each.id])) for each in answer.criteria),
            format_points(place.points),
            describe_admissibility(judged[place.option].broken, judged[place.option].admissible),
        )
        for place in answer.ranking
    )
    headers = ("Rank", "Option", *keys, "Points", "Keeps every rule")
    figures = frozenset((0, *range(2, len(headers) - 1)))
    yield ReportTable(headers, rows, figures=figures)
    legend = (
        f"{short}: {make_printable(each.name)}, {format_percent(Fraction(each.share))}"
        for short, each in zip(keys, answer.criteria, strict=True)
    )
    top = write_exact_decimal(Fraction(answer.top_score))
    yield Paragraph(
        f"Scores run from 0 to {top}. The criteria and their weights: {'; '.join(legend)}."
    )
    for each in answer.not_scored:
        yield Paragraph(f"{names[each]} is not scored and has no rank.")
    yield Paragraph(SCORES_NOTE)


def _describe_tie(answer: AppraiseAnswer, tie: str) -> str:
    return f" (equal points: {name_tie_rule(answer, tie)} decides)" if tie else ""


def name_tie_rule(answer: AppraiseAnswer, tie: str) -> str:
    """Return the name of the criterion or measure that decides between equal points."""
    criteria = {each.id: make_printable(each.name) for each in answer.criteria}
    return criteria[tie] if tie in criteria else MEASURES[tie].title


def build_reason_lists(answer: AppraiseAnswer) -> Iterator[NamedList]:
    """Build, option by option, the reasons that officers gave for their scores."""
    names = name_appraised(answer)
    for place in answer.ranking:
        lines = tuple(
            f"{make_printable(each.name)}, {write_exact_decimal(Fraction(place.scores[each.id]))}: "
            f"{make_printable(place.reasons[each.id], 400)}"
            for each in answer.criteria
            if each.id in place.reasons
        )
        if lines:
            yield NamedList(names[place.option], lines)


def build_weight_blocks(answer: AppraiseAnswer) -> Iterator[PageBlock]:
    """Build the table of the weights at which the first option stays first."""
    names, criteria = (
        name_appraised(answer),
        {each.id: make_printable(each.name) for each in answer.criteria},
    )
    yield Paragraph(f"{names[answer.ranking[0].option]} stays first while a criterion weighs:")
    rows = tuple(
        (
            criteria[each.criterion],
            format_percent(Fraction(each.share)),
            *_describe_weight_range(each, names),
        )
        for each in answer.weights
    )
    headers = ("Criterion", "Weighs", "From", "to", "First beyond that")
    yield ReportTable(headers, rows, figures=frozenset((1, 2, 3)))
    yield Paragraph(WEIGHTS_NOTE)


def _describe_weight_range(each: WeightRange, names: Mapping[str, str]) -> tuple[str, str, str]:
    if not each.least:
        return NO_FIGURE, NO_FIGURE, "the others weigh nothing"
    beyond = [f"below: {names[each.below]}"] if each.below else []
    beyond += [f"above: {names[each.above]}"] if each.above else []
    # The lower end is rounded up and the upper one down, so that neither is overstated.
    return (
        format_gap(each.least),
        format_percent(Fraction(each.most)),
        "; ".join(beyond) or "nobody at any weight",
    )


def write_appraisal_csv(answer: AppraiseAnswer) -> str:
    """Write a row an option: its rank, points and scores, and every measure in its own unit."""
    measures = [name for name in MEASURES if any(name in each.measures for each in answer.options)]
    places = {each.option: each for each in answer.ranking}
    headers = (
        *("option", "name", "rank", "points", "admissible", "broken"),
        *(escape_cell(f"score: {each.id}") for each in answer.criteria),
        *measures,
    )
    rows = []
    for each in list_appraised(answer):
        place = places.get(each.id)
        ranks = ("", "") if place is None else (str(place.rank), format_points(place.points))
        scores = {} if place is None else place.scores
        figures = (each.measures.get(name) for name in measures)
        rows.append(
            (
                *(
                    escape_cell(each.id),
                    escape_cell(each.name),
                    *ranks,
                    "yes" if each.admissible else "no",
                ),
                escape_cell(";".join(each.broken)),
                *(
                    write_exact_decimal(Fraction(scores[c.id])) if scores else ""
                    for c in answer.criteria
                ),
                *("" if value is None else str(value) for value in figures),
            )
        )
    return write_csv(headers, rows)


def summarise_appraisal(answer: AppraiseAnswer) -> str:
    """Say which option comes first, and what the best design is."""
    return " ".join((*_describe_first(answer), _describe_best(answer)))


def build_appraisal_forms(
    scenario: Scenario, answer: AppraiseAnswer, result: Result
) -> AnswerForms:
    """Return the appraisal in every form; `result` is the run whose best design it names."""
    return AnswerForms(
        page=lambda: write_appraisal_page(scenario, answer, result),
        json=answer.to_json,
        csv=lambda: write_appraisal_csv(answer),
        sentence=summarise_appraisal(answer),
    )


def write_appraisal_page(scenario: Scenario, answer: AppraiseAnswer, result: Result) -> ReportPage:
    """Write ranks, weights, budgets, measures, each option, and those not taken forward."""
    return tuple(_write_sections(scenario, answer, result))


def _write_sections(
    scenario: Scenario, answer: AppraiseAnswer, result: Result
) -> Iterator[PageSection]:
    yield PageSection("", (Paragraph(summarise_appraisal(answer)),))
    if answer.ranking:
        yield PageSection("The scores", tuple(build_score_blocks(answer)))
        yield PageSection("If a criterion weighed more or less", tuple(build_weight_blocks(answer)))
    if answer.budgets:
        yield PageSection("Within the budget", (_build_budget_table(answer),))
    narrowed = result.model_copy(
        update={"comparisons": answer.options, "lots": result.lots if answer.best else ()}
    )
    yield PageSection(
        "Compared by the same measures", write_comparison_section(narrowed, SEARCHED_VIEW).blocks
    )
    yield PageSection(
        "The options", tuple(_describe_option(scenario, each) for each in list_appraised(answer))
    )
    if any(place.reasons for place in answer.ranking):
        yield PageSection("Why these scores", tuple(build_reason_lists(answer)))
    if answer.dropped:
        entries = tuple(
            NamedList(
                f"{make_printable(each.name)}{_cite_source(each.source)}",
                (make_printable(each.reason, 600),),
            )
            for each in answer.dropped
        )
        yield PageSection("Not taken forward", entries)
    if answer.assumptions:
        yield write_assumptions_section(result)
    yield write_claims_section()


def _describe_option(scenario: Scenario, option: ReferenceComparison) -> NamedList:
    """List the lots of an option and their routes."""
    names = {unit.id: make_printable(unit.name) for unit in scenario.units}
    external: list[Route] = ["external"] * len(option.lots)
    routes = option.routes or external
    pairs = zip(option.lots, routes, strict=True)
    lots = (f"{join_words([names[unit] for unit in lot])}: {ROUTE_WORDS[by]}." for lot, by in pairs)
    return NamedList(make_printable(option.name), tuple(lots))


def _describe_first(answer: AppraiseAnswer) -> Iterator[str]:
    names = name_appraised(answer)
    if not answer.ranking:
        options = format_count(len(answer.options), "option")
        yield f"{options}, none of them scored: write [[criterion]]."
        return
    first, *others = answer.ranking
    won = f"{names[first.option]} comes first with {format_points(first.points)} points"
    ahead = _describe_lead(answer, first, others[0]) if others else ""
    yield f"Of {format_count(len(answer.ranking), 'scored option')}, {won}{ahead}."
    judged = {each.id: each for each in list_appraised(answer)}[first.option]
    if judged.broken:
        yield "It does not keep every rule."
    elif not judged.admissible:
        yield f"It is not admissible: {NO_CERTIFICATE_WORDS}."


def _describe_lead(answer: AppraiseAnswer, first: RankedOption, second: RankedOption) -> str:
    """Say by how much the first leads, or which rule decided."""
    lead, name = (
        Fraction(first.points) - Fraction(second.points),
        name_appraised(answer)[second.option],
    )
    if not lead:
        return f", as many as {name}; {name_tie_rule(answer, second.tie)} decides"
    return f", {format_points(lead) if lead >= LEAST_LEAD else 'less than 0.01'} ahead of {name}"


def _describe_best(answer: AppraiseAnswer) -> str:
    title = (
        f"The best design{'' if answer.status == 'optimal' else ' so far'} by the scenario's aims"
    )
    if answer.best_is:
        unused = f" The scores of {BEST_DESIGN} are not used: the option's own count."
        name = name_appraised(answer)[answer.best_is]
        return f"{title} is {name}.{unused if answer.best_scored else ''}"
    if answer.best is None:
        sought = "" if answer.status == "infeasible" else " was found that"
        return f"No design{sought} keeps all rules."
    lots = format_count(len(answer.best.lots), "lot")
    if answer.best.id in answer.not_scored:
        return f"{title}, {lots}, is not among them: officers have not scored it. It has no rank."
    return f"{title}, {lots}, is not among them" + (
        ", and is ranked too." if answer.ranking else "."
    )


def _build_budget_table(answer: AppraiseAnswer) -> ReportTable:
    names, several = name_appraised(answer), len({each.rule for each in answer.budgets}) > 1
    rows = tuple(
        (
            names[each.option] + (f", {make_printable(each.rule)}" if several else ""),
            format_whole_pounds(Fraction(each.measured_pence or 0)),
            format_whole_pounds(Fraction(each.limit_pence or 0)),
            format_figure(_find_left(each.measured_pence, each.limit_pence), "pence", True),
            make_printable(each.where),
            "yes" if each.met else "no",
        )
        for each in answer.budgets
    )
    headers = ("Option", "Uses", "Budget", "Left", "Tightest in", "Within")
    return ReportTable(headers, rows, figures=frozenset((1, 2, 3)))


def _find_left(measured: int | str | None, limit: int | str | None) -> int:
    return int(Fraction(limit or 0) - Fraction(measured or 0))


def _cite_source(source: str) -> str:
    return f" ({make_printable(source, 200)})" if source else ""
