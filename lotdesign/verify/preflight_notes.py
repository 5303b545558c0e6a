"""Verifies what a result tells of the pre-flight: its notes, and the rules that contradict."""

from lotdesign.preflight.finding import PreflightFinding
from lotdesign.preflight.run import run_preflight
from lotdesign.result.model import Result
from lotdesign.result.proof_names import PREFLIGHT_ARITHMETIC
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.tally import VerificationTally


def check_preflight(scenario: Scenario, result: Result, tally: VerificationTally) -> None:
    """The notes are those of the scenario, and so is a conflict that they show."""
    _check_conflict(scenario, result, tally)
    if result.termination == "given":
        return
    if _stopped_before(result):
        return
    findings = run_preflight(scenario)
    notes = tuple(finding.text for finding in findings)
    tally.check_claim(result.preflight == notes, "pre-flight: its notes are not the scenario's")
    if PREFLIGHT_ARITHMETIC in result.proved_by:
        first = findings[0].rules if findings else ()
        shown = first if len(first) > 1 else ()
        tally.check_claim(result.conflict == shown, "conflict: not the rules of the first note")
        impossible = bool(findings) and findings[0].level == "impossible"
        tally.check_claim(impossible, "proved by the pre-flight, which rules nothing out")
    else:
        _check_not_ruled_out(findings, tally)


def _check_not_ruled_out(findings: tuple[PreflightFinding, ...], tally: VerificationTally) -> None:
    """What the pre-flight rules out is told as such, not searched for."""
    ruled_out = any(finding.level == "impossible" for finding in findings)
    tally.check_claim(not ruled_out, "the pre-flight rules every design out, and is no proof here")


def _stopped_before(result: Result) -> bool:
    """Whether the run was ended before it looked at all."""
    return not (result.preflight or result.lots) and result.status == "unknown"


def _check_conflict(scenario: Scenario, result: Result, tally: VerificationTally) -> None:
    """Rules in conflict are rules that are on, several, each once; only of what is impossible."""
    active = {rule.id for rule in scenario.active_rules}
    told = result.conflict
    known = set(told) <= active and len(set(told)) == len(told) and len(told) != 1
    tally.check_claim(known, "conflict: not several rules that are on, each once")
    possible = result.status != "infeasible"
    tally.check_claim(not (told and possible), "conflict: stated, and nothing is impossible")
