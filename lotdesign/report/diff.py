"""What differs between two results, as a page and as CSV."""

from collections.abc import Iterator

from lotdesign.faults import make_printable
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NO_FIGURE, format_figure, format_measure
from lotdesign.report.compare import RESULT_NAME_LENGTH, UNCHANGED_SETTING, format_difference
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import (
    BulletList,
    NamedList,
    PageBlock,
    PageSection,
    Paragraph,
    ReportPage,
    ReportTable,
)
from lotdesign.report.spreadsheet import escape_cell, write_csv
from lotdesign.report.wording import ROUTE_LABELS
from lotdesign.result.compared import DiffAnswer, FigureChange, LotChange, LotName, TextChange
from lotdesign.words import format_count, join_words

UNIT_ID_LENGTH, LOT_NAME_LENGTH = 60, 120
"""Characters of a unit's id and of a lot's name."""

_CHANGE_TITLES = {
    "market_value_pence": "Yearly value",
    "whole_life_pence": "Whole-life cost",
    "eligible": "Providers who can bid",
    "eligible_small": "Small providers who can bid",
    "accessible": "Open to small providers",
    "award": "Indicative award",
    "route": "Route",
}

_ROUTE_TEXTS: dict[str, str] = dict(ROUTE_LABELS.items())


def build_diff_forms(answer: DiffAnswer) -> AnswerForms:
    """Return the differences in every form; as CSV a row for each."""
    return AnswerForms(
        page=lambda: write_difference_page(answer),
        json=answer.to_json,
        csv=lambda: write_difference_csv(answer),
        sentence=summarise_difference(answer),
    )


def write_difference_page(answer: DiffAnswer) -> ReportPage:
    """Write lots that changed, units that moved, measures, rules and settings that differ."""
    return tuple(_write_sections(answer))


def summarise_difference(answer: DiffAnswer) -> str:
    """Say how much differs."""
    if answer.empty:
        return "No differences: the same lots, measures, rules and settings."
    names = f"{make_printable(answer.before.name)} to {make_printable(answer.after.name)}"
    rerouted = sum(_is_rerouted(lot) for lot in answer.lots)
    counts = [
        (format_count(len(answer.moved), "unit") + " moved", bool(answer.moved)),
        (_count_unmatched(answer, "before") + " gone", bool(_find_unmatched(answer, "before"))),
        (_count_unmatched(answer, "after") + " new", bool(_find_unmatched(answer, "after"))),
        (f"{format_count(rerouted, 'lot')} delivered in another way", bool(rerouted)),
        (format_count(len(answer.measures), "measure"), bool(answer.measures)),
        (format_count(len(answer.rules), "rule"), bool(answer.rules)),
        (format_count(len(answer.settings), "setting"), bool(answer.settings)),
    ]
    parts = [words for words, some in counts if some]
    parts += ["whether it is admissible"] if answer.admissible and not parts else []
    return f"From {names}: {join_words(parts) or 'other figures of lots'}."


def _count_unmatched(answer: DiffAnswer, side: str) -> str:
    return format_count(len(_find_unmatched(answer, side)), "lot")


def _is_rerouted(lot: LotChange) -> bool:
    """Tell whether a matched lot has another route."""
    both = lot.before is not None and lot.after is not None
    return both and any(text.name == "route" for text in lot.words)


def _find_unmatched(answer: DiffAnswer, side: str) -> list[LotChange]:
    """Return the lots of one side without a match on the other."""
    other = {"before": "after", "after": "before"}[side]
    return [lot for lot in answer.lots if getattr(lot, other) is None]


