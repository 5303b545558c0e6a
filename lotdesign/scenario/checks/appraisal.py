"""Officers' scores of the options: complete, by criteria that weigh something."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.faults import shown
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.checks.names import Names, column, unknown
from lotdesign.scenario.draft import Draft
from lotdesign.scenario.flaws import Flaw
from lotdesign.scenario.raw import text_of
from lotdesign.scenario.sections import BEST
from lotdesign.scenario.written import decimal
from lotdesign.words import listed


def references(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Options, criteria and rules for ties that are not there, or mean two things."""
    document, raw = draft.document, draft.raw
    options, criteria = column(raw, "option", "id"), column(raw, "criterion", "id")
    for loc, row in draft.each(document.scores, "scores"):
        yield from unknown((*loc, "option"), "option", row.option, options | {BEST})
        yield from unknown((*loc, "criterion"), "criterion", row.criterion, criteria)
    ties = document.appraisal.ties or ()
    for rule in ties:
        known = criteria | MEASURES.keys()
        yield from unknown(("appraisal", "ties"), "criterion or measure", rule, known)
    if len(set(ties)) < len(ties):
        yield Flaw(("appraisal", "ties"), "names a rule twice")
    for loc, criterion in draft.each(document.criterion, "criterion"):
        if criterion.id in MEASURES:
            yield Flaw((*loc, "id"), "is the name of a measure; choose another", criterion.id)
    for loc, option in draft.each(document.option, "option"):
        if document.criterion and option.id == BEST:
            right = "stands for the best design where options are scored; choose another id"
            yield Flaw((*loc, "id"), right, option.id)
    for loc, dropped in draft.each(document.dropped, "dropped"):
        if dropped.id in options:
            yield Flaw((*loc, "id"), "is also an option; it is one or the other", dropped.id)


def weights(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Weights that sum to zero, a top score that is none, and nothing to score."""
    document = draft.document
    if document.criterion and "criterion" not in draft.flawed:
        if not sum((each.weight for each in document.criterion), Fraction(0)):
            yield Flaw(
                ("criterion",), "the weights of the criteria sum to zero; give one a weight above 0"
            )
        if not document.option and "option" not in draft.flawed:
            yield Flaw(("criterion",), "there is no option to score; write each as [[option]]")
    if document.appraisal.top_score <= 0:
        top = decimal(document.appraisal.top_score)
        yield Flaw(("appraisal", "top_score"), "must be above 0", top)


def scores(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Scores above the top, given twice, or missing."""
    document = draft.document
    top, seen = document.appraisal.top_score, set[tuple[str, str]]()
    for loc, row in draft.each(document.scores, "scores"):
        if row.score > top > 0:
            yield Flaw((*loc, "score"), f"the top score is {decimal(top)}", decimal(row.score))
        if (row.option, row.criterion) in seen:
            yield Flaw(loc, "a second score for the same; keep one")
        seen.add((row.option, row.criterion))
    if {"scores", "criterion", "option"} & draft.flawed:
        return
    scored = {option for option, _ in seen}
    for loc, entry in draft.raw.items("option"):
        yield from _missing((*loc, "id"), text_of(entry.get("id")), draft, seen)
    if BEST in scored:
        yield from _missing(("scores",), BEST, draft, seen)


def _missing(
    loc: tuple[str | int, ...], option: str, draft: Draft, seen: set[tuple[str, str]]
) -> Iterator[Flaw]:
    criteria = [each.id for each in draft.document.criterion]
    left = [shown(each) for each in criteria if (option, each) not in seen]
    if left:
        yield Flaw(loc, f"has no score for {listed(left)}; every criterion needs one", option)
