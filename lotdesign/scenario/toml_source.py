"""Reads TOML into plain values: text, integers, exact decimals, lists and tables."""

import re
import tomllib
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from lotdesign.faults import Fault, InputFaults, shown

_PLACE = re.compile(r"(.*) \(at line (\d+), column (\d+|end)\)", re.DOTALL)
_AT_END = " (at end of document)"
_PLAINLY = {"Cannot overwrite a value": "this key or table stands twice"}


@lru_cache(maxsize=16)
def parse_toml(file: str, data: bytes) -> dict[str, Any]:
    """The document in `data`, which a fault calls `file`.

    The same text is parsed once, so nobody may change what is returned. Raises InputFaults with
    one fault, at its line and column, for what is not TOML.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputFaults([Fault(f"{file}, line {line}", "save the file as UTF-8 text")]) from None
    try:
        parsed = tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        raise InputFaults([Fault(file, "is nested too deeply")]) from None
    except ValueError as error:
        raise InputFaults([_syntax_fault(file, text, str(error))]) from None
    found: dict[str, Any] = _plain(parsed)
    return found


def _syntax_fault(file: str, text: str, message: str) -> Fault:
    lines = text.replace("\r\n", "\n").split("\n")
    placed = _PLACE.fullmatch(message.replace(_AT_END, f" (at line {len(lines)}, column end)"))
    if placed is None:
        return Fault(file, f"is not TOML: {message}")
    what, line, column = placed[1], int(placed[2]), placed[3]
    right = _PLAINLY.get(what, f"is not TOML: {what[:1].lower()}{what[1:]}")
    return Fault(f"{file}, line {line}, column {column}", right, shown(lines[line - 1].strip()))


def parse_value(text: str) -> Any:
    """A value as TOML reads it (`5`, `true`, `[1, 2]`), or the text itself when it is none."""
    try:
        parsed = tomllib.loads(f"value = {text}", parse_float=Decimal)
    except (ValueError, RecursionError):
        return text
    return _plain(parsed["value"]) if set(parsed) == {"value"} else text


def _plain(value: Any) -> Any:
    """Dates and times as the text that they were written in."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value