def _write_sections(answer: DiffAnswer) -> Iterator[PageSection]:
    first: list[PageBlock] = [Paragraph(summarise_difference(answer))]
    if answer.status is not None:
        first.append(Paragraph(f"Status: {answer.status.before}, then {answer.status.after}."))
    if answer.admissible is not None:
        first.append(
            Paragraph(f"Admissible: {answer.admissible.before}, then {answer.admissible.after}.")
        )
    yield PageSection("", tuple(first))
    if answer.lots:
        yield PageSection(
            "Lots that changed", tuple(_describe_lot_change(each) for each in answer.lots)
        )
    if answer.moved or answer.only_before or answer.only_after:
        yield PageSection("Units that moved", tuple(_build_unit_blocks(answer)))
    if answer.measures:
        yield PageSection("Measures", (_build_measure_table(answer),))
    if answer.rules:
        yield PageSection("Rules", (BulletList(tuple(_describe_rule_changes(answer))),))
    if answer.settings:
        yield PageSection("What was asked differently", (_build_settings_table(answer),))


def _describe_lot_change(lot: LotChange) -> NamedList:
    old, new = lot.before, lot.after
    if old is not None and new is not None:
        same = _show_lot_name(old) == _show_lot_name(new)
        name = _show_lot_name(old) if same else f"{_show_lot_name(old)} -> {_show_lot_name(new)}"
    else:
        name = f"New: {_show_lot_name(new)}" if old is None else f"Gone: {_show_lot_name(old)}"
    return NamedList(name, tuple(_write_lot_lines(lot)))


def _show_lot_name(lot: LotName | None) -> str:
    return NO_FIGURE if lot is None else make_printable(lot.name, LOT_NAME_LENGTH)


def _show_unit_ids(units: tuple[str, ...]) -> str:
    return join_words([make_printable(unit, UNIT_ID_LENGTH) for unit in units])


def _write_lot_lines(lot: LotChange) -> Iterator[str]:
    if lot.after is None:
        yield f"held {_show_unit_ids(lot.left)}"
    elif lot.before is None:
        yield f"holds {_show_unit_ids(lot.joined)}"
    elif lot.left or lot.joined:
        parts = [f"keeps {_show_unit_ids(lot.kept)}"]
        parts += [f"gains {_show_unit_ids(lot.joined)}"] if lot.joined else []
        parts += [f"loses {_show_unit_ids(lot.left)}"] if lot.left else []
        yield "; ".join(parts)
    for change in lot.figures:
        yield f"{_CHANGE_TITLES[change.name]}: {_show_figure_change(change)}"
    for text in lot.words:
        both = lot.before is not None and lot.after is not None
        sides = (text.before, text.after) if both else (text.before or text.after,)
        values = ", then ".join(_show_text_value(text.name, side) for side in sides)
        yield f"{_CHANGE_TITLES[text.name]}: {values}"


def _show_text_value(name: str, value: str | None) -> str:
    """Show a route as people call it, anything else as it is."""
    if value is None:
        return NO_FIGURE
    return (
        _ROUTE_TEXTS.get(value, make_printable(value)) if name == "route" else make_printable(value)
    )


def _show_figure_change(change: FigureChange) -> str:
    if change.before is None or change.after is None:
        return format_figure(change.after if change.before is None else change.before, change.unit)
    before, after = (format_figure(each, change.unit) for each in (change.before, change.after))
    return f"{before}, then {after} ({_show_difference(change)})"


def _show_difference(change: FigureChange) -> str:
    text = format_difference(change.difference, change.unit)
    return f"{text} {change.verdict}".strip()


def _build_unit_blocks(answer: DiffAnswer) -> Iterator[PageBlock]:
    if answer.moved:
        rows = (
            (
                make_printable(m.unit, UNIT_ID_LENGTH),
                _show_lot_name(m.before),
                _show_lot_name(m.after),
            )
            for m in answer.moved
        )
        yield ReportTable(("Unit", "From", "To"), tuple(rows))
    for name, units in (
        (answer.before.name, answer.only_before),
        (answer.after.name, answer.only_after),
    ):
        if units:
            yield Paragraph(f"Only in {make_printable(name)}: {_show_unit_ids(units)}.")


