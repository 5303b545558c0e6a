"""How deep and how large a document of lists and tables is, without ever going too deep itself."""

import re
from typing import Any, NamedTuple

from lotdesign.faults import Fault, InputFaults
from lotdesign.input.limits import MOST_DEPTH, build_too_large

_TOKENS = re.compile(
    r"""\"{3}.*?(?:\"{3}|\Z)|'{3}.*?(?:'{3}|\Z)"""
    r"""|"(?:[^"\\\n]|\\.)*+"?|'[^'\n]*+'?|\#[^\n]*|[\[\]{}\n]""",
    re.DOTALL,
)
"""Texts and remarks of TOML or JSON, in which brackets mean nothing, brackets and line ends."""


class DocumentSize(NamedTuple):
    """How deep the values of a document lie, and how many they are."""

    depth: int
    values: int


def measure_document(document: Any) -> DocumentSize:
    """The size of a document of lists and tables; its depth is counted a little past the limit."""
    depth, count, level = 0, 0, [document]
    while level and depth <= MOST_DEPTH:
        inner: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                inner += value.values()
            elif isinstance(value, list):
                inner += value
        count += len(inner)
        depth += bool(inner)
        level = inner
    return DocumentSize(depth, count)


def check_document_size(file: str, text: str, document: Any, most_values: int) -> None:
    """Raise InputFaults where a document is nested too deeply or has more values than are read."""
    size = measure_document(document)
    if size.depth > MOST_DEPTH:
        raise build_too_deep(file, text)
    if size.values > most_values:
        raise build_too_large(file, f"it has more than {most_values:,} values")


def build_too_deep(file: str, text: str, line: int = 0) -> InputFaults:
    """The fault of a document that is nested too deeply, at its line where that can be found."""
    line = line or _find_deep_line(text)
    where = f"{file}, line {line}" if line else file
    right = f"is nested too deeply: {MOST_DEPTH} tables and lists inside each other are read"
    return InputFaults([Fault(where, right)])


def _find_deep_line(text: str) -> int:
    """The line on which brackets are first too deep inside each other; 0 where they are not."""
    depth, line = 0, 1
    for token in _TOKENS.finditer(text):
        mark = token[0]
        if mark in "[{":
            depth += 1
            if depth > MOST_DEPTH:
                return line
        elif mark in "]}":
            depth = max(0, depth - 1)
        else:
            line += mark.count("\n")
    return 0
