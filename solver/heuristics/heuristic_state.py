"""What construction, annealing and large-neighbourhood search share: the incumbent and its run."""

from dataclasses import dataclass
from random import Random

from lotdesign.measures.base import Measure
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.heuristics.incumbent_lots import IncumbentLot
from solver.heuristics.regional_candidates import RegionalCandidates
from solver.model.award_variables import decode_winner
from solver.model.goals import GoalValue
from solver.solve_context import SolveContext


@dataclass(frozen=True, slots=True)
class IncumbentDesign:
    """Lots that hold every unit once.

    `value` is the signed value of the first objective; None while the design is not known to be
    admissible.
    """

    lots: tuple[IncumbentLot, ...] = ()
    value: GoalValue | None = None


@dataclass
class HeuristicState:
    """A heuristic run on one scenario, with its incumbent and its one stream of random numbers."""

    scenario: Scenario
    context: SolveContext
    random: Random
    regional_candidates: RegionalCandidates
    incumbent: IncumbentDesign = IncumbentDesign()
    is_interrupted: bool = False

    @property
    def is_over(self) -> bool:
        """Whether Ctrl-C was pressed or the deadline has passed."""
        return self.is_interrupted or self.context.is_late

    @property
    def measure(self) -> Measure:
        """That of the first objective."""
        return MEASURES[self.scenario.objectives[0].measure]

    def accept(self, incumbent: IncumbentDesign) -> None:
        """Replaces the incumbent, and reports its value where that is new."""
        if incumbent.value is not None and incumbent.value != self.incumbent.value:
            value = self.measure.sign * incumbent.value
            self.context.report_progress(self.measure, value, None)
            self._tell(incumbent.lots)
        self.incumbent = incumbent

    def _tell(self, lots: tuple[IncumbentLot, ...]) -> None:
        winners = [each.winner for each in lots if each.winner is not None]
        award = tuple(map(decode_winner, winners)) if len(winners) == len(lots) else None
        self.context.tell_lots((each.lot for each in lots), award)