def _build_measure_table(answer: DiffAnswer) -> ReportTable:
    rows = (
        (
            MEASURES[change.name].title,
            format_measure(change.name, change.before),
            format_measure(change.name, change.after),
            _show_difference(change),
        )
        for change in answer.measures
    )
    names = (
        make_printable(side.name, RESULT_NAME_LENGTH) for side in (answer.before, answer.after)
    )
    return ReportTable(("Measure", *names, "Difference"), tuple(rows), figures=frozenset((1, 2, 3)))


def _describe_rule_changes(answer: DiffAnswer) -> Iterator[str]:
    for rule in answer.rules:
        if rule.status is not None:
            yield f"{make_printable(rule.id)}: {_show_text_change(rule.status, 'not there')}."
        if rule.sentence is not None:
            yield f"{make_printable(rule.id)}: {_show_text_change(rule.sentence, 'Not there.')}"


def _show_text_change(change: TextChange, without: str) -> str:
    before, after = (
        without if t is None else make_printable(t, 400) for t in (change.before, change.after)
    )
    return f"{before} Then: {after}" if before.endswith(".") else f"{before}, then {after}"


def _build_settings_table(answer: DiffAnswer) -> ReportTable:
    rows = (
        (
            make_printable(s.name),
            *(UNCHANGED_SETTING if v is None else make_printable(v) for v in (s.before, s.after)),
        )
        for s in answer.settings
    )
    names = (
        make_printable(side.name, RESULT_NAME_LENGTH) for side in (answer.before, answer.after)
    )
    return ReportTable(("Setting", *names), tuple(rows))


def write_difference_csv(answer: DiffAnswer) -> str:
    """Write a row a change; figures in their own units, as pence."""
    return write_csv(
        ("what", "name", "before", "after", "difference", "verdict"), _build_csv_rows(answer)
    )


def _build_csv_rows(answer: DiffAnswer) -> Iterator[tuple[str, ...]]:
    if answer.status is not None:
        yield _build_text_row("status", answer.status)
    if answer.admissible is not None:
        yield _build_text_row("admissible", answer.admissible)
    for change in answer.measures:
        yield _build_figure_row("measure", change.name, change)
    for moved in answer.moved:
        yield (
            "unit",
            escape_cell(moved.unit),
            escape_cell(moved.before.name),
            escape_cell(moved.after.name),
            "",
            "",
        )
    yield from (("unit", escape_cell(unit), "there", "", "", "") for unit in answer.only_before)
    yield from (("unit", escape_cell(unit), "", "there", "", "") for unit in answer.only_after)
    for lot in answer.lots:
        names = tuple(
            escape_cell("" if each is None else each.name) for each in (lot.before, lot.after)
        )
        yield ("lot", "", *names, "", "")
        of = escape_cell(lot.before.name if lot.before else lot.after.name if lot.after else "")
        yield from (_build_figure_row(f"lot {each.name}", of, each) for each in lot.figures)
        for text in lot.words:
            yield (
                f"lot {text.name}",
                of,
                escape_cell(text.before or ""),
                escape_cell(text.after or ""),
                "",
                "",
            )
    for rule in answer.rules:
        yield from (
            _build_text_row(f"rule {each.name}", each.model_copy(update={"name": rule.id}))
            for each in (rule.status, rule.sentence)
            if each is not None
        )
    yield from (_build_text_row("setting", each) for each in answer.settings)


def _build_figure_row(what: str, name: str, change: FigureChange) -> tuple[str, ...]:
    values = (change.before, change.after, change.difference)
    return (what, name, *("" if v is None else str(v) for v in values), change.verdict)


def _build_text_row(what: str, change: TextChange) -> tuple[str, ...]:
    return (
        what,
        escape_cell(change.name),
        escape_cell(change.before or ""),
        escape_cell(change.after or ""),
        "",
        "",
    )
