"""Cross-checks of options, and of officers' scores of them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction

from lotdesign.faults import make_printable
from lotdesign.input.check_names import AnyName, ReferenceNames, find_unknown, read_column_names
from lotdesign.input.raw import DocumentFlaw, ValuePath, read_name
from lotdesign.input.validation import ScenarioDraft
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.sections import BEST_DESIGN, DesignOption
from lotdesign.scenario.values import write_exact_decimal
from lotdesign.words import format_count, join_words, shorten_list


def check_options(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Unknown units, units in two lots or in none, and routes that do not fit the lots."""
    parts = _map_parts(draft, names)
    for loc, option in draft.iterate_entries(draft.document.option, "option"):
        for i, lot in enumerate(option.lots):
            for unit in lot:
                yield from find_unknown((*loc, "lots", i), "unit", unit, names.units)
        if not isinstance(names.rows, AnyName):
            yield from _check_once_each((*loc, "lots"), option, parts)
        yield from _check_option_routes(loc, option)


def _map_parts(draft: ScenarioDraft, names: ReferenceNames) -> Mapping[str, tuple[str, ...]]:
    """Unit of the table -> what lots hold of it: itself, or its parts."""
    parts: dict[str, list[str]] = {}
    for part in sorted(names.parts):
        parts.setdefault(part.rpartition("@")[0], []).append(part)
    return {unit: tuple(parts.get(unit, (unit,))) for unit in sorted(names.rows)}


def _check_once_each(
    loc: ValuePath, option: DesignOption, parts: Mapping[str, tuple[str, ...]]
) -> Iterator[DocumentFlaw]:
    held = Counter(
        each
        for lot in option.lots
        for unit in dict.fromkeys(lot)
        for each in parts.get(unit, (unit,))
    )
    for number, lot in enumerate(option.lots, start=1):
        again = [unit for unit, times in Counter(lot).items() if times > 1]
        if again:
            yield DocumentFlaw(
                loc, f"{_list_few_units(again)}: more than once in lot {number}; name a unit once"
            )
    units = [each for whole in parts.values() for each in whole]
    twice = [unit for unit in units if held[unit] > 1]
    nowhere = [unit for unit in units if not held[unit]]
    if twice:
        yield DocumentFlaw(
            loc, f"{_list_few_units(twice)}: in more than one lot; a unit is in exactly one"
        )
    if nowhere:
        yield DocumentFlaw(loc, f"{_list_few_units(nowhere)}: in no lot; a unit is in exactly one")


def _list_few_units(units: list[str]) -> str:
    return join_words(shorten_list([make_printable(unit) for unit in units], 4, 5))


def _check_option_routes(loc: ValuePath, option: DesignOption) -> Iterator[DocumentFlaw]:
    if option.routes and len(option.routes) != len(option.lots):
        routes, lots = (
            format_count(len(option.routes), "route"),
            format_count(len(option.lots), "lot"),
        )
        yield DocumentFlaw((*loc, "routes"), f"has {routes} for {lots}; write one a lot")


def check_appraisal_names(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Unknown options, criteria and tie rules, and ids with two meanings."""
    document, raw = draft.document, draft.raw
    options, criteria = (
        read_column_names(raw, "option", "id"),
        read_column_names(raw, "criterion", "id"),
    )
    for loc, row in draft.iterate_entries(document.scores, "scores"):
        yield from find_unknown((*loc, "option"), "option", row.option, options | {BEST_DESIGN})
        yield from find_unknown((*loc, "criterion"), "criterion", row.criterion, criteria)
    ties = document.appraisal.ties or ()
    for rule in ties:
        known = criteria | MEASURES.keys()
        yield from find_unknown(("appraisal", "ties"), "criterion or measure", rule, known)
    if len(set(ties)) < len(ties):
        yield DocumentFlaw(("appraisal", "ties"), "names a rule twice")
    for loc, criterion in draft.iterate_entries(document.criterion, "criterion"):
        if criterion.id in MEASURES:
            yield DocumentFlaw(
                (*loc, "id"), "is the name of a measure; choose another", criterion.id
            )
    for loc, option in draft.iterate_entries(document.option, "option"):
        if document.criterion and option.id == BEST_DESIGN:
            right = "stands for the best design where options are scored; choose another id"
            yield DocumentFlaw((*loc, "id"), right, option.id)
    for loc, dropped in draft.iterate_entries(document.dropped, "dropped"):
        if dropped.id in options:
            yield DocumentFlaw(
                (*loc, "id"), "is also an option; it is one or the other", dropped.id
            )


def check_criterion_weights(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Weights that sum to zero, a top score of zero or less, and criteria without options."""
    document = draft.document
    if document.criterion and "criterion" not in draft.flawed:
        if not sum((each.weight for each in document.criterion), Fraction(0)):
            yield DocumentFlaw(
                ("criterion",), "the weights of the criteria sum to zero; give one a weight above 0"
            )
        if not document.option and "option" not in draft.flawed:
            yield DocumentFlaw(
                ("criterion",), "there is no option to score; write each as [[option]]"
            )
    if document.appraisal.top_score <= 0:
        top = write_exact_decimal(document.appraisal.top_score)
        yield DocumentFlaw(("appraisal", "top_score"), "must be above 0", top)


def check_scores(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Scores above the top, given twice, or missing."""
    document = draft.document
    top, seen = document.appraisal.top_score, set[tuple[str, str]]()
    for loc, row in draft.iterate_entries(document.scores, "scores"):
        if row.score > top > 0:
            yield DocumentFlaw(
                (*loc, "score"),
                f"the top score is {write_exact_decimal(top)}",
                write_exact_decimal(row.score),
            )
        if (row.option, row.criterion) in seen:
            yield DocumentFlaw(loc, "a second score for the same; keep one")
        seen.add((row.option, row.criterion))
    if {"scores", "criterion", "option"} & draft.flawed:
        return
    scored = {option for option, _ in seen}
    for loc, entry in draft.raw.list_entries("option"):
        yield from _find_missing_scores((*loc, "id"), read_name(entry.get("id")), draft, seen)
    if BEST_DESIGN in scored:
        yield from _find_missing_scores(("scores",), BEST_DESIGN, draft, seen)


def _find_missing_scores(
    loc: tuple[str | int, ...], option: str, draft: ScenarioDraft, seen: set[tuple[str, str]]
) -> Iterator[DocumentFlaw]:
    criteria = [each.id for each in draft.document.criterion]
    left = [make_printable(each) for each in criteria if (option, each) not in seen]
    if left:
        yield DocumentFlaw(
            loc, f"has no score for {join_words(left)}; every criterion needs one", option
        )
