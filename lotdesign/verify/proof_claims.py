"""Verifies that what a result claims of its proof fits together.

Status, how the search ended, engines, proofs, and what a design that was given may not claim.
"""

from typing import get_args

from lotdesign.result.base import ComparedPart, SolveStatus, Termination
from lotdesign.result.model import Result
from lotdesign.result.proof_names import (
    LIST_OF_ALL_DESIGNS,
    PROOFS_WITHOUT_ENGINE,
    EngineName,
)
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.tally import VerificationTally
from lotdesign.words import join_words

PROVED: tuple[SolveStatus, ...] = ("optimal", "infeasible")

STOPPED_AFTER_PROOF: tuple[Termination, ...] = ("interrupted", "time limit", "memory limit")
"""How a run may end that has its proof and was still comparing."""


def check_proof_claims(scenario: Scenario, result: Result, tally: VerificationTally) -> None:
    """Status, end of the search, proofs and engines do not contradict each other."""
    _check_termination(len(scenario.objectives), result, tally)
    _check_provers(result, tally)
    _check_parts_left_out(scenario, result, tally)
    least, most = 0, 2 ** len(scenario.units) - 1
    if result.termination in ("given", "not listed"):
        most = 0
    tally.check_claim(
        least <= result.candidates <= most, f"candidates: {result.candidates:,} lots cannot be"
    )
    if result.termination == "given":
        _check_given(result, tally)


def _check_termination(asked: int, result: Result, tally: VerificationTally) -> None:
    """Status and end of the search; `asked` is the number of objectives."""
    proved = result.status in PROVED
    ended = result.termination == "proved" or (
        bool(result.left_out) and result.termination in STOPPED_AFTER_PROOF
    )
    tally.check_claim(
        ended if proved else result.termination != "proved",
        f"the result is called {result.status}, and the search ended as {result.termination!r}",
    )
    tally.check_claim(
        proved or not result.tie_proved,
        f"the result is called {result.status}, and its tie is called proved",
    )
    if result.status == "feasible" and result.candidates and len(result.objective) == asked:
        proofs = all(objective.proved for objective in result.objective)
        tally.check_claim(not proofs, "every objective is proved, and the design is not optimal")


def _check_provers(result: Result, tally: VerificationTally) -> None:
    """Only what is proved has provers: engines that were asked, or arithmetic that is known."""
    known = (*get_args(EngineName), LIST_OF_ALL_DESIGNS)
    asked = tuple(result.engine.name.split(" and ")) if result.engine.name else ()
    in_order = tuple(name for name in known if name in asked)
    tally.check_claim(asked == in_order, f"engine: {result.engine.name!r} is none that there is")
    strange = [name for name in result.proved_by if name not in (*asked, *PROOFS_WITHOUT_ENGINE)]
    tally.check_claim(not strange, f"proved by {join_words(strange)}, which was not asked")
    engine = result.engine
    ran = engine.seed >= 0 and engine.workers >= 0 and (engine.seconds or 0) >= 0
    tally.check_claim(ran, "engine: a seed, threads or seconds below 0")
    once = len(set(result.proved_by)) == len(result.proved_by)
    tally.check_claim(once, "proved by the same twice")
    if result.status not in PROVED:
        tally.check_claim(
            not result.proved_by, f"the result is called {result.status}, and proved by somebody"
        )
    elif result.status == "optimal" or result.candidates:
        tally.check_claim(bool(result.proved_by), f"called {result.status}, and nobody proved it")


def _check_parts_left_out(scenario: Scenario, result: Result, tally: VerificationTally) -> None:
    """Parts that are left out stand once each, in their order, and could have been there."""
    possible: dict[ComparedPart, bool] = {
        "comparisons": True,
        "ladder": True,
        "divided": bool(result.lots and scenario.divided),
        "effects": bool(result.status == "optimal" and scenario.active_rules),
    }
    expected = tuple(p for p in get_args(ComparedPart) if possible[p] and p in result.left_out)
    tally.check_claim(
        result.left_out == expected, "left out: parts twice, out of order, or never due"
    )


def _check_given(result: Result, tally: VerificationTally) -> None:
    """Of a given design nothing is proved, and it is compared with no other."""
    empty = {
        "comparisons": result.comparisons,
        "ladder": result.ladder,
        "divided services": result.divided,
        "left out": result.left_out,
        "break-even values": result.tipping,
        "pre-flight": result.preflight,
    }
    for what, stated in empty.items():
        tally.check_claim(not stated, f"{what}: of a given design there are none")
