"""The exit codes, and which of them an answer comes to."""

from enum import IntEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from lotdesign.faults import UsageError as UsageError

if TYPE_CHECKING:
    from lotdesign.result.model import Result


class ExitCode(IntEnum):
    """Scripts are written against these numbers."""

    DONE = 0
    BUG = 1
    WRONG_USAGE = 2
    INVALID_INPUT = 3
    IMPOSSIBLE = 4
    NONE_FOUND = 5
    NOT_PROVED = 6
    NOT_VERIFIED = 7
    DIFFERENT = 8
    INTERRUPTED = 130


class MemoryLimitReached(Exception):
    """The memory limit was reached before there was anything to tell."""


UNVERIFIED_REMARK = "The result does not agree with the scenario; do not use it."


def choose_study_exit(ended: str, status: str, found: bool) -> ExitCode:
    """What a look around the best design comes to, stopped or not, with or without a finding."""
    if ended == "interrupted":
        return ExitCode.INTERRUPTED
    if status == "infeasible":
        return ExitCode.IMPOSSIBLE
    return ExitCode.DONE if found else ExitCode.NONE_FOUND


def choose_solve_exit(
    result: "Result", require_optimal: bool = False, gap: Fraction | None = None
) -> tuple[ExitCode, str]:
    """Verification first, then what was asked for."""
    unproved = require_optimal and result.status != "optimal"
    kept = "the best so far is kept" if result.lots else "no design had been found"
    reasons: tuple[tuple[bool, ExitCode, str], ...] = (
        (not result.verification.ok, ExitCode.NOT_VERIFIED, UNVERIFIED_REMARK),
        (result.termination == "interrupted", ExitCode.INTERRUPTED, f"Stopped by hand; {kept}."),
        (result.status == "infeasible", ExitCode.IMPOSSIBLE, ""),
        (not result.lots, ExitCode.NONE_FOUND, ""),
        (
            unproved,
            ExitCode.NOT_PROVED,
            "A design was found, but not the proof that it is the best.",
        ),
        (
            gap is not None and not _is_within_gap(result, gap),
            ExitCode.NOT_PROVED,
            "A design was found, but it is not known to be that close to the best.",
        ),
    )
    return next(((code, said) for holds, code, said in reasons if holds), (ExitCode.DONE, ""))


def _is_within_gap(result: "Result", gap: Fraction) -> bool:
    """Whether every aim that was worked on came that close to the best there can be."""
    return result.status == "optimal" or all(
        each.gap is not None and Fraction(each.gap) <= gap for each in result.objective
    )
