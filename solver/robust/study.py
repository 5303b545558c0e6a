"""`robust`: the design whose largest regret over the cases is least."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction

from lotdesign.design import Design
from lotdesign.evaluation import Evaluation
from lotdesign.faults import EngineContradiction, Fault, InputFaults
from lotdesign.measures.base import Measure
from lotdesign.result.base import StudyEnd
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from solver.backends.base import Engine
from solver.candidate_listing import TooManyLots
from solver.deadline import OutOfTime, limit_deadline
from solver.robust.answer import build_robust_result
from solver.robust.awarded_case import find_best_with_award
from solver.robust.case_bound import add_relaxation_bound, leaves_out_award
from solver.robust.joint_design import find_joint_design
from solver.robust.minimax_regret import (
    MOST_LOTS_OF_ONE_MODEL,
    MinimaxOutcome,
    minimise_largest_regret,
)
from solver.robust.regret_bound import bound_by_relaxation
from solver.robust.regret_model import RegretModel, SharedLots, share_lots
from solver.robust.regrets import CaseRegrets, compute_regrets, get_reference
from solver.solve_context import RunOptions, SolveContext
from solver.stress.regret import CaseByFirstObjective, CaseOptimum
from solver.study import Study, run_study
from solver.study_listing import list_studied_candidates

SHARES_OF_SEARCH, SHARES_OF_SEARCH_IN_TIGHT_MARKET = 2, 8
"""Shares of the time that the search over all cases gets, where each case gets one."""
TRIAL_SHARE, TRIAL_SECONDS = 0.1, 5.0
"""Share of the time for a first look at the first case among many lots; seconds at most."""
JOINT_SHARE = 0.25
"""Share of the time left for a first design that every case admits, where the market is tight."""
BOUND_SHARE, BOUND_SECONDS = 0.7, 30.0
"""Share of the time left for a bound by the awards of all cases, where the market is tight."""
IMPROVING_SHARE = 0.7
"""Share of the time left after it for a design with less regret."""
SHARE_WITHOUT_DESIGN = 0.35
"""Share of the time left for a case as long as no design is known to begin with."""
JUDGING_SECONDS = 3.0
"""Seconds for the awards of designs that a stopped search told."""
MOST_TOLD = 3
"""Designs of a search that are kept, those told last."""


def find_robust_design(scenario: Scenario, options: RunOptions) -> Result:
    """The verified result of the design with the least largest regret over the scenario's cases.

    Ctrl-C and the time limit keep the best so far. Raises InputFaults where there is no case,
    EngineContradiction where two engines cannot both be right.
    """
    if not scenario.cases:
        right = 'add a [[case]]: an id, and what changes, as set = ["money.uplift=3%"]'
        raise InputFaults([Fault(f"{scenario.name}, case", right)])
    return run_study(lambda context: RobustStudy(scenario, context), options)


@dataclass
class RobustStudy(Study[Result]):
    """What is known of the cases and of the designs tried in all of them."""

    cases: tuple[CaseByFirstObjective, ...] = field(init=False)
    optima: list[CaseOptimum] = field(default_factory=list)
    tried: dict[Design, CaseRegrets | None] = field(default_factory=dict)
    outcome: MinimaxOutcome | None = None
    lot_count: int = 0
    too_many_lots: bool = False
    _shared: SharedLots | None = None
    _is_tight: bool = False
    _lowest: Fraction | None = None
    _told: list[Callable[[], Design]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cases = tuple(map(CaseByFirstObjective, self.scenario.cases))

    @property
    def measure(self) -> Measure:
        """The measure of the first objective."""
        return self.cases[0].measure

    @property
    def cases_without_design(self) -> tuple[str, ...]:
        """The ids of the cases that are proved to have no admissible design."""
        return tuple(
            case.case.id
            for case, optimum in zip(self.cases, self.optima, strict=False)
            if optimum.proved and optimum.value is None
        )

    def work(self) -> StudyEnd:
        """Finds the best of each case, then the best design over all cases."""
        context = self.context.leave_time_to_close(self.scenario)
        joint = self._find_joint_design(context)
        self._solve_cases(context.start_from(joint))
        if self.cases_without_design:
            return "done"
        for design in (joint, *(optimum.design for optimum in self.optima)):
            if design is not None:
                self._try_in_all(design, context)
        if any(each.value is None and each.bound is None for each in self.optima):
            return "time limit" if context.is_late else "too many lots"
        self._report("the design that is never far from the best", len(self.cases))
        context.require_time()
        shared = self._share_lots(context)
        if shared is None:
            self.too_many_lots = True
            return "too many lots"
        self._search(shared, context)
        return "done" if self.is_proved or not context.is_late else "time limit"

    @property
    def is_proved(self) -> bool:
        """Whether the answer is: the best design, or that there is none."""
        if self.cases_without_design:
            return True
        return (
            self.outcome is not None
            and self.outcome.proved
            and all(optimum.proved for optimum in self.optima)
        )

    @property
    def best(self) -> tuple[Design, CaseRegrets] | None:
        """The best of the designs tried in all cases."""
        found = [(design, known) for design, known in self.tried.items() if known is not None]
        return min(found, key=lambda each: each[1].rank(each[0]), default=None)

    @property
    def engine(self) -> Engine:
        """The engine for the awards of single designs."""
        return self.context.engine

    @property
    def is_tie_proved(self) -> bool:
        """Whether the design is the first of those that are equally good."""
        return self.outcome is None or self.outcome.design is None or self.outcome.tie_proved

    @property
    def are_bounded(self) -> bool:
        """Whether of every case a value is known that no design is better than."""
        known = [each.proved or each.bound is not None for each in self.optima]
        return len(known) == len(self.cases) and all(known)

    @property
    def bound(self) -> Fraction:
        """A largest regret that no design is below, counted from the best design of each case.

        The search counts from what no design of a case is better than, so that what is open there
        comes off.
        """
        lowest = self._lowest or Fraction(0)
        if self.outcome is None or self.outcome.bound is None:
            return lowest
        sign = self.measure.sign
        open_ = (
            sign * (optimum.value - get_reference(optimum))
            for optimum in self.optima
            if optimum.value is not None
        )
        return max(self.outcome.bound - max(open_, default=Fraction(0)), lowest)

    def _report(self, note: str, done: int) -> None:
        self.context.progress.report_step(note, done, len(self.cases) + 1)

    def _share_lots(self, context: SolveContext) -> SharedLots | None:
        """The lots that every case allows; None where there are too many to list."""
        if self._shared is None:
            with suppress(TooManyLots):
                listed = list_studied_candidates(self.cases[0].scenario, context)
                self._shared = share_lots(self.cases, listed)
        return self._shared

    def _find_joint_design(self, context: SolveContext) -> Design | None:
        """A design that every case admits, to begin with, where the market is tight in some case.

        That is where among many lots the best of the first case is not found soon, or cannot be
        awarded in another. Regret does not matter yet: what is small is the sum of the aims.
        """
        if not all(map(leaves_out_award, self.cases)):
            return None
        shared = self._share_lots(context)
        if shared is None or len(shared.lots) <= MOST_LOTS_OF_ONE_MODEL:
            return None
        self._report("the best design where market and rules allow every case", 0)
        seconds = context.share_of_time_left(TRIAL_SHARE) or TRIAL_SECONDS
        trial = context.limit_to(min(seconds, TRIAL_SECONDS))
        first = self.cases[0].find_best(trial)
        if first.design is not None and self._is_admissible_in_all(first.design, context):
            return first.design
        model = RegretModel(
            self.cases, shared, (0,) * len(self.cases), context.use_solving_engine()
        )
        if not model.is_linear:
            return first.design
        share = context.share_of_time_left(JOINT_SHARE)
        self._is_tight = True
        found, _ = find_joint_design(model, context.limit_to(share).deadline)
        return found or first.design

    def _is_admissible_in_all(self, design: Design, context: SolveContext) -> bool:
        return all(case.evaluate(design, context) is not None for case in self.cases)

    def _solve_cases(self, context: SolveContext) -> None:
        """Find the best of each case, each beginning with the design of the one before."""
        start = context
        for done, case in enumerate(self.cases):
            self._report(f"the best design where {case.case.name}", done)
            context.require_time()
            own = SHARES_OF_SEARCH_IN_TIGHT_MARKET if self._is_tight else SHARES_OF_SEARCH
            share = 1 / (len(self.cases) - done + own)
            if start.start_design is None:
                share = max(share, SHARE_WITHOUT_DESIGN)
            limited = start.limit_to(context.share_of_time_left(share))
            if self._is_tight:
                # From a design known before, branch and cut does not dive for a better one.
                optimum = find_best_with_award(case, limited.start_from(None))
            else:
                optimum = case.find_best(limited)
            self.optima.append(add_relaxation_bound(case, optimum, context))
            if optimum.design is not None:
                start = context.start_from(optimum.design)  # whose winners may be gone there

    def _try_in_all(self, design: Design, context: SolveContext) -> CaseRegrets | None:
        """The design's values in all cases; None where it is not admissible in each.

        A value that is better than the best known of a case replaces that. Raises OutOfTime.
        """
        if design not in self.tried:
            evaluations: list[Evaluation] = []
            for case in self.cases:
                evaluation = case.judge(design, context)
                if evaluation is None:
                    break
                evaluations.append(evaluation)
            values = [self.measure.evaluate(each) for each in evaluations]
            for number, value in enumerate(values):
                self.optima[number] = self.cases[number].improve(self.optima[number], [value])
            whole = len(values) == len(self.cases)
            self.tried[design] = (
                compute_regrets(self.measure, values, self.optima, evaluations) if whole else None
            )
        return self.tried[design]

    def _search(self, shared: SharedLots, context: SolveContext) -> None:
        self.lot_count = shared.lots.unit_set_count
        if not len(shared.lots):
            self.outcome = MinimaxOutcome(None, None, proved=True, tie_proved=False)
            return
        context = context.use_solving_engine()
        model = self._build_model(shared, context)
        if self._is_tight:
            self._search_tight_market(model, context)
        known = self.best
        start, largest = (None, None) if known is None else (known[0], known[1].largest)
        self.outcome = minimise_largest_regret(
            model, start, largest, lambda design: self._try_in_all(design, context)
        )
        if self.outcome.design is not None:
            found = self._try_in_all(self.outcome.design, replace(context, deadline=None))
            self._require_agreement(found, self.outcome)
        elif self.outcome.proved:
            self._confirm_impossible(shared, context)

    def _search_tight_market(self, model: RegretModel, context: SolveContext) -> None:
        """Bound the least largest regret by the awards of all cases, and look for less regret."""
        values = [each.value for each in self.optima if each.value is not None]
        if len(values) == len(self.cases):
            seconds = context.share_of_time_left(BOUND_SHARE)
            reached = replace(model, references=tuple(self.measure.sign * each for each in values))
            self._lowest = bound_by_relaxation(
                reached, BOUND_SECONDS if seconds is None else seconds
            )
        if self.best is not None:
            share = context.share_of_time_left(IMPROVING_SHARE)
            deadline = context.limit_to(share).deadline
            design, _ = find_joint_design(model, deadline, self.best[0])
            if design is not None:
                self._try_in_all(design, context)

    def _build_model(self, shared: SharedLots, context: SolveContext) -> RegretModel:
        """The model of all cases, regret counted from what no design can be better than."""
        sign = self.measure.sign
        references = tuple(sign * get_reference(optimum) for optimum in self.optima)
        return RegretModel(self.cases, shared, references, context, tell=self._hear)

    def _hear(self, read: Callable[[], Design]) -> None:
        self._told = [*self._told[1 - MOST_TOLD :], read]

    def _require_agreement(self, found: CaseRegrets | None, outcome: MinimaxOutcome) -> None:
        """Raises EngineContradiction where the design does not measure what the model says."""
        if found is None:
            raise EngineContradiction(("a design was found that some case does not admit",))
        if outcome.proved and found.largest != outcome.bound:
            raise EngineContradiction(
                (f"a largest regret of {outcome.bound} was proved, and it is {found.largest}",)
            )

    def _confirm_impossible(self, shared: SharedLots, context: SolveContext) -> None:
        """Ask a second engine for any design that all cases admit, where "auto" was chosen."""
        if context.choice != "auto":
            return
        model = self._build_model(shared, context.use_engine("highs"))
        second = minimise_largest_regret(
            model, None, None, lambda design: self._try_in_all(design, context)
        )
        if second.design is not None:
            raise EngineContradiction(
                ("one engine calls the cases impossible together, another has a design",)
            )
        assert self.outcome is not None
        self.outcome = replace(self.outcome, proved=second.proved)

    def describe(self) -> Result:
        """Builds the verified result from what is known, told designs included."""
        if self.outcome is None and len(self.optima) == len(self.cases):
            self._judge_told()
        return build_robust_result(self)

    def describe_so_far(self) -> Result:
        """The result while `work` goes on, as if it had been interrupted now."""
        return self.describe().model_copy(update={"termination": "interrupted"})

    def _judge_told(self) -> None:
        """Try the designs that the search has told, as far as there is time for their awards."""
        context = replace(self.context, deadline=limit_deadline(None, JUDGING_SECONDS))
        for read in reversed(self._told):
            try:
                self._try_in_all(read(), context)
            except OutOfTime:
                return
