"""The break-even study (command `tipping`): where another design becomes the best.

For each assumed figure, all others staying: the interval in which the best design stays so. With
few designs all of them are enumerated, and intervals are proved by bounds; else the scenario is
solved again at single values.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from lotdesign.design import Design, Route
from lotdesign.result.base import StudyEnd
from lotdesign.result.designs import list_unit_ids
from lotdesign.result.model import BreakEvenEnd, FigureBreakEven
from lotdesign.result.sensitivity import TippingAnswer
from lotdesign.scenario.scenario import Scenario
from solver.break_even.assumed_figures import (
    ReloadScenario,
    VariedFigure,
    list_assumed_figures,
    list_unfollowed_figures,
)
from solver.break_even.designs_along_figure import DesignsAlongFigure
from solver.break_even.outward_search import BestDesigns, OutwardSearch
from solver.candidate_listing import TooManyLots, list_candidates
from solver.candidate_solve import solve_candidates
from solver.candidates.table import CandidateTable
from solver.enumeration.atlas import Atlas
from solver.enumeration.exact_cover import EnumerationRefused
from solver.outcome import SolveOutcome
from solver.solve_context import RunOptions, SolveContext
from solver.study import OutOfTime, Study, run_study
from solver.study_listing import plan_inside_bands

MOST_ENUMERATED_DESIGNS = 150_000
"""With more designs the scenario is solved again instead of measuring all of them."""

OPTIMUM_SECONDS = 20.0
"""Seconds after which the best of few, large lots at one value counts as not worked out."""

FIGURES_NOTE = "how far each assumed figure may move"


class BestNotKnown(Exception):
    """The best design at some value could not be computed."""


def analyse_break_even(
    scenario: Scenario, reload: ReloadScenario | None, options: RunOptions
) -> TippingAnswer:
    """How far each assumed figure may move before another design is best.

    Figures that change what units cost are followed only with `reload`. Ctrl-C and the time limit
    keep what was found; the answer says how it ended.
    """
    return run_study(lambda context: BreakEvenStudy(scenario, context, reload), options)


@dataclass
class BreakEvenStudy(Study[TippingAnswer]):
    """The best design, and the interval of each figure in which it stays so."""

    reload: ReloadScenario | None
    best: Design | None = None
    is_best_known: bool = False
    figures: list[FigureBreakEven] = field(default_factory=list)
    _atlas: Atlas | None = None
    _candidates: CandidateTable | None = None
    _in_bands: bool = False

    def work(self) -> StudyEnd:
        """Finds the best design, then the interval of each figure."""
        self.context.progress.begin_phase("context", "listing every design")
        try:
            self._atlas = Atlas.of(self.scenario, MOST_ENUMERATED_DESIGNS)
        except EnumerationRefused:
            try:
                self._in_bands = plan_inside_bands(self.scenario, self.context) is not None
                if not self._in_bands:
                    self._candidates = list_candidates(self.scenario)
            except TooManyLots:
                return "too many lots"
        self.best = self._find_best()
        self.is_best_known = True
        if self.best is not None:
            figures = list_assumed_figures(self.scenario, self.reload)
            for done, figure in enumerate(figures):
                self.context.progress.report_step(FIGURES_NOTE, done, len(figures))
                self.figures.append(self._analyse_figure(figure, self.best))
        return "done"

    def describe(self) -> TippingAnswer:
        """Builds the answer."""
        nothing = "infeasible" if self.is_best_known else "unknown"
        return TippingAnswer.model_validate(
            {
                **self.describe_run(),
                "status": nothing if self.best is None else "optimal",
                "lots": () if self.best is None else list_unit_ids(self.scenario, self.best),
                "routes": _list_routes_if_several(self.scenario, self.best),
                "figures": tuple(self.figures),
                "left_out": () if self.reload else list_unfollowed_figures(self.scenario),
            }
        )

    def _find_best(self) -> Design | None:
        if self._atlas is not None:
            answer = self._atlas.answer()
            return None if answer.best is None else answer.design(answer.best.design)
        if self._in_bands:
            return _solve_in_bands(self.scenario, None, self.context)
        assert self._candidates is not None
        return _solve_to_the_end(self.scenario, self._candidates, self.context)

    def _analyse_figure(self, figure: VariedFigure, best: Design) -> FigureBreakEven:
        described = {
            "figure": figure.path,
            "title": figure.title,
            "unit": figure.unit,
            "value": figure.format_step(0),
            "least": figure.format_step(figure.low),
            "most": figure.format_step(figure.high),
        }
        start = best if self._in_bands else None
        solved = SolvedAlongFigure(figure, self._candidates, self.context, start)
        try:
            ends = self._find_ends_by_listing(figure, best)
            ends = ends or self._find_ends(figure, best, solved)
        except BestNotKnown:
            return FigureBreakEven.model_validate(described | {"found": "not worked out"})
        return FigureBreakEven.model_validate(described | {"found": "worked out"} | ends)

    def _find_ends_by_listing(self, figure: VariedFigure, best: Design) -> dict[str, object] | None:
        """The ends by enumeration; None where that cannot tell."""
        rules = self.scenario.active_rules
        unbounded = any(rule.reads_prices and rule.counted_amount is None for rule in rules)
        if self._atlas is None or figure.cost_response == "unknown" or unbounded:
            return None
        try:
            source = DesignsAlongFigure(self._atlas, figure, best, self.context)
            return self._find_ends(figure, best, source)
        except EnumerationRefused:
            return None

    def _find_ends(
        self, figure: VariedFigure, best: Design, source: BestDesigns
    ) -> dict[str, object]:
        search = OutwardSearch(best, source)
        below, below_proved = search.find_first_change(figure.low)
        above, above_proved = search.find_first_change(figure.high)
        return {
            "below": self._describe_end(figure, source, below, 1),
            "above": self._describe_end(figure, source, above, -1),
            "proved": below_proved and above_proved,
        }

    def _describe_end(
        self, figure: VariedFigure, source: BestDesigns, step: int | None, back: int
    ) -> BreakEvenEnd | None:
        """What is best at a step instead; one step back the study's design is the best."""
        if step is None:
            return None
        design = source.find_best(step)
        is_valid = figure.build_scenario(step) is not None
        return BreakEvenEnd(
            last=figure.format_step(step + back),
            next=figure.format_step(step),
            becomes=("another" if design else "impossible") if is_valid else "invalid",
            lots=() if design is None else list_unit_ids(self.scenario, design),
            routes=_list_routes_if_several(self.scenario, design),
        )


