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


def _added(path: str, text: str) -> str:
    kinds = {"together": "together", "apart": "apart", "fixed": "one lot"}
    kind = next((words for kind, words in kinds.items() if f'kind = "{kind}"' in text), "rule")
    units = text.partition("[")[2].partition("]")[0].replace('"', "")
    return f"{kind}: {units}" if units else path
