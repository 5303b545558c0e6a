"""How much is read of a file before it is refused: bounds on time and memory, in one place.

Within them any file is read or refused in 10 seconds and 1 GB, whatever stands in it.
"""

import os
from dataclasses import dataclass
from functools import lru_cache

from lotdesign.faults import Fault, InputFaults, UsageError, quote_text

LIMIT_VARIABLE = "LOTDESIGN_READ_LIMIT"
"""The environment variable by which all limits are multiplied."""

MOST_DEPTH = 32
"""Tables and lists inside each other, in TOML and JSON."""

MOST_FAULTS_TOLD = 100
"""Faults that are told; the rest are counted."""


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Bounds of one file: bytes, and what is counted while it is read.

    `unpacked` is of the parts of a workbook, `cells` and `cell_text` are of all sheets that are
    read, `elements` of its XML. `rows` is of a table of a scenario, `values` of a TOML file,
    `json_values` of a JSON file and `points` of boundaries.
    """

    table_bytes: int = 50_000_000
    toml_bytes: int = 4_000_000
    json_bytes: int = 20_000_000
    unpacked: int = 200_000_000
    elements: int = 2_500_000
    cells: int = 1_500_000
    cell_text: int = 100_000_000
    rows: int = 20_000
    columns: int = 1_000
    values: int = 300_000
    json_values: int = 2_000_000
    points: int = 1_000_000


def read_limits() -> ReadingLimits:
    """The limits of this process; raises UsageError where the variable is no number above 0."""
    return _multiply_limits(os.environ.get(LIMIT_VARIABLE, "").strip())


@lru_cache(maxsize=8)
def _multiply_limits(text: str) -> ReadingLimits:
    usual = ReadingLimits()
    if not text:
        return usual
    try:
        factor = float(text)
    except ValueError:
        factor = 0.0
    if not 0 < factor <= 10_000:
        right = "write a number above 0, for example 4 for four times the usual limits"
        raise UsageError(f"{LIMIT_VARIABLE}={quote_text(text)}: {right}")
    return ReadingLimits(
        **{name: max(1, int(getattr(usual, name) * factor)) for name in usual.__slots__}
    )


def build_too_large(where: str, found: str) -> InputFaults:
    """The fault of a file that is larger than what is read; `found` ends "more than ..."."""
    hint = f"take out what is of no concern, or set {LIMIT_VARIABLE}=4 to read four times as much"
    return InputFaults([Fault(where, f"is too large: {found}; {hint}")])