@dataclass(frozen=True)
class SolvedAlongFigure:
    """The best designs along a figure, each by a solve; `candidates` are those at step 0.

    Of few, large lots `start` is the best design at step 0, and each solve lists inside bands.
    """

    figure: VariedFigure
    candidates: CandidateTable | None
    context: SolveContext
    start: Design | None = None
    proves_intervals: ClassVar[bool] = False

    def find_best(self, step: int) -> Design | None:
        """The best design at a step, None where there is none or the scenario is not valid.

        Raises OutOfTime when late, BestNotKnown where it could not be proved.
        """
        self.context.require_time()
        scenario = self.figure.build_scenario(step)
        if scenario is None:
            return None
        if self.start is not None:
            return _solve_in_bands(scenario, self.start, self.context)
        return _solve_to_the_end(scenario, self._list_candidates(scenario), self.context)

    def stays_best(self, low: int, high: int) -> bool:
        """Shows nothing: solves tell of single values alone."""
        return False

    def _list_candidates(self, scenario: Scenario) -> CandidateTable:
        """The candidates; the same ones where neither units nor the market change."""
        base = self.candidates
        is_money = self.figure.cost_response not in ("market", "unknown")
        if is_money and base is not None and base.winners is None:
            return CandidateTable(scenario, base.lots, routes=base.routes)
        try:
            return list_candidates(scenario)
        except TooManyLots:
            raise BestNotKnown from None


def _solve_to_the_end(
    scenario: Scenario, candidates: CandidateTable, context: SolveContext
) -> Design | None:
    """The best design, proved and canonical; None, proved, where there is none."""
    return _read_best(solve_candidates(scenario, candidates, context), context)


def _solve_in_bands(
    scenario: Scenario, start: Design | None, context: SolveContext
) -> Design | None:
    """The best design of few, large lots, proved and canonical; None, proved, for none."""
    from solver.comparisons.large_lots import solve_large_lots

    limited = context.limit_to(OPTIMUM_SECONDS).use_solving_engine()
    return _read_best(solve_large_lots(scenario, limited.start_from(start)), context)


def _read_best(outcome: SolveOutcome, context: SolveContext) -> Design | None:
    if not outcome.proved or (outcome.design is not None and not outcome.tie_proved):
        raise OutOfTime if context.is_late else BestNotKnown
    return outcome.design


def _list_routes_if_several(scenario: Scenario, design: Design | None) -> tuple[Route, ...]:
    """The route of each lot, where there are several to choose from."""
    if design is None or not scenario.routes.has_choice:
        return ()
    return tuple(lot.route for lot in design.lots)
