"""An import under way: what was given, guessed and answered, and what is still open."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from lotdesign.importing.decisions import check_decisions
from lotdesign.importing.map_file import write_toml_value
from lotdesign.importing.plan import ImportSources, plan_import
from lotdesign.importing.questions import ImportQuestion, KeyPath, find_answer, put_answer
from lotdesign.importing.run import import_decided

RowStanding = Literal["open", "guessed", "decided"]


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A key of the map file: what the files have for it, and how that stands.

    `theirs` is "" where nobody has answered.
    """

    loc: KeyPath
    theirs: str
    standing: RowStanding
    question: ImportQuestion | None = None


@dataclass(frozen=True)
class ImportDraft:
    """The files, the folder that is to be made, the answers so far, and what follows from them."""

    folder: Path
    sources: ImportSources
    values: Mapping[str, Any]
    rows: tuple[ImportRow, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def open_count(self) -> int:
        """How many answers are missing."""
        return sum(row.standing == "open" for row in self.rows)


def begin_import(folder: Path, sources: ImportSources) -> ImportDraft:
    """A draft in which nothing is answered; raises InputFaults and UsageError as imports do."""
    return _plan(ImportDraft(folder, sources, {}))


def answer_question(draft: ImportDraft, loc: KeyPath, text: str) -> ImportDraft:
    """The draft with an answer; raises InputFaults where it cannot be one."""
    return _plan(replace(draft, values=put_answer(draft.values, loc, text)))


def finish_import(draft: ImportDraft) -> str:
    """Write the scenario and return its path; raises InputFaults, and then writes nothing."""
    return import_decided(draft.folder, draft.sources, draft.values).folder


def _plan(draft: ImportDraft) -> ImportDraft:
    read = check_decisions("answers", draft.values)
    notes = plan_import(draft.sources, read).notes
    asked = [ImportRow(each.loc, "", "open", each) for each in notes.questions]
    guessed = [
        ImportRow(loc, _write(value), "guessed")
        for loc, value in notes.guesses.items()
        if find_answer(draft.values, loc) is None
    ]
    decided = [
        ImportRow(loc, _write(find_answer(draft.values, loc)), "decided")
        for loc in _list_answers(draft.values)
    ]
    return replace(
        draft,
        rows=(*asked, *guessed, *decided),
        faults=tuple(map(str, notes.faults)),
    )


def _write(value: object) -> str:
    return value if isinstance(value, str) else write_toml_value(value)


def _list_answers(values: Mapping[str, Any], loc: KeyPath = ()) -> list[KeyPath]:
    found: list[KeyPath] = []
    for key, value in values.items():
        inner = isinstance(value, Mapping)
        found += _list_answers(value, (*loc, key)) if inner else [(*loc, key)]
    return found
