"""Scores, ranks, reasons and weights of the options."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from lotdesign.faults import shown
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NONE, gap_percent
from lotdesign.report.page import Block, Entry, Table, Text
from lotdesign.report.standing import keeps
from lotdesign.result.appraised import Appraised, WeightRange
from lotdesign.result.model import Comparison
from lotdesign.scenario.written import decimal
from lotdesign.words import percent

MEANING = (
    "Points are the weighted mean of the scores as a part of the top score, out of 100. They rank "
    "what officers think of the options, and change no figure of a design."
)
RULE = (
    "The weight of one criterion moves, and the others share the rest in the proportions that they "
    "have now. Every range is worked out exactly and shown to two decimals; where it ends points "
    "are equal, and the stated rule for ties decides."
)


def everybody(told: Appraised) -> tuple[Comparison, ...]:
    """The options, and the best design where it is none of them."""
    return told.options if told.best is None else (*told.options, told.best)


def names_of(told: Appraised) -> Mapping[str, str]:
    """The names of everybody by id."""
    return {each.id: shown(each.name) for each in everybody(told)}


def points(points: str | Fraction) -> str:
    """Points with two decimals."""
    return f"{float(Fraction(points)):.2f}"


def score_blocks(told: Appraised) -> Iterator[Block]:
    """A row an option from the first down, what the criteria are, and who is not scored."""
    names, judged = names_of(told), {each.id: each for each in everybody(told)}
    keys = tuple(f"C{i}" for i, _ in enumerate(told.criteria, 1))
    rows = tuple(
        (
            str(place.rank),
            names[place.option] + _tie(told, place.tie),
            *(decimal(Fraction(place.scores[each.id])) for each in told.criteria),
            points(place.points),
            keeps(judged[place.option].broken, judged[place.option].admissible),
        )
        for place in told.ranking
    )
    headers = ("Rank", "Option", *keys, "Points", "Keeps every rule")
    figures = frozenset((0, *range(2, len(headers) - 1)))
    yield Table(headers, rows, figures=figures)
    legend = (
        f"{short}: {shown(each.name)}, {percent(Fraction(each.share))}"
        for short, each in zip(keys, told.criteria, strict=True)
    )
    top = decimal(Fraction(told.top_score))
    yield Text(f"Scores from 0 to {top}, and what each criterion weighs. {'; '.join(legend)}.")
    for each in told.not_scored:
        yield Text(f"{names[each]} is not scored and has no rank.")
    yield Text(MEANING)


def _tie(told: Appraised, tie: str) -> str:
    return f" (equal points: {rule_name(told, tie)} decides)" if tie else ""


def rule_name(told: Appraised, tie: str) -> str:
    """The criterion or measure that decides between equal points."""
    criteria = {each.id: shown(each.name) for each in told.criteria}
    return criteria[tie] if tie in criteria else MEASURES[tie].title


def reason_entries(told: Appraised) -> Iterator[Entry]:
    """What officers wrote beside their scores, option by option."""
    names = names_of(told)
    for place in told.ranking:
        lines = tuple(
            f"{shown(each.name)}, {decimal(Fraction(place.scores[each.id]))}: "
            f"{shown(place.reasons[each.id], 400)}"
            for each in told.criteria
            if each.id in place.reasons
        )
        if lines:
            yield Entry(names[place.option], lines)


def weight_blocks(told: Appraised) -> Iterator[Block]:
    """A row a criterion: while it weighs how much the first option stays first."""
    names, criteria = names_of(told), {each.id: shown(each.name) for each in told.criteria}
    yield Text(f"{names[told.ranking[0].option]} stays first while a criterion weighs:")
    rows = tuple(
        (criteria[each.criterion], percent(Fraction(each.share)), *_ends(each, names))
        for each in told.weights
    )
    headers = ("Criterion", "Weighs", "From", "to", "First beyond that")
    yield Table(headers, rows, figures=frozenset((1, 2, 3)))
    yield Text(RULE)


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
