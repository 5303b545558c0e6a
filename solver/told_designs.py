"""Designs that a run tells as it finds them, so that whoever ends it loses nothing."""

import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lotdesign.design import Award, Design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import ReachedObjective
from lotdesign.rules.common import find_certificate_fault
from lotdesign.scenario.scenario import Scenario
from solver.awards.certificates import find_fallbacks
from solver.backends.base import EngineSettings
from solver.backends.cp_sat import CpSatEngine
from solver.candidate_listing import tabulate_lots
from solver.candidate_solve import solve_candidates
from solver.deadline import has_passed, limit_deadline
from solver.exact.search import Undecided
from solver.outcome import SolveOutcome
from solver.solve_context import DesignReader, SolveContext

MOST_KEPT = 8
"""Designs that are kept, those told last."""


@dataclass
class ToldDesigns:
    """The designs that were told last, and the nearest bound on each measure; from any thread."""

    count: int = 0
    bounds: dict[str, MeasureValue] = field(default_factory=dict)
    _last: "deque[DesignReader]" = field(default_factory=lambda: deque(maxlen=MOST_KEPT))
    _turn: threading.Lock = field(default_factory=threading.Lock)

    @property
    def state(self) -> tuple[int, tuple[tuple[str, MeasureValue], ...]]:
        """What has been told, so that one sees whether there is anything new."""
        with self._turn:
            return self.count, tuple(self.bounds.items())

    def tell(self, read: DesignReader) -> None:
        """Keep a design that was found, whole or not: it is judged when it is asked for."""
        with self._turn:
            self._last.append(read)
            self.count += 1

    def hear(self, measure: Measure, bound: MeasureValue | None) -> None:
        """Keep the nearest bound on a measure."""
        if bound is not None:
            with self._turn:
                known = self.bounds.get(measure.name, bound)
                self.bounds[measure.name] = measure.sign * max(
                    measure.sign * known, measure.sign * bound
                )

    def find_best(self, scenario: Scenario, seconds: float) -> SolveOutcome | None:
        """The best of the designs told last that are admissible, with the bound on its first aim.

        Those told last are judged first, for about so many seconds.
        """
        with self._turn:
            readers = list(self._last)
        found: list[SolveOutcome] = []
        deadline = limit_deadline(None, seconds)
        for design, award in _read_distinct(reversed(readers)):
            if found and has_passed(deadline):
                break
            outcome = _judge(scenario, design, award, deadline)
            found += [] if outcome is None else [outcome]
        best = min(found, key=_list_signed_values, default=None)
        return None if best is None else self._with_bound(best)

    def _with_bound(self, outcome: SolveOutcome) -> SolveOutcome:
        """The outcome with what is known of all designs, which it is not proved to be best of."""
        first = outcome.reached[0]
        bound = self.bounds.get(first.measure.name)
        if bound is not None and first.measure.sign * bound > first.measure.sign * first.value:
            bound = first.value
        first = replace(first, bound=bound, proved=False)
        return replace(
            outcome,
            reached=(first,),
            proved=False,
            tie_proved=False,
            interrupted=True,
            all_listed=False,
        ).attribute_to(CpSatEngine())


def _list_signed_values(outcome: SolveOutcome) -> list[MeasureValue]:
    """The values of the aims in order, less being better."""
    return [each.measure.sign * each.value for each in outcome.reached]


def _read_distinct(readers: Iterator[DesignReader]) -> Iterator[tuple[Design, Award | None]]:
    seen = set()
    for read in readers:
        told = read()
        if told not in seen:
            seen.add(told)
            yield told


def _judge(
    scenario: Scenario, design: Design, award: Award | None, deadline: float
) -> SolveOutcome | None:
    """The design with its certificate and values; None where it is not known to be admissible."""
    units = sorted(u for lot in design.lots for u in lot.units)
    if units != list(range(len(scenario.units))):
        return None
    context = SolveContext(CpSatEngine(), EngineSettings(workers=1), deadline)
    known = award is not None or not scenario.needs_certificate
    outcome = _judge_award(scenario, design, award, context) if known else None
    if outcome is None and scenario.needs_certificate:
        candidates = tabulate_lots(scenario, [(lot.units, lot.route) for lot in design.lots])
        outcome = solve_candidates(scenario, candidates, context)
    return None if outcome is None or outcome.design is None else outcome


def _judge_award(
    scenario: Scenario, design: Design, award: Award | None, context: SolveContext
) -> SolveOutcome | None:
    """The design with this award, which may be none; None where the two are not admissible."""
    try:
        fallbacks = find_fallbacks(scenario, design, context.engine, context.deadline)
    except Undecided:
        return None
    evaluation = Evaluation(scenario, design, award, fallbacks)
    is_certified = not scenario.needs_certificate or not find_certificate_fault(evaluation)
    if not is_certified or not evaluation.admissible:
        return None
    reached = tuple(
        ReachedObjective(measure, measure.evaluate(evaluation), None, proved=False)
        for measure in (MEASURES[objective.measure] for objective in scenario.objectives)
    )
    nothing = tabulate_lots(scenario, [])
    return SolveOutcome(
        design, award, reached, False, False, False, nothing, fallbacks, all_listed=False
    )
