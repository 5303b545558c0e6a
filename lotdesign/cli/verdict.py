"""The exit code that a solved result comes to, and the remark that the report lacks."""

from fractions import Fraction
from typing import TYPE_CHECKING

from lotdesign.cli.exits import Exit

if TYPE_CHECKING:
    from lotdesign.result.model import Result

UNVERIFIED = "The result does not agree with the scenario; do not use it."


def study_code(ended: str, status: str, found: bool) -> Exit:
    """What a look around the best design comes to, stopped or not, with or without a finding."""
    if ended == "interrupted":
        return Exit.INTERRUPTED
    if status == "infeasible":
        return Exit.IMPOSSIBLE
    return Exit.DONE if found else Exit.NONE_FOUND


def verdict(
    result: "Result", require_optimal: bool = False, gap: Fraction | None = None
) -> tuple[Exit, str]:
    """Verification first, then what was asked for."""
    unproved = require_optimal and result.status != "optimal"
    kept = "the best so far is kept" if result.lots else "no design had been found"
    reasons: tuple[tuple[bool, Exit, str], ...] = (
        (not result.verification.ok, Exit.NOT_VERIFIED, UNVERIFIED),
        (result.termination == "interrupted", Exit.INTERRUPTED, f"Stopped by hand; {kept}."),
        (result.status == "infeasible", Exit.IMPOSSIBLE, ""),
        (not result.lots, Exit.NONE_FOUND, ""),
        (unproved, Exit.NOT_PROVED, "A design was found, but not the proof that it is the best."),
        (
            gap is not None and not _within(result, gap),
            Exit.NOT_PROVED,
            "A design was found, but it is not known to be that close to the best.",
        ),
    )
    return next(((code, said) for holds, code, said in reasons if holds), (Exit.DONE, ""))


def _within(result: "Result", gap: Fraction) -> bool:
    """Whether every aim that was worked on came that close to the best there can be."""
    return result.status == "optimal" or all(
        each.gap is not None and Fraction(each.gap) <= gap for each in result.objective
    )
