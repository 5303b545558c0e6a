"""Remarks on names that are valid and may be slips.

Names that differ in case or blanks only, and names of providers' reach that no unit has.
"""

from collections.abc import Iterable, Iterator

from lotdesign.faults import make_printable, quote_text
from lotdesign.input.check_names import ALL_NAMES, read_column_names
from lotdesign.input.raw import RawDocument
from lotdesign.input.tables import name_rows
from lotdesign.input.validation import ScenarioDraft
from lotdesign.words import join_words

_TABLES_WITH_IDS = ("units", "localities", "providers")
_MOST_TOLD = 10


def find_name_remarks(draft: ScenarioDraft) -> Iterator[str]:
    """Sentences on the names of a valid scenario."""
    services = (unit.service for unit in draft.document.units)
    yield from _compare_names("services", services)
    for table in _TABLES_WITH_IDS:
        rows = getattr(draft.document, table) or ()
        yield from _compare_names(table, (row.id for row in rows))
    yield from _find_unused_reach(draft)


def _compare_names(what: str, names: Iterable[str]) -> Iterator[str]:
    """A remark for each pair of names that differ in case or blanks only."""
    first: dict[str, str] = {}
    told = 0
    for name in dict.fromkeys(names):
        before = first.setdefault(fold_case(name), name)
        if before != name:
            told += 1
            if told <= _MOST_TOLD:
                pair = f"{make_printable(before)} and {make_printable(name)}"
                yield f"The {what} {pair} differ in {_name_difference(before, name)} only."
    if told > _MOST_TOLD:
        yield f"{told - _MOST_TOLD:,} more {what} differ in case or blanks only."


def _name_difference(one: str, other: str) -> str:
    """What two names differ in that are one without case and blanks."""
    if one.casefold() == other.casefold():
        return "case"
    return "blanks" if "".join(one.split()) == "".join(other.split()) else "case and blanks"


def fold_case(name: str) -> str:
    """A name without case and blanks."""
    return "".join(name.casefold().split())


def _find_unused_reach(draft: ScenarioDraft) -> Iterator[str]:
    """Services and localities of providers that no unit has."""
    for column, what, known in (
        ("services", "services that no unit has", ("units", "service")),
        ("localities", "localities that are not in the table", ("localities", "id")),
    ):
        names = read_column_names(draft.raw, *known)
        unused: dict[str, list[int]] = {}
        for loc, row in draft.iterate_entries(draft.document.providers or (), "providers"):
            for name in getattr(row, column):
                if name != ALL_NAMES and name not in names:
                    unused.setdefault(name, []).append(int(loc[1]))
        if unused:
            shown = [
                f"{quote_text(name)} ({_name_places(draft.raw, places)})"
                for name, places in list(unused.items())[:_MOST_TOLD]
            ]
            more = len(unused) - len(shown)
            shown += [f"{more:,} more"] if more else []
            yield f"Providers name {what}: {join_words(shown)}."


def _name_places(raw: RawDocument, positions: list[int]) -> str:
    """The rows of a file, or the numbers of entries, in words."""
    origin = raw.origins.get("providers")
    if origin is None:
        return f"number {join_words([str(position + 1) for position in positions[:8]])}"
    return name_rows([origin.rows[position] for position in positions])
