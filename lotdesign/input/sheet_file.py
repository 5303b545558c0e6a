"""A file of tables that was opened, and what is said of one that cannot be."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from lotdesign.input.sheet import Sheet

if TYPE_CHECKING:
    from lotdesign.input.ods_sheets import OdsWorkbook
    from lotdesign.input.xlsx_sheets import XlsxWorkbook

PASSWORD = "is locked with a password; save it without one"
AS_WORKBOOK = "save it as .xlsx, .ods or CSV UTF-8"
"""What would be right of a file that is no table."""


class SheetEntry(NamedTuple):
    """A sheet of a workbook by its name, and whether it is hidden."""

    name: str
    hidden: bool


@dataclass(frozen=True)
class SheetFile:
    """A file of tables that was opened; a CSV file has one sheet without a name.

    `sheets` has those that were read.
    """

    file: str
    entries: tuple[SheetEntry, ...]
    book: "XlsxWorkbook | OdsWorkbook | None"
    sheets: dict[int, Sheet] = field(default_factory=dict)

    def read(self, number: int) -> Sheet:
        """The sheet of a number, read once; raises InputFaults where it is broken or too large."""
        if number not in self.sheets and self.book is not None:
            self.sheets[number] = self.book.read(number)
        return self.sheets[number]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sheets."""
        return tuple(entry.name for entry in self.entries)
