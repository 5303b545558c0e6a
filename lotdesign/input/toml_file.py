"""Parses TOML into plain values, within bounds, and names the line of what is wrong."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from lotdesign.faults import Fault, InputFaults, make_printable
from lotdesign.input.limits import MOST_DEPTH, read_limits
from lotdesign.input.nesting import build_too_deep, check_document_size, measure_document

_TOML_PLACE = re.compile(r"(.*) \(at line (\d+), column (\d+|end)\)", re.DOTALL)
_TOML_AT_END = " (at end of document)"
_STANDS_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot mutate")

_LONG_KEY = re.compile(
    r"""(?<![A-Za-z0-9_."'-])"""
    r"""(?:(?:"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'|[A-Za-z0-9_-]++)[ \t]*+\.[ \t]*+){64}"""
)
"""A dotted key of more parts than any value lies deep: the parser would take minutes over it."""

_LONG_NUMBER = re.compile(r"(?<![\w.])[+-]?[0-9_]{1000,}")
_MOST_BITS = 256
"""A larger whole number is no figure; writing it out in decimals could take minutes."""


@lru_cache(maxsize=16)
def parse_toml(file: str, data: bytes) -> dict[str, Any]:
    """Parse the TOML document in `data`; `file` is its name in faults.

    Cached, so that the returned value must not be changed. Raises InputFaults with
    one fault, at its line and column, for what is not TOML, too large or nested too deeply.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputFaults([Fault(f"{file}, line {line}", "save the file as UTF-8 text")]) from None
    long = _LONG_KEY.search(text)
    if long is not None:
        raise build_too_deep(file, text, text.count("\n", 0, long.start()) + 1)
    try:
        parsed = tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        raise build_too_deep(file, text) from None
    except ValueError as error:
        raise InputFaults([_build_syntax_fault(file, text, str(error))]) from None
    check_document_size(file, text, parsed, read_limits().values)
    huge = next(_find_huge_numbers(parsed), None)
    if huge is not None:
        right = "a number that large is no figure; write one below a thousand billion"
        raise InputFaults([Fault(f"{file}, {make_printable(huge)}", right)])
    found: dict[str, Any] = _write_out_dates(parsed)
    return found


def _find_huge_numbers(value: Any, path: str = "") -> Iterator[str]:
    """The keys of whole numbers that are too large to be figures."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _find_huge_numbers(each, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for i, each in enumerate(value, 1):
            yield from _find_huge_numbers(each, f"{path} {i}")
    elif isinstance(value, int) and value.bit_length() > _MOST_BITS:
        yield path


def _build_syntax_fault(file: str, text: str, message: str) -> Fault:
    lines = text.replace("\r\n", "\n").split("\n")
    placed = _TOML_PLACE.fullmatch(
        message.replace(_TOML_AT_END, f" (at line {len(lines)}, column end)")
    )
    if placed is None:
        return _build_number_fault(file, text, message)
    what, line, column = placed[1], int(placed[2]), placed[3]
    right = f"is not TOML: {what[:1].lower()}{what[1:]}"
    if what.startswith(_STANDS_TWICE):
        right = "this key or table stands twice"
    return Fault(
        f"{file}, line {line}, column {column}", right, make_printable(lines[line - 1].strip())
    )


def _build_number_fault(file: str, text: str, message: str) -> Fault:
    """The fault of a value that Python refuses after it was parsed: a number of endless digits."""
    long = _LONG_NUMBER.search(text)
    if long is None:
        return Fault(file, f"is not TOML: {message}")
    line = text.count("\n", 0, long.start()) + 1
    right = "a number that large is no figure; write one below a thousand billion"
    return Fault(f"{file}, line {line}", right, make_printable(long[0]))


def parse_toml_value(text: str) -> Any:
    """Parse a TOML value (`5`, `true`, `[1, 2]`); the text itself where it is none."""
    if _LONG_KEY.search(text) is not None:
        return text
    try:
        parsed = tomllib.loads(f"value = {text}", parse_float=Decimal)
    except (ValueError, RecursionError):
        return text
    plain = set(parsed) == {"value"} and measure_document(parsed).depth <= MOST_DEPTH
    if not plain or next(_find_huge_numbers(parsed), None) is not None:
        return text
    return _write_out_dates(parsed["value"])


def _write_out_dates(value: Any) -> Any:
    """Replace dates and times by the text that they were written in."""
    if isinstance(value, dict):
        return {name: _write_out_dates(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_write_out_dates(each) for each in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value
