"""The outcome of a solve: best design, award, objective values and bounds, and what is proved."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lotdesign.design import Award, Design
from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import WithdrawalFallback
from lotdesign.result.base import SolveStatus, Termination
from lotdesign.result.build import ReachedObjective
from solver.backends.base import Engine
from solver.backends.portfolio import PortfolioEngine
from solver.backends.registry import ENGINE_TITLES, EngineName, list_engine_names
from solver.candidates.table import CandidateTable
from solver.exact.lexicographic import LexicographicResult


@dataclass(frozen=True)
class SolveOutcome:
    """The best design found, or that there is none.

    `proved`: no admissible design is better; without a design, none is admissible. `tie_proved`:
    the design is also the canonical one of all that are equally good. `reached` has an entry for
    each objective that was optimised. Unless `all_listed`, `candidates` are only some of those
    that there are.

    `engines_asked` took part; `proved_by` names what is the proof: engines, or a method of
    solver/proofs.py.
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
    proved_by: tuple[str, ...] = ()
    engines_asked: tuple[EngineName, ...] = ()

    @classmethod
    def without_design(
        cls, candidates: CandidateTable, proved: bool, interrupted: bool = False
    ) -> "SolveOutcome":
        """No design: none is admissible where that is `proved`, none was found otherwise."""
        return cls(None, None, (), proved, False, interrupted, candidates)

    @property
    def status(self) -> SolveStatus:
        """The status of a result."""
        if self.design is None:
            return "infeasible" if self.proved else "unknown"
        return "optimal" if self.proved else "feasible"

    def describe_termination(self, is_late: bool) -> Termination:
        """What ended the solve, given whether its deadline has passed."""
        if self.proved:
            return "proved"
        if self.interrupted:
            return "interrupted"
        return "time limit" if self.all_listed or is_late else "not listed"

    def attribute_to(self, engine: Engine) -> "SolveOutcome":
        """The same, found by this engine."""
        used = _list_engines_used(engine)
        return replace(self, proved_by=used if self.proved else (), engines_asked=used)

    def merge(self, later: "SolveOutcome") -> "SolveOutcome":
        """The better of two designs, with the nearer of two bounds on the first objective.

        Of equally good designs the later one, found by the strategy that followed this one's.
        """
        if self.design is None or later.proved:
            return later
        if not later.reached:
            return replace(self, interrupted=later.interrupted)
        mine, theirs = self.reached[0], later.reached[0]
        sign = mine.measure.sign
        best = later if sign * theirs.value <= sign * mine.value else self
        bounds = [sign * each.bound for each in (mine, theirs) if each.bound is not None]
        first = replace(best.reached[0], bound=sign * max(bounds) if bounds else None)
        return replace(
            best,
            reached=(first, *best.reached[1:]),
            all_listed=later.all_listed,
            interrupted=later.interrupted,
        )


def _list_engines_used(engine: Engine) -> tuple[EngineName, ...]:
    used = set(list_engine_names(engine.name))
    if isinstance(engine, PortfolioEngine):
        used = engine.engines_used
    return tuple(name for name in ENGINE_TITLES if name in used)


def build_outcome(
    candidates: CandidateTable,
    selected: LexicographicResult,
    design: Design,
    award: Award | None = None,
    fallbacks: Mapping[int, WithdrawalFallback] | None = None,
) -> SolveOutcome:
    """The outcome of a lexicographic solve whose solution is this design.

    Objective values that are not proved are measured anew: in a solution that is not yet optimal
    auxiliary variables may still be loose.
    """
    reached = selected.reached
    if not selected.proved:
        evaluation = Evaluation(candidates.scenario, design, award)
        reached = tuple(e if e.proved else _measure_reached(evaluation, e) for e in reached)
    return SolveOutcome(
        design,
        award,
        reached,
        selected.proved,
        selected.tie_proved,
        selected.interrupted,
        candidates,
        fallbacks or {},
    )


def _measure_reached(evaluation: Evaluation, reached: ReachedObjective) -> ReachedObjective:
    """What was reached, with the value that the design measures and a bound no worse than it."""
    measure = reached.measure
    if measure.needs_certificate and evaluation.award is None:
        return reached
    value, bound = measure.evaluate(evaluation), reached.bound
    if bound is not None:
        bound = measure.sign * min(measure.sign * bound, measure.sign * value)
    return replace(reached, value=value, bound=bound)
