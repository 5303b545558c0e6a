"""Imports files as councils have them into the folder of a scenario."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lotdesign.atomic_files import save_text
from lotdesign.faults import Fault, InputFaults, UsageError, quote_text
from lotdesign.file_guard import check_not_read, guard_files_of_run
from lotdesign.importing.decisions import (
    SCENARIO_SECTIONS,
    ReadDecisions,
    check_decisions,
    parse_decisions,
)
from lotdesign.importing.folder import (
    DECISIONS_FILE,
    RECORD_FILE,
    FolderState,
    merge_folder,
    read_folder,
    write_folder,
    write_table_text,
)
from lotdesign.importing.import_page import write_import_page
from lotdesign.importing.map_file import complete_values, write_map_file
from lotdesign.importing.plan import ImportPlan, ImportSources, SourceFile, plan_import
from lotdesign.importing.questions import (
    ImportQuestion,
    KeyPath,
    build_question_faults,
    find_answer,
    put_answer,
)
from lotdesign.importing.scenario_text import write_scenario_text
from lotdesign.importing.source_tables import MOST_TABLE_BYTES
from lotdesign.importing.unit_rows import TodaysContract
from lotdesign.input.file_bytes import read_file_bytes
from lotdesign.input.limits import read_limits
from lotdesign.input.load import load
from lotdesign.report.markdown import write_markdown
from lotdesign.report.page import ReportPage
from lotdesign.words import format_count

AskPerson = Callable[[ImportQuestion], str | None]
"""Asks a person; None where there is no answer."""


@dataclass(frozen=True)
class ImportAnswer:
    """What an import did: the page of its record, and the names of the files that it wrote."""

    folder: str
    page: ReportPage
    written: tuple[str, ...]
    contracts: tuple[TodaysContract, ...] = ()


def read_source(path: str) -> SourceFile:
    """A file that is imported, by its name alone; raises UsageError where it cannot be read."""
    most = MOST_TABLE_BYTES * read_limits().table_bytes // 50_000_000
    try:
        return SourceFile(Path(path).name, read_file_bytes(path, Path(path).name, most))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "not the name of a file"
        raise UsageError(
            f"{quote_text(path)} cannot be read: {(why or 'unknown').lower()}"
        ) from None


def import_into(
    folder: str | Path,
    sources: ImportSources,
    map_path: str | None = None,
    ask: AskPerson | None = None,
) -> ImportAnswer:
    """Make or update the scenario in a folder; nothing is written unless all is decided and valid.

    Decisions are those of the map file, or of the last import. A map file that is not there yet is
    written, with guesses and open questions. Raises InputFaults with everything that is open or
    wrong, UsageError for a folder that no import made.
    """
    target = Path(folder)
    state = read_folder(target)
    read = _read_decisions(target, map_path)
    plan = plan_import(sources, read)
    while ask is not None and plan.notes.questions and not plan.notes.faults:
        answered = _ask(read, plan, ask)
        if answered is None:
            break
        read, plan = answered, plan_import(sources, answered)
    if plan.notes.questions or plan.notes.faults:
        raise InputFaults(_report_open(read, plan, map_path))
    return _finish(target, state, sources, read, plan)


def import_decided(
    folder: str | Path, sources: ImportSources, values: Mapping[str, Any]
) -> ImportAnswer:
    """As `import_into`, with decisions that are values instead of a file."""
    target = Path(folder)
    state = read_folder(target)
    read = check_decisions(DECISIONS_FILE, values)
    plan = plan_import(sources, read)
    if plan.notes.questions or plan.notes.faults:
        asked = build_question_faults(read.file, plan.notes.questions)
        raise InputFaults([*plan.notes.faults, *asked])
    return _finish(target, state, sources, read, plan)


def _read_decisions(folder: Path, map_path: str | None) -> ReadDecisions:
    """The decisions of the map file, or else of the last import; none where there is neither."""
    path = Path(map_path) if map_path is not None else folder / DECISIONS_FILE
    shown = str(map_path) if map_path is not None else DECISIONS_FILE
    if path.exists():
        return parse_decisions(shown, read_file_bytes(path, shown, read_limits().toml_bytes))
    return check_decisions(shown if map_path is not None else "--map FILE", {})


def _ask(read: ReadDecisions, plan: ImportPlan, ask: AskPerson) -> ReadDecisions | None:
    """The decisions with the answers of a person; None where a question stays open."""
    values: Mapping[str, Any] = read.values
    for question in plan.notes.questions:
        answer = ask(question)
        if answer is None:
            return None
        values = put_answer(values, question.loc, _read_answer(question, answer))
    return check_decisions(read.file, values)


def _read_answer(question: ImportQuestion, answer: str) -> str | int:
    """A figure as a number where it goes into scenario.toml, else the text."""
    is_figure = question.loc[0] in SCENARIO_SECTIONS and answer.isdecimal()
    return int(answer) if is_figure else answer


def _report_open(read: ReadDecisions, plan: ImportPlan, map_path: str | None) -> list[Fault]:
    """Everything that is wrong and open; a map file that is not there is written first."""
    questions, faults = plan.notes.questions, plan.notes.faults
    told: list[Fault] = []
    if questions and map_path is not None and not Path(map_path).exists():
        check_not_read(map_path)
        guesses = plan.notes.guesses
        whole = complete_values(read.values, guesses, questions)
        save_text(write_map_file(whole, guesses, questions), map_path)
        count = format_count(len(questions), "answer is", "answers are")
        told.append(
            Fault(
                map_path, f'was written; {count} open: put them where a "?" stands, and run again'
            )
        )
    elif questions and map_path is None:
        told.append(Fault("--map FILE", "writes a file in which to decide what follows"))
    return [*told, *faults, *build_question_faults(read.file, questions)]


def _finish(
    folder: Path,
    state: FolderState,
    sources: ImportSources,
    read: ReadDecisions,
    plan: ImportPlan,
) -> ImportAnswer:
    values = complete_values(read.values, plan.notes.guesses, ())
    fresh = {f"{name}.csv": write_table_text(rows) for name, rows in plan.tables.items()}
    fresh["scenario.toml"] = write_scenario_text(
        values, plan.tables, plan.notice, plan.notes.published
    )
    merged, remarks = merge_folder(state, fresh)
    _check_loads(state, merged)
    decided = list(_list_keys(read.values))
    page = write_import_page(
        sources, plan, decided, {loc: find_answer(read.values, loc) for loc in decided}, remarks
    )
    record = {RECORD_FILE: "# Import\n\n" + write_markdown(page)}
    merged_record, _ = merge_folder(state, record)
    written = write_folder(folder, merged | merged_record, fresh | record, write_map_file(values))
    return ImportAnswer(str(folder), page, tuple(written), tuple(plan.contracts))


def _check_loads(state: FolderState, merged: Mapping[str, str]) -> None:
    """Raise InputFaults where the scenario that would be written is not valid."""
    with TemporaryDirectory(prefix="lotdesign-import-") as place:
        for name, text in {**state.stands, **merged}.items():
            save_text(text, Path(place) / name)
        with guard_files_of_run():  # the place goes, and its files' numbers are given to others
            load(place)


def _list_keys(values: Mapping[str, Any], loc: KeyPath = ()) -> list[KeyPath]:
    """The keys that hold something, step by step."""
    found: list[KeyPath] = []
    for key, value in values.items():
        if isinstance(value, Mapping) and value:
            found += _list_keys(value, (*loc, key))
        else:
            found.append((*loc, key))
    return found
