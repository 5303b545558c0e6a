"""Reads a result from JSON."""

import sys
from pathlib import Path

from pydantic import ValidationError

from lotdesign.faults import Fault, InputFaults
from lotdesign.file_guard import note_reading, note_reading_stdin
from lotdesign.result.model import Result


def read_result(path: str | Path) -> Result:
    """Read the result in a JSON file, or on stdin for `-`; raises InputFaults with every fault."""
    try:
        text = _read_text(path)
    except (OSError, UnicodeDecodeError):
        right = "give a result that `solve --format json` wrote"
        raise InputFaults([Fault(str(path), right)]) from None
    return parse_result(text, str(path))


def _read_text(path: str | Path) -> str:
    if str(path) == "-":
        note_reading_stdin()
        return sys.stdin.read()
    return note_reading(path).read_text(encoding="utf-8")


def parse_result(text: str, where: str) -> Result:
    """Parse a result; `where` is its name in faults. Raises InputFaults with every fault."""
    try:
        return Result.model_validate_json(text)
    except ValidationError as error:
        raise InputFaults(
            Fault(f"{where}, {'.'.join(map(str, each['loc'])) or 'the whole file'}", each["msg"])
            for each in error.errors()
        ) from None
