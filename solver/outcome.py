"""The outcome of a solve: best design, award, objective values and bounds, and what is proved."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lotdesign.design import Award, Design
from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import WithdrawalFallback
from lotdesign.result.base import SolveStatus
from lotdesign.result.build import ReachedObjective
from solver.candidates.table import CandidateTable
from solver.exact.lexicographic import LexicographicResult


@dataclass(frozen=True)
class SolveOutcome:
    """The best design, or that there is none.

    `proved` says that nothing admissible is better, or without a design that nothing is
    admissible. `reached` has an entry for each objective that was worked on. Unless `listed`,
    `facts` are not all the candidates that there are.
    """

    design: Design | None
    award: Award | None
    reached: tuple[ReachedObjective, ...]
    proved: bool
    tie_proved: bool
    interrupted: bool
    candidates: CandidateTable
    fallbacks: Mapping[int, WithdrawalFallback] = field(default_factory=dict)
    all_listed: bool = True


def build_outcome(
    facts: CandidateTable,
    selected: LexicographicResult,
    design: Design | None,
    award: Award | None = None,
    without: Mapping[int, WithdrawalFallback] | None = None,
) -> SolveOutcome:
    reached = selected.reached
    if design is not None and not selected.proved:
        reached = _replace_unproved_values(Evaluation(facts.scenario, design, award), reached)
    return SolveOutcome(
        design,
        award,
        reached,
        selected.proved,
        selected.tie_proved,
        selected.interrupted,
        facts,
        without or {},
    )


def _replace_unproved_values(
    ledger: Evaluation, reached: tuple[ReachedObjective, ...]
) -> tuple[ReachedObjective, ...]:
    """What was reached, an unproved value replaced by what the design measures.

    In a solution that is not yet optimal auxiliary variables may still be loose.
    """
    return tuple(each if each.proved else _measure_reached(ledger, each) for each in reached)


def _measure_reached(ledger: Evaluation, reached: ReachedObjective) -> ReachedObjective:
    measure = reached.measure
    if measure.needs_certificate and ledger.award is None:
        return reached
    value, bound = measure.evaluate(ledger), reached.bound
    if bound is not None:
        bound = measure.sign * min(measure.sign * bound, measure.sign * value)
    return replace(reached, value=value, bound=bound)


def status_of(found: SolveOutcome) -> SolveStatus:
    """The result's word for how a search ended."""
    if found.design is None:
        return "infeasible" if found.proved else "unknown"
    return "optimal" if found.proved else "feasible"
