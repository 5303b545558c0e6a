"""The exit codes, and which of them each answer comes to."""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lotdesign.result.backtest import BacktestAnswer
    from lotdesign.result.base import StudyEnd
    from lotdesign.result.batch import SweepAnswer
    from lotdesign.result.compared import DiffAnswer
    from lotdesign.result.model import Result, Verification
    from lotdesign.result.stressed import StressAnswer

UNVERIFIED_REMARK = "The result does not agree with the scenario; do not use it."

UNVERIFIED_ROWS_REMARK = (
    "At least one result does not agree with its scenario; do not use those rows."
)


class ExitCode(IntEnum):
    """Exit codes of the command line; scripts rely on these numbers."""

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


EXIT_MEANINGS: Mapping[ExitCode, str] = {
    ExitCode.DONE: "done",
    ExitCode.BUG: "a fault of lotdesign; it names a file to send",
    ExitCode.WRONG_USAGE: "wrong usage: a flag, or a file that cannot be written",
    ExitCode.INVALID_INPUT: "the input is not valid: a line for each fault",
    ExitCode.IMPOSSIBLE: "no admissible design exists, and that is proved",
    ExitCode.NONE_FOUND: "the limit came before any design was found",
    ExitCode.NOT_PROVED: "a design, but not the proof that `--require-optimal` asked for, or not as"
    " close to it as `--gap`",
    ExitCode.NOT_VERIFIED: "the figures of a result do not come out again, or two engines"
    " contradict each other",
    ExitCode.DIFFERENT: "a condition of `compare` or `verify` does not hold, or `diff --exit-code`"
    " found differences",
    ExitCode.INTERRUPTED: "stopped by hand; the best so far was kept",
}
"""What each code means, as docs/commands.md and docs/ci.md have it."""


class Verdict(NamedTuple):
    """The exit code of an answer, and remarks for stderr that say why it is not 0."""

    code: ExitCode
    remarks: tuple[str, ...] = ()


DONE = Verdict(ExitCode.DONE)
STOPPED_SWEEP_REMARK = (
    "Stopped by hand: the settings that were not solved are missing; with --jobs FILE it can go on."
)
ALWAYS_SAID = frozenset({ExitCode.NOT_VERIFIED, ExitCode.DIFFERENT})
"""Codes whose remarks are the answer itself: --quiet keeps them."""


class NoAnswer(Exception):
    """A command ends without an answer: its exit code, and the sentence that says why."""

    def __init__(self, code: ExitCode, sentence: str) -> None:
        self.code, self.sentence = code, sentence
        super().__init__(sentence)


class MemoryLimitReached(NoAnswer):
    """The memory limit was reached before anything was found."""

    def __init__(self) -> None:
        sentence = "None found within the memory limit (not proved impossible)."
        super().__init__(ExitCode.NONE_FOUND, sentence)


def choose_solve_exit(
    result: "Result", require_optimal: bool = False, gap: Fraction | None = None
) -> Verdict:
    """Exit code of `solve`: verification first, then what the flags ask for.

    `gap` is the largest relative gap allowed for each objective that was worked on.
    """
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
    for applies, code, remark in reasons:
        if applies:
            return Verdict(code, (remark,) if remark else ())
    return DONE


def _is_within_gap(result: "Result", gap: Fraction) -> bool:
    """Whether the gap of every objective that was worked on is at most `gap`."""
    return result.status == "optimal" or all(
        each.gap is not None and Fraction(each.gap) <= gap for each in result.objective
    )


def choose_evaluate_exit(result: "Result") -> Verdict:
    """Exit code of `evaluate`: a broken rule is an answer, a failed verification is not."""
    if result.verification.ok:
        return DONE
    return Verdict(ExitCode.NOT_VERIFIED, (UNVERIFIED_REMARK,))


def choose_verify_exit(verification: "Verification", unmet: Iterable[str]) -> Verdict:
    """Exit code of `verify`: wrong figures first, then conditions that do not hold."""
    if not verification.ok:
        return Verdict(ExitCode.NOT_VERIFIED)
    return choose_compare_exit(unmet)


