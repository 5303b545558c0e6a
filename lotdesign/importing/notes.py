"""What an import tells: what was read, guessed and left out, what is open, and what is wrong."""

from collections.abc import Iterable
from typing import Any

from lotdesign.faults import Fault, make_printable
from lotdesign.importing.column_maps import ColumnMap, FoundColumns
from lotdesign.importing.questions import ImportQuestion, KeyPath
from lotdesign.importing.source_tables import SourceTable
from lotdesign.words import format_count, shorten_list

MOST_ROW_FAULTS = 20
"""Faults of rows that are told one by one; the rest are counted."""

_MOST_IGNORED = 12


class ImportNotes:
    """Collects sentences, guesses, questions and faults in the order in which they are met.

    `guesses` has what stands in no map file and was taken, by its key there; `published` what a
    notice says of such keys.
    """

    def __init__(self, map_file: str) -> None:
        self.map_file = map_file
        self.read: list[str] = []
        self.left_out: list[str] = []
        self.remarks: list[str] = []
        self.guesses: dict[KeyPath, Any] = {}
        self.published: dict[KeyPath, Any] = {}
        self.questions: list[ImportQuestion] = []
        self.faults: list[Fault] = []

    def ask(self, loc: KeyPath, text: str, choices: Iterable[str] = ()) -> None:
        """Add a question."""
        self.questions.append(ImportQuestion(loc, text, tuple(choices)))

    def add_columns(self, section: str, table: SourceTable, found: FoundColumns) -> ColumnMap:
        """Add what was found of a table's columns, and return the map."""
        self.questions += found.questions
        self.faults += found.faults
        self.left_out += table.remarks
        for ours in found.map.guessed:
            self.guesses[section, "columns", ours] = table.columns[found.map.places[ours]]
        if found.map.ignored:
            few = shorten_list(found.map.ignored, _MOST_IGNORED, _MOST_IGNORED)
            names = ", ".join(map(make_printable, few))
            noun = format_count(len(found.map.ignored), "column")
            self.left_out.append(f"{table.file}: {noun} not read: {names}.")
        return found.map

    def add_row_faults(self, faults: list[Fault], file: str) -> None:
        """Add faults of rows, of many only the first and the number of the rest."""
        more = len(faults) - MOST_ROW_FAULTS
        self.faults += faults[:MOST_ROW_FAULTS]
        if more > 0:
            self.faults.append(Fault(file, f"and {more:,} more rows with such faults"))
