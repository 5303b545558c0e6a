"""The break-even study: the interval of each assumed figure in which the best design stays best."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lotdesign.design import Design, Route
from lotdesign.result.base import StudyEnd
from lotdesign.result.designs import list_unit_ids
from lotdesign.result.model import BreakEvenEnd, FigureBreakEven
from lotdesign.scenario.scenario import Scenario
from solver.break_even.assumed_figures import ReloadScenario, list_assumed_figures
from solver.break_even.designs_along_figure import DesignsAlongFigure, follow_designs
from solver.break_even.outward_search import OutwardSearch
from solver.break_even.varied_figure import VariedFigure
from solver.candidate_listing import TooManyLots, list_candidates
from solver.candidate_solve import solve_candidates
from solver.candidates.table import CandidateTable
from solver.enumeration.atlas import Atlas
from solver.enumeration.exact_cover import EnumerationRefused
from solver.progress import ProgressReporter
from solver.solve_context import SolveContext
from solver.study import OutOfTime, run_until_stopped

MOST_ENUMERATED_DESIGNS = 150_000
"""Designs of an atlas that are measured again and again; with more they are solved instead."""
MOST_VALUES_TRIED = 400
"""Values of a figure that are looked at with an atlas before only its ends are."""


class BestNotKnown(Exception):
    """The best design at some value could not be worked out."""


@dataclass
class BreakEvenStudy:
    """The figures as they are worked out."""

    scenario: Scenario
    telling: ProgressReporter
    means: SolveContext
    reload: ReloadScenario | None
    design: Design | None = None
    known: bool = False
    tipped: list[FigureBreakEven] = field(default_factory=list)
    ended: StudyEnd = "done"

    def work(self) -> None:
        """Finds out as much as time allows; what is found stays."""
        self.ended = run_until_stopped(self._work)

    def _work(self) -> StudyEnd:
        self.telling.begin_phase("context", "listing every design")
        atlas, facts = self._atlas(), None
        if atlas is None:
            try:
                facts = list_candidates(self.scenario)
            except TooManyLots:
                return "too many lots"
        self.design = self._first(atlas, facts)
        self.known = True
        if self.design is None:
            return "done"
        for figure in list_assumed_figures(self.scenario, self.reload):
            self.telling.begin_phase("context", f"how far the best holds: {figure.title}")
            self.tipped.append(self._tipping(figure, atlas, facts))
        return "done"

    def _atlas(self) -> Atlas | None:
        try:
            return Atlas.of(self.scenario, MOST_ENUMERATED_DESIGNS)
        except EnumerationRefused:
            return None

    def _first(self, atlas: Atlas | None, facts: CandidateTable | None) -> Design | None:
        if atlas is not None:
            best = atlas.answer().best
            return None if best is None else atlas.answer().design(best.design)
        assert facts is not None
        return self._solved(self.scenario, facts)

    def _tipping(
        self, figure: VariedFigure, atlas: Atlas | None, facts: CandidateTable | None
    ) -> FigureBreakEven:
        said = {
            "figure": figure.path,
            "title": figure.title,
            "unit": figure.unit,
            "value": figure.format_step(0),
            "least": figure.format_step(figure.low),
            "most": figure.format_step(figure.high),
        }
        try:
            found = self._from_atlas(figure, atlas) or self._by_solving(figure, facts)
        except BestNotKnown:
            return FigureBreakEven.model_validate(said | {"found": "not worked out"})
        below, above, proved = found
        ends = {"below": below, "above": above, "proved": proved}
        return FigureBreakEven.model_validate(said | {"found": "worked out"} | ends)

    def _from_atlas(
        self, figure: VariedFigure, atlas: Atlas | None
    ) -> tuple[BreakEvenEnd | None, BreakEvenEnd | None, bool] | None:
        """With all designs at hand; None where that will not do."""
        rules = self.scenario.active_rules
        unread = any(rule.reads_prices and rule.counted_amount is None for rule in rules)
        if atlas is None or figure.cost_response == "open" or unread:
            return None
        try:
            every = follow_designs(atlas, figure)
            return self._ends(figure, self._timed(every.find_best), self._throughout(every))
        except EnumerationRefused:
            return None

    def _throughout(self, every: DesignsAlongFigure) -> Callable[[int, int], bool]:
        assert self.design is not None
        position = every.atlas.find_position(self.design)
        assert position is not None, "the best design is one of all"
        return lambda low, high: every.stays_best(position, low, high)

    def _by_solving(
        self, figure: VariedFigure, facts: CandidateTable | None
    ) -> tuple[BreakEvenEnd | None, BreakEvenEnd | None, bool]:
        def best(step: int) -> Design | None:
            scenario = figure.build_scenario(step)
            return (
                None
                if scenario is None
                else self._solved(scenario, self._lots(figure, scenario, facts))
            )

        return self._ends(figure, self._timed(best), None)

    def _lots(
        self, figure: VariedFigure, scenario: Scenario, facts: CandidateTable | None
    ) -> CandidateTable:
        """The lots to choose from: the same ones where neither units nor the market change."""
        same = figure.cost_response not in ("market", "open") and facts is not None
        if same and facts is not None and facts.winners is None:
            return CandidateTable(scenario, facts.lots, routes=facts.routes)
        try:
            return list_candidates(scenario)
        except TooManyLots:
            raise BestNotKnown from None

    def _solved(self, scenario: Scenario, facts: CandidateTable) -> Design | None:
        found = solve_candidates(scenario, facts, self.means)
        if not found.proved or (found.design is not None and not found.tie_proved):
            raise OutOfTime if self.means.is_late else BestNotKnown
        return found.design

    def _timed(self, best: Callable[[int], Design | None]) -> Callable[[int], Design | None]:
        """The same, but no longer than there is time."""

        def in_time(step: int) -> Design | None:
            if self.means.is_late:
                raise OutOfTime
            return best(step)

        return in_time

    def _ends(
        self,
        figure: VariedFigure,
        best: Callable[[int], Design | None],
        stays: Callable[[int, int], bool] | None,
    ) -> tuple[BreakEvenEnd | None, BreakEvenEnd | None, bool]:
        assert self.design is not None
        outward = OutwardSearch(self.design, best, stays, MOST_VALUES_TRIED)
        below, sure_below = outward.find_first_change(figure.low)
        above, sure_above = outward.find_first_change(figure.high)
        return (
            self._end(figure, best, below, 1),
            self._end(figure, best, above, -1),
            sure_below and sure_above,
        )

    def _end(
        self,
        figure: VariedFigure,
        best: Callable[[int], Design | None],
        step: int | None,
        back: int,
    ) -> BreakEvenEnd | None:
        if step is None:
            return None
        design = best(step)
        valid = figure.build_scenario(step) is not None
        return BreakEvenEnd(
            last=figure.format_step(step + back),
            next=figure.format_step(step),
            becomes=("another" if design else "impossible") if valid else "invalid",
            lots=() if design is None else list_unit_ids(self.scenario, design),
            routes=list_routes_if_several(self.scenario, design),
        )


def list_routes_if_several(scenario: Scenario, design: Design | None) -> tuple[Route, ...]:
    """All routes where there are several to choose from."""
    if design is None or not scenario.routes.has_choice:
        return ()
    return tuple(lot.route for lot in design.lots)
