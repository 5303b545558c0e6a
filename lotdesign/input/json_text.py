"""Reads JSON within bounds."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from lotdesign.faults import Fault, InputFaults
from lotdesign.input.file_bytes import read_file_bytes, read_stdin_bytes
from lotdesign.input.limits import read_limits
from lotdesign.input.nesting import build_too_deep, check_document_size

STDIN_NAME = "stdin"

_MOST_TOLD = 10
"""Keys that are named where several stand twice in one object."""


def read_json_text(path: str | Path) -> str:
    """The text of a JSON file, or of stdin for `-`.

    Raises InputFaults for what is no file, too large, or not UTF-8, and OSError where it cannot
    be read.
    """
    most = read_limits().json_bytes
    where = name_json(path)
    data = read_stdin_bytes(most) if str(path) == "-" else read_file_bytes(path, where, most)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputFaults([Fault(where, "save the file as UTF-8 text")]) from None


def parse_json(path: str | Path, text: str) -> Any:
    """Parse the JSON of a file; raises InputFaults for what is not JSON, or nested too deeply."""
    where = name_json(path)
    try:
        document = json.loads(text, object_pairs_hook=lambda pairs: _read_object(where, pairs))
    except RecursionError:
        raise build_too_deep(where, text) from None
    except ValueError as error:
        place = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputFaults([Fault(f"{where}{place}", "is not JSON")]) from None
    check_document_size(where, text, document, read_limits().json_values)
    return document


def _read_object(where: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these keys and values; raises InputFaults where a key stands twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(key for key, _ in pairs)
        twice = [key for key in found if times[key] > 1][:_MOST_TOLD]
        right = "stands twice in one object; write a key once"
        raise InputFaults(Fault(where, right, key) for key in twice)
    return found


def name_json(path: str | Path) -> str:
    """The name of a file in faults."""
    return STDIN_NAME if str(path) == "-" else str(path)
