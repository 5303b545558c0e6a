"""The Pareto study (command `frontier`): the Pareto front of two or three measures.

By a dominance filter over all designs where these can be enumerated, else by the epsilon-constraint
method.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, cast

import numpy as np

from lotdesign.faults import EngineContradiction
from lotdesign.measures.registry import ALL_MEASURES, MEASURES, STRESS_MEASURES
from lotdesign.result.alternatives import FrontierAnswer, FrontierPoint
from lotdesign.result.base import StudyEnd
from lotdesign.result.build import evaluate_measures, write_measure
from lotdesign.result.designs import (
    list_award_ids,
    list_design_routes,
    list_unit_ids,
    write_evaluation_fallbacks,
)
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import MeasureName, Objective
from solver.backends.registry import list_engine_names
from solver.candidate_listing import TooManyLots
from solver.candidates.table import CandidateTable
from solver.certified_design import EvaluatedDesign, evaluate_with_award
from solver.cross_check import solve_with_engines
from solver.enumeration.answer import AtlasAnswer
from solver.enumeration.bounded_enumeration import enumerate_designs
from solver.enumeration.measure_columns import rank_by_measure
from solver.pareto.epsilon_constraint import EpsilonConstraintSearch, describe_points
from solver.pareto.stressed_front import StressedFrontSearch
from solver.proofs import ENUMERATION_PROOF
from solver.solve_context import RunOptions, SolveContext
from solver.stress.award_engine import choose_award_engine
from solver.stress.design_measures import DesignMeasurer
from solver.study import OutOfTime, Study, run_study
from solver.study_listing import list_studied_candidates
from solver.whatif.candidate_lists import rebind_candidates
from solver.whatif.variants import replace_objectives, require_certificate


def trace_pareto_front(
    scenario: Scenario, measures: Sequence[str], options: RunOptions
) -> FrontierAnswer:
    """The Pareto front of these measures, as far as it could be proved.

    Measures may be those of STRESS_MEASURES too: of designs that have a certificate. Ctrl-C and
    the time limit keep the points found; the answer says how it ended. Raises EngineContradiction
    where a point does not measure what its engine said.
    """
    names = tuple(measures)
    objectives = [
        Objective(measure=cast("MeasureName", name)) for name in names if name in MEASURES
    ]
    variant = replace_objectives(scenario, objectives)
    if len(objectives) < len(names):
        variant = require_certificate(variant)
    return run_study(lambda context: ParetoStudy(variant, context, names), options)


@dataclass
class ParetoStudy(Study[FrontierAnswer]):
    """The points found so far; the scenario's objectives are those of `measures` that can be one.

    The values of points are in the order of `measures`.
    """

    measures: tuple[str, ...]
    points: list[EvaluatedDesign] = field(default_factory=list)
    complete: bool = False
    proved_by: tuple[str, ...] = ()
    candidate_count: int = 0

    def work(self) -> StudyEnd:
        """Finds all points, or as many as there is time for."""
        progress = self.context.progress
        progress.begin_phase("candidates", "listing the lots that the rules allow")
        try:
            candidates = list_studied_candidates(self.scenario, self.context)
        except TooManyLots:
            return "too many lots"
        self.candidate_count = candidates.unit_set_count
        progress.begin_phase("context", "looking for the first point", self.candidate_count)
        source = self._choose_source(candidates)
        for found in source.points() if source is not None else ():
            point = self._put_in_order(found)
            self.points.append(point)
            progress.report_point(self._describe_point(point), describe_points(len(self.points)))
        self.complete = True
        self.proved_by = (
            list_engine_names(source.proved_by)
            if source is not None and self.points
            else self._confirm_infeasible(candidates)
        )
        return "done"

    def describe(self) -> FrontierAnswer:
        """Builds the answer; raises EngineContradiction for a point that is not admissible."""
        points = sorted(self.points, key=lambda point: point.sort_key)
        for point in points:
            point.confirm()
        nothing = "infeasible" if self.complete else "unknown"
        return FrontierAnswer.model_validate(
            {
                **self.describe_run(),
                "status": "optimal" if points else nothing,
                "complete": self.complete,
                "proved_by": self.proved_by,
                "candidates": self.candidate_count,
                "measures": self.measures,
                "points": tuple(map(self._describe_point, points)),
            }
        )

    def _choose_source(self, candidates: CandidateTable) -> "PointSource | None":
        stressed = [STRESS_MEASURES[name] for name in self.measures if name in STRESS_MEASURES]
        if stressed and len(candidates):
            engine = choose_award_engine(self.context)
            measurer = DesignMeasurer(self.scenario, engine, self.context.deadline)
            return StressedFrontSearch(
                self.scenario, candidates, self.context, stressed=stressed, measurer=measurer
            )
        answer = enumerate_designs(self.scenario, candidates, self.measures)
        if answer is not None:
            return EnumeratedFront(answer, self.context)
        if not len(candidates):
            return None
        return EpsilonConstraintSearch(self.scenario, candidates, self.context)

    def _put_in_order(self, point: EvaluatedDesign) -> EvaluatedDesign:
        """The point with its values in the order of the measures; objectives come first in it."""
        found = sorted(self.measures, key=lambda name: name not in MEASURES)
        values = dict(zip(found, point.values, strict=True))
        return replace(point, values=tuple(values[name] for name in self.measures))

    def _describe_point(self, point: EvaluatedDesign) -> FrontierPoint:
        evaluation = point.evaluation
        figures = {
            name: write_measure(name, ALL_MEASURES[name].sign * value)
            for name, value in zip(self.measures, point.values, strict=True)
        }
        return FrontierPoint(
            values=tuple(figures.values()),
            lots=list_unit_ids(evaluation.scenario, evaluation.design),
            routes=list_design_routes(evaluation.design),
            measures={**evaluate_measures(evaluation), **figures},
            award=list_award_ids(evaluation),
            withdrawals=write_evaluation_fallbacks(evaluation),
        )

    def _confirm_infeasible(self, candidates: CandidateTable) -> tuple[str, ...]:
        """What proves that there is no design at all; with "auto" a second engine is asked."""
        scenario = self.scenario
        if not scenario.objectives:
            scenario = replace(scenario, objectives=(Objective(measure="lots"),))
            candidates = rebind_candidates(candidates, scenario)
        outcome = solve_with_engines(scenario, candidates, self.context)
        if outcome.design is not None:
            raise EngineContradiction(("a list has no design, but an engine found one",))
        if not outcome.proved:
            raise OutOfTime
        return outcome.proved_by


class PointSource(Protocol):
    """Something that finds the points."""

    @property
    def proved_by(self) -> str:
        """What proves every point, and that there are no others."""

    def points(self) -> Iterator[EvaluatedDesign]:
        """Every point, each once; that this ends is the proof that there is no other."""


@dataclass(frozen=True)
class EnumeratedFront:
    """A dominance filter over enumerated designs; the objectives are the measures."""

    answer: AtlasAnswer
    context: SolveContext
    proved_by: str = ENUMERATION_PROOF

    def points(self) -> Iterator[EvaluatedDesign]:
        """Every point, each once; raises OutOfTime at the deadline.

        Tells how many designs are looked at or dominated. In lexicographic order whatever dominates
        a design comes before it, and of equal designs the one with the smallest label vector. So
        only designs that are better in some measure than each point before are checked one by one.
        """
        designs = self.answer.designs
        ranks = np.array(
            [
                rank_by_measure(self.answer.measured, each.measure, designs)
                for each in self.answer.scenario.objectives
            ]
        )
        order = np.lexsort((designs, *ranks[::-1]))
        designs, ranks = designs[order], ranks[:, order]
        undominated, count = np.ones(len(designs), dtype=np.bool_), 0
        for place in range(len(designs)):
            if not undominated[place]:
                continue
            self.context.require_time()
            done = len(designs) - int(undominated[place:].sum())
            note = f"{describe_points(count)}, going through the designs"
            self.context.progress.report_step(note, done, len(designs))
            if self.answer.checks(int(designs[place])):
                count += 1
                undominated &= (ranks < ranks[:, place : place + 1]).any(axis=0)
                design = self.answer.design(int(designs[place]))
                yield evaluate_with_award(self.answer.scenario, design, self.context.engine)
