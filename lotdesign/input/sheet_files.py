"""Opens a file of tables, CSV, .xlsx or .ods, by what is in it, and names what cannot be read."""

from collections.abc import Collection, Sequence

from lotdesign.faults import Fault, InputFaults, find_close_name, make_printable, suggest_name
from lotdesign.input.csv_sheet import parse_csv_sheet
from lotdesign.input.sheet_file import AS_WORKBOOK, PASSWORD, SheetEntry, SheetFile

_ZIP_MARK, _COMPOUND_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def open_sheet_file(file: str, data: bytes) -> SheetFile:
    """Open a file of tables; `file` is its name in faults.

    Raises InputFaults with one fault for what is neither CSV nor a workbook that can be read, and
    says what it is: locked with a password, an old format, a web page.
    """
    if data.startswith(_ZIP_MARK):
        from lotdesign.input.workbook_files import open_workbook

        return open_workbook(file, data)
    right = _recognise(data)
    if right is None and file.lower().endswith((".xlsx", ".xlsm", ".ods")):
        right = f"is not a workbook; {AS_WORKBOOK}"
    if right is not None:
        raise InputFaults([Fault(file, right)])
    only = {0: parse_csv_sheet(file, data)}
    return SheetFile(file, (SheetEntry("", hidden=False),), None, only)


_FOREIGN: tuple[tuple[tuple[bytes, ...], str], ...] = (
    (
        (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta"),
        f"is a web page (HTML) by another name; open it and {AS_WORKBOOK}",
    ),
    (
        (b"<?xml", b"<workbook"),
        f"is XML; open it in the spreadsheet program and {AS_WORKBOOK}",
    ),
    ((b"%pdf",), "is a PDF; ask for the table that it was made from"),
    ((b"{", b"[{"), "is JSON; a table is CSV, .xlsx or .ods"),
    ((b"\x1f\x8b", b"7z\xbc\xaf", b"rar!"), "is packed; unpack it first"),
)
"""How files begin, in lower case, that are no tables, and what would be right."""


def _recognise(data: bytes) -> str | None:
    """What a file is that is neither text nor a zip archive, and what would be right."""
    if data.startswith(_COMPOUND_MARK):
        locked = _ENCRYPTED_STREAM in data
        return PASSWORD if locked else f"is an old workbook (.xls); {AS_WORKBOOK}"
    start = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((right for marks, right in _FOREIGN if start.startswith(marks)), None)


def choose_sheet(book: SheetFile, wanted: str, table: str) -> int:
    """The number of the sheet that is wanted by name; "" asks for the table's, or the only one.

    Raises InputFaults where there is none, or several and none is called like the table.
    """
    shown = [name for name, hidden in book.entries if not hidden]
    if wanted and book.book is None:
        right = "is a CSV file, which has no sheets; leave sheet out"
        raise InputFaults([Fault(book.file, right, wanted)])
    if wanted:
        found = _find_sheet(book.names, wanted)
        if found is None:
            right = f"there is no such sheet; {suggest_name(wanted, book.names)}"
            raise InputFaults([Fault(f"{book.file}, sheet names", right, wanted)])
        return found
    if not book.entries:
        raise InputFaults([Fault(book.file, "has no sheet")])
    called = _find_sheet(book.names, table)
    if called is not None:
        return called
    if len(book.entries) == 1:
        return 0
    if len(shown) == 1:
        return book.names.index(shown[0])
    names = ", ".join(make_printable(name) for name in book.names[:12])
    right = f'has several sheets ({names}); name one: {{ file = "…", sheet = "…" }}'
    raise InputFaults([Fault(book.file, right)])


def _find_sheet(names: Sequence[str], wanted: str) -> int | None:
    if wanted in names:
        return names.index(wanted)
    alike = [i for i, name in enumerate(names) if name.strip().lower() == wanted.strip().lower()]
    return alike[0] if len(alike) == 1 else None


def find_table_sheets(book: SheetFile, tables: Collection[str]) -> dict[str, int]:
    """Table -> the number of the sheet of its name; other sheets, such as notes, are ignored.

    Raises InputFaults for a sheet with a name that is almost a missing table's.
    """
    found = {name: i for i, name in enumerate(book.names) if name in tables}
    missing = [name for name in tables if name not in found]
    slips = [
        (sheet, find_close_name(sheet.strip().lower(), missing))
        for sheet in book.names
        if sheet not in tables
    ]
    faults = [
        Fault(f"{book.file}, sheet names", f"did you mean '{meant}'?", sheet)
        for sheet, meant in slips
        if meant is not None
    ]
    if faults:
        raise InputFaults(faults)
    return found
