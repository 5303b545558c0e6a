"""Edits in words: the label of the row that each of them turned, and where it stands."""

from collections.abc import Sequence

from tui.session.edits import Edits
from tui.session.rows import Row
from tui.session.turning import shown, value_of


def asked_in_words(rows: Sequence[Row], edits: Edits) -> str:
    """access, lots 2; spread off."""
    return "; ".join(asked_lines(rows, edits))


def asked_lines(rows: Sequence[Row], edits: Edits) -> list[str]:
    """One text an edit, in the order in which they were made."""
    by_path = {row.path: row for row in rows if row.path}
    found = []
    for path, text in edits.settings:
        row = by_path.get(path)
        if row is not None:
            found.append(f"{row.label} {shown(row, value_of(row, edits))}")
        elif path.startswith("rule.") and path.count(".") == 1:
            found.append(_added(path, text))
        else:
            found.append(f"{path} = {text}")
    return found + [f"without {name}" for name in edits.off]


def edit_changes(rows: Sequence[Row], before: Edits, after: Edits) -> tuple[str, ...]:
    """What is asked differently, a line each: `Spread, max share 30% -> 25%`."""
    by_path = {row.path: row for row in rows if row.path}
    old, new = dict(before.settings), dict(after.settings)
    found = [
        _change(by_path.get(path), path, before, after)
        for path in dict.fromkeys([*old, *new])
        if old.get(path) != new.get(path)
    ]
    found += [f"without {name}" for name in after.off if name not in before.off]
    found += [f"{name} again" for name in before.off if name not in after.off]
    return tuple(found)


def _change(row: Row | None, path: str, before: Edits, after: Edits) -> str:
    if row is not None:
        old, new = shown(row, value_of(row, before)), shown(row, value_of(row, after))
        return f"{row.label} {old} -> {new}"
    text = after.of(path)
    if path.startswith("rule.") and path.count(".") == 1:
        return _added(path, text) if text is not None else f"without {path}"
    return f"{path} = {text}" if text is not None else f"{path} as in the files"


def _added(path: str, text: str) -> str:
    kinds = {"together": "together", "apart": "apart", "fixed": "one lot"}
    kind = next((words for kind, words in kinds.items() if f'kind = "{kind}"' in text), "rule")
    units = text.partition("[")[2].partition("]")[0].replace('"', "")
    return f"{kind}: {units}" if units else path
