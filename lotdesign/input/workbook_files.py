"""Opens a workbook, .xlsx or .ods, by what is in its zip archive."""

import struct
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lotdesign.faults import Fault, InputFaults
from lotdesign.input.limits import read_limits
from lotdesign.input.ods_sheets import CONTENT_PART, OdsWorkbook
from lotdesign.input.sheet import CellCounter
from lotdesign.input.sheet_file import AS_WORKBOOK, PASSWORD, SheetEntry, SheetFile
from lotdesign.input.xlsx_sheets import XlsxWorkbook
from lotdesign.input.xml_events import WorkbookParts, XmlAttributes, XmlHandler

_MANIFEST = "META-INF/manifest.xml"
_MOST_DIRECTORY_BYTES = 1_000_000
"""Bytes of a zip archive's list of parts: a workbook has a few dozen."""


def open_workbook(file: str, data: bytes) -> SheetFile:
    """Open a zip archive as a workbook; raises InputFaults with one fault for any other."""
    limits = read_limits()
    try:
        if _measure_directory(data) > _MOST_DIRECTORY_BYTES:
            raise BadZipFile
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
        right = "is damaged or no workbook; open it in the spreadsheet program and save it anew"
        raise InputFaults([Fault(file, right)]) from None
    parts = WorkbookParts(file, archive, limits)
    counter = CellCounter(file, limits)
    if parts.has(CONTENT_PART):
        if parts.has(_MANIFEST) and _is_locked(parts):
            raise InputFaults([Fault(file, PASSWORD)])
        ods = OdsWorkbook(file, parts, counter)
        return SheetFile(file, tuple(SheetEntry(*each) for each in ods.entries), ods)
    if any(part.endswith("workbook.bin") for part in parts.names()):
        raise InputFaults([Fault(file, f"is a binary workbook (.xlsb); {AS_WORKBOOK}")])
    if not parts.has("_rels/.rels"):
        raise InputFaults([Fault(file, f"is packed (zip) and no workbook; {AS_WORKBOOK}")])
    xlsx = XlsxWorkbook(file, parts, counter)
    return SheetFile(file, tuple(SheetEntry(each.name, each.hidden) for each in xlsx.entries), xlsx)


def _measure_directory(data: bytes) -> int:
    """Bytes of a zip archive's list of parts, as its end says."""
    end = data.rfind(b"PK\x05\x06")
    return int(struct.unpack_from("<I", data, end + 12)[0]) if end >= 0 else 0


class _Manifest(XmlHandler):
    """Whether any part of an .ods workbook is encrypted."""

    def __init__(self) -> None:
        self.locked = False

    def start(self, name: str, attributes: XmlAttributes) -> None:
        self.locked |= name == "encryption-data"


def _is_locked(parts: WorkbookParts) -> bool:
    manifest = _Manifest()
    parts.parse(_MANIFEST, manifest)
    return manifest.locked