def choose_prove_exit(verdict: Verdict, again: "Result") -> Verdict:
    """Exit code of `verify --prove`: what was checked first, then whether it was proved again."""
    if verdict.code != ExitCode.DONE or again.status in ("optimal", "infeasible"):
        return verdict
    if again.termination == "interrupted":
        return Verdict(ExitCode.INTERRUPTED, ("Stopped by hand before it was proved again.",))
    return Verdict(ExitCode.NOT_PROVED, ("The engines did not prove it again in time.",))


def choose_compare_exit(unmet: Iterable[str]) -> Verdict:
    """Exit code of `compare`, from a sentence for each condition that does not hold."""
    remarks = tuple(unmet)
    return Verdict(ExitCode.DIFFERENT, remarks) if remarks else DONE


def choose_diff_exit(answer: "DiffAnswer", exit_code: bool) -> Verdict:
    """Exit code of `diff`; differences count only with --exit-code."""
    return Verdict(ExitCode.DIFFERENT) if exit_code and not answer.empty else DONE


def choose_study_exit(ended: "StudyEnd", status: str, found: bool) -> Verdict:
    """Exit code of `price`, `alternatives` and `frontier`: was anything found?"""
    if ended == "interrupted":
        return Verdict(ExitCode.INTERRUPTED)
    if status == "infeasible":
        return Verdict(ExitCode.IMPOSSIBLE)
    return DONE if found else Verdict(ExitCode.NONE_FOUND)


def choose_explain_exit(ended: "StudyEnd", status: str) -> Verdict:
    """Exit code of `explain`: impossible where that is proved, whatever else was found in time."""
    if ended == "interrupted":
        return Verdict(ExitCode.INTERRUPTED)
    if status == "infeasible":
        return Verdict(ExitCode.IMPOSSIBLE)
    return Verdict(ExitCode.NONE_FOUND) if status == "unknown" else DONE


def choose_stress_exit(answer: "StressAnswer") -> Verdict:
    """Exit code of `stress`: was there any design to try?"""
    if answer.ended == "interrupted":
        return Verdict(ExitCode.INTERRUPTED)
    if answer.designs:
        return DONE
    return Verdict(ExitCode.NONE_FOUND)


def choose_robust_exit(result: "Result", require_optimal: bool) -> Verdict:
    """Exit code of `robust`: as that of `solve`, with the proof over all cases."""
    return choose_solve_exit(result, require_optimal)


def choose_standards_exit(result: "Result") -> Verdict:
    """Exit code of `standards`: whether there is a design to show evidence of."""
    if result.lots:
        return DONE
    return Verdict(ExitCode.IMPOSSIBLE if result.proved_by else ExitCode.NONE_FOUND)


def choose_sweep_exit(answer: "SweepAnswer") -> Verdict:
    """Exit code of `sweep`: every row must be verified, and be there."""
    if not all(row.verified for row in answer.rows):
        return Verdict(ExitCode.NOT_VERIFIED, (UNVERIFIED_ROWS_REMARK,))
    return DONE if answer.complete else Verdict(ExitCode.INTERRUPTED, (STOPPED_SWEEP_REMARK,))


def choose_atlas_exit(settled: bool) -> Verdict:
    """Exit code of `atlas`: whether every design was looked at."""
    if settled:
        return DONE
    remark = "Stopped by hand: of some designs it is not known whether the market can carry them."
    return Verdict(ExitCode.INTERRUPTED, (remark,))


def choose_backtest_exit(answer: "BacktestAnswer") -> Verdict:
    """Exit code of `backtest`: every design must be verified; a notice may be left unjudged."""
    if answer.ended == "interrupted":
        return Verdict(ExitCode.INTERRUPTED, ("Stopped by hand; what was judged is kept.",))
    found = (row.findings for row in answer.notices)
    if all(each is None or each.verified for each in found):
        return DONE
    return Verdict(ExitCode.NOT_VERIFIED, (UNVERIFIED_ROWS_REMARK,))


def choose_bench_exit(complete: bool, sound: bool) -> Verdict:
    """Exit code of `bench`: ran to its end, and no answer was wrong."""
    if not complete:
        return Verdict(ExitCode.INTERRUPTED)
    return DONE if sound else Verdict(ExitCode.NOT_VERIFIED)


def choose_doctor_exit(well: bool) -> Verdict:
    """Exit code of `doctor`: whether all that is needed works."""
    return DONE if well else Verdict(ExitCode.NOT_VERIFIED)
