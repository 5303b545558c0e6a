"""Cross-checks of [basis], the notice and its date, and changed figures of the law."""

from collections.abc import Iterator, Sequence

from lotdesign.assumptions import BASIS_FIGURES, MARKS
from lotdesign.faults import suggest_name
from lotdesign.input.check_names import ReferenceNames, find_unknown
from lotdesign.input.raw import DocumentFlaw, ValuePath
from lotdesign.input.validation import DocumentModel, ScenarioDraft, ValidPart
from lotdesign.scenario.rows import LAW_VALUE_PARSERS, LawRow, parse_day
from lotdesign.scenario.sections import AuthoritySection


def check_basis(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Unknown figures of [basis], and texts that do not say whether there is a source."""
    for figure, text in draft.document.basis.items():
        if figure not in BASIS_FIGURES:
            yield DocumentFlaw(
                ("basis",), f"no such figure; {suggest_name(figure, BASIS_FIGURES)}", figure
            )
        if not text.startswith(MARKS):
            right = 'begin the text with "source:" or "assumption:"'
            yield DocumentFlaw(("basis", figure), right, text)


def check_law(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Faults of the notice date and of a scenario's own figures of the law."""
    yield from find_law_flaws(draft, draft.document.authority, draft.document.law)


def check_notice(draft: ScenarioDraft, names: ReferenceNames) -> Iterator[DocumentFlaw]:
    """Unknown units in groups of lots."""
    for i, group in enumerate(draft.document.notice.lot_groups):
        for unit in group:
            yield from find_unknown(("notice", "lot_groups", i), "unit", unit, names.units)


def find_law_flaws(
    draft: ValidPart[DocumentModel], authority: AuthoritySection, rows: Sequence[LawRow]
) -> Iterator[DocumentFlaw]:
    """Invalid days, values that do not fit their parameter, and rows that stand twice."""
    if authority.notice_date:
        yield from _find_day_flaws(("authority", "notice_date"), authority.notice_date)
    seen: set[tuple[str, str]] = set()
    for loc, row in draft.iterate_entries(rows, "law"):
        yield from _find_day_flaws((*loc, "from"), row.since)
        try:
            LAW_VALUE_PARSERS[row.parameter](row.value)
        except ValueError as error:
            yield DocumentFlaw((*loc, "value"), str(error), row.value)
        if (row.parameter, row.since) in seen:
            yield DocumentFlaw(loc, f"a second {row.parameter} from {row.since}; keep one")
        seen.add((row.parameter, row.since))


def _find_day_flaws(loc: ValuePath, text: str) -> Iterator[DocumentFlaw]:
    """A flaw where the text is no date."""
    try:
        parse_day(text)
    except ValueError as error:
        yield DocumentFlaw(loc, str(error), text)
