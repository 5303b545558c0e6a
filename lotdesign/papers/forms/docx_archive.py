"""The ZIP archive of a DOCX: written alike each time, read within bounds."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

MOST_BYTES = 200 * 1024 * 1024
"""Unpacked bytes of a template at the most."""

_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that an archive can hold: its files are as old whenever it is written."""


def write_archive(data: bytes) -> bytes:
    """The same archive with one date for every file, so that equal content gives equal bytes."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(ZipInfo(entry.filename, _DATE), old.read(entry), ZIP_DEFLATED)
    return buffer.getvalue()


def is_sound_archive(data: bytes) -> bool:
    """Whether this is a DOCX that unpacks to no more than it may."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            size = sum(entry.file_size for entry in archive.infolist())
    except (BadZipFile, OSError, ValueError):
        return False
    return "word/document.xml" in names and size <= MOST_BYTES
