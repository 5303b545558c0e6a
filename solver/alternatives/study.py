"""The alternatives study: the optimum, the designs near it, and their backbone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from lotdesign.design import Design
from lotdesign.faults import EngineContradiction
from lotdesign.matching import compute_greatest_overlap
from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.measures.registry import MEASURES, STRESS_MEASURES
from lotdesign.result.alternatives import (
    AlternativeDesign,
    AlternativesAnswer,
    AlternativesSelection,
    UnitPairSharing,
)
from lotdesign.result.base import StudyEnd, WrittenFigure
from lotdesign.result.build import evaluate_measures, write_measure
from lotdesign.result.designs import (
    list_award_ids,
    list_design_routes,
    list_unit_ids,
    write_evaluation_fallbacks,
)
from lotdesign.result.figures import write_figure
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import ObjectiveTolerance, write_value
from solver.alternatives.backbone import PairBackbone
from solver.alternatives.near_optimal import (
    DistantDesign,
    EnumeratedAlternatives,
    NearOptimalSource,
    count_rerouted,
)
from solver.alternatives.searched import SearchedAlternatives
from solver.candidate_listing import TooManyLots, list_candidates
from solver.candidates.table import CandidateTable
from solver.candidates.unit_pairs import count_differing_pairs
from solver.certified_design import EvaluatedDesign, evaluate_with_award
from solver.cross_check import solve_with_engines
from solver.enumeration.bounded_enumeration import enumerate_near_optimal
from solver.objectives.registry import apply_tolerance
from solver.outcome import SolveOutcome
from solver.solve_context import RunOptions, SolveContext
from solver.stress.award_engine import choose_award_engine
from solver.stress.design_measures import DesignMeasurer
from solver.study import Study, run_study
from solver.study_listing import list_inside_bands, tabulate_near_optimal
from solver.whatif.candidate_lists import rebind_candidates
from solver.whatif.variants import replace_objectives

if TYPE_CHECKING:
    from solver.lot_bands.band_listing import BandListing

MOST_DESIGNS_LISTED = 1_000
"""More designs than this are not listed one by one."""
PICKS_NOTE = "picking designs that differ most"
MEASURES_NOTE = "putting the designs to the market"
PAIRS_NOTE = "asking which units share a lot in all of them"
DESIGNS_PICKED = 10
"""How many designs are picked where there are too many to list."""


def find_alternatives(
    scenario: Scenario,
    tolerance: ObjectiveTolerance,
    most: int | None,
    options: RunOptions,
    measures: Sequence[str] = (),
) -> AlternativesAnswer:
    """The designs whose first objective lies within a tolerance of the best.

    All of them, or with `most` so many that differ most. `measures` are shown of each besides;
    those of STRESS_MEASURES are worked out design by design. Ctrl-C during the first solve keeps
    its incumbent; later, and at the time limit, it keeps the designs found. Raises
    EngineContradiction where two engines, or an engine and exact arithmetic, cannot both be right.
    """
    return run_study(
        lambda context: AlternativesStudy(scenario, context, tolerance, most, tuple(measures)),
        options,
        raise_on_interrupt=False,
    )


@dataclass
class AlternativesStudy(Study[AlternativesAnswer]):
    """The designs near the best that were found; with `most`, so many at most are picked.

    `measures` are shown besides the objectives.
    """

    tolerance: ObjectiveTolerance
    most: int | None
    measures: tuple[str, ...] = ()
    outcome: SolveOutcome | None = None
    designs: list[DistantDesign] = field(default_factory=list)
    selection: AlternativesSelection = "found"
    count: int | None = None
    proved_by: tuple[str, ...] = ()
    backbone: PairBackbone = field(init=False)
    _evaluated: dict[Design, EvaluatedDesign] = field(default_factory=dict)
    _stressed: dict[tuple[str, Design], MeasureValue | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.backbone = PairBackbone(len(self.scenario.units))

    @property
    def measure(self) -> Measure:
        """The measure of the first objective."""
        return MEASURES[self.scenario.objectives[0].measure]

    @property
    def optimum(self) -> MeasureValue | None:
        """The optimum of the first objective, signed so that less is better, once it is proved."""
        if self.outcome is None or not self.outcome.proved or not self.outcome.reached:
            return None
        return self.measure.sign * self.outcome.reached[0].value

    @property
    def worst(self) -> MeasureValue:
        """The worst signed value within the tolerance of the optimum, which must be known.

        In the measure's own unit.
        """
        assert self.optimum is not None
        return apply_tolerance(self.measure, self.tolerance, self.optimum)

    @property
    def best(self) -> Design | None:
        """The best design by all objectives, or the best so far."""
        return None if self.outcome is None else self.outcome.design

    def work(self) -> StudyEnd:
        """Solves, then lists or picks the designs near the optimum, then settles the pairs."""
        progress = self.context.progress
        progress.begin_phase("candidates", "listing the lots that the rules allow")
        context = replace(self.context, report_progress=progress.report_values)
        try:
            listing = list_inside_bands(self.scenario, self.context)
            candidates = None if listing is None else self._solve_in_bands(listing, context)
            if candidates is None:
                candidates = list_candidates(self.scenario)
        except TooManyLots:
            return "too many lots"
        if self.outcome is None:
            progress.begin_phase("select", "choosing among them", candidates.unit_set_count)
            self.outcome = solve_with_engines(self.scenario, candidates, context)
        if self.outcome.interrupted:
            return "interrupted"
        if not self.outcome.proved:
            return "time limit"
        if self.optimum is None:
            return "done"
        source = self._choose_source(candidates)
        self.count = source.count
        self._collect(source)
        self._measure_designs()
        self._settle_pairs(source)
        return "done"

    def _solve_in_bands(self, listing: "BandListing", context: SolveContext) -> CandidateTable:
        """Finds the best design by windows of bounds, and the lots that designs near it may hold.

        Raises KeyboardInterrupt on Ctrl-C between two windows.
        """
        from solver.lot_bands.solve import solve_in_bands

        self.context.progress.begin_phase("select", "choosing among them", len(listing.lots))
        self.outcome = solve_in_bands(listing, context.use_solving_engine())
        return tabulate_near_optimal(listing, None if self.optimum is None else self.worst)

    def _choose_source(self, candidates: CandidateTable) -> NearOptimalSource:
        """An enumeration of all near-optimal designs where there are few, else a search."""
        settings = replace(self.context.settings, raise_on_interrupt=True)
        context = replace(self.context, settings=settings)
        variant = replace_objectives(self.scenario, self.scenario.objectives[:1])
        answer = enumerate_near_optimal(variant, candidates, self.worst)
        if answer is not None:
            return EnumeratedAlternatives.select(answer, self.worst, context)
        return SearchedAlternatives(
            variant,
            rebind_candidates(candidates, variant),
            context,
            self.worst,
            confirm_with_second=context.choice == "auto",
        )

    def _collect(self, source: NearOptimalSource) -> None:
        """Collects all designs; some where there are too many, or `most` is given."""
        if self.most is None and (source.count or 0) <= MOST_DESIGNS_LISTED:
            for design in source.designs():
                self._add(DistantDesign(design, 0))
                if len(self.designs) > MOST_DESIGNS_LISTED:
                    break
            else:
                self._complete(source)
                return
        self._pick(source, self.most or DESIGNS_PICKED)

    def _pick(self, source: NearOptimalSource, most: int) -> None:
        """Picks the best design, then ever the one farthest from those picked already."""
        self.designs, self.selection = [], "most different"
        best = self.best
        if best is not None and self._evaluate(best).values[0] <= self.worst:
            self._add(DistantDesign(best, 0))
        while len(self.designs) < most:
            farthest = source.find_farthest([picked.design for picked in self.designs])
            if farthest is None:
                self._complete(source)
                return
            self._add(farthest)
            self.context.progress.report_step(PICKS_NOTE, len(self.designs), most)

    def _add(self, distant: DistantDesign) -> None:
        self.designs.append(distant)
        self.backbone.add_design(distant.design)

    def _complete(self, source: NearOptimalSource) -> None:
        self.selection, self.count = "all", len(self.designs)
        self.proved_by = source.proved_by

    def _measure_designs(self) -> None:
        """Works out the measures that take a solver; those not worked out in time stay out."""
        names = [name for name in self.measures if name in STRESS_MEASURES]
        if not names:
            return
        engine = choose_award_engine(self.context)
        measurer = DesignMeasurer(self.scenario, engine, self.context.deadline)
        for done, distant in enumerate(self.designs):
            self.context.progress.report_step(MEASURES_NOTE, done, len(self.designs))
            for name in names:
                self._stressed[name, distant.design] = measurer.measure(name, distant.design)

    def _settle_pairs(self, source: NearOptimalSource) -> None:
        if self.selection == "all":
            self.backbone.complete()
            return
        open_pairs = self.backbone.count_open()
        for _ in self.backbone.settle(source):
            done = open_pairs - self.backbone.count_open()
            self.context.progress.report_step(PAIRS_NOTE, done, open_pairs)
        self.context.require_time()

    def _evaluate(self, design: Design) -> EvaluatedDesign:
        """The design's exact figures, with the award that is best without any tolerance."""
        if design not in self._evaluated:
            first, *others = self.scenario.objectives
            exact = first.model_copy(update={"tolerance": ObjectiveTolerance(Fraction(0))})
            variant = replace_objectives(self.scenario, (exact, *others))
            evaluated = evaluate_with_award(variant, design, self.context.engine)
            self._evaluated[design] = evaluated
        return self._evaluated[design]

    def describe(self) -> AlternativesAnswer:
        """Builds the answer; raises EngineContradiction where exact figures do not bear it out."""
        outcome, best, measure = self.outcome, self.best, self.measure
        optimum = worst = None
        if self.optimum is not None:
            optimum = write_figure(measure.sign * self.optimum, measure.unit)
            worst = write_figure(measure.sign * self.worst, measure.unit)
        found = [(self._evaluate(distant.design), distant) for distant in self.designs]
        for evaluated, _ in found:
            evaluated.confirm()
            if evaluated.values[0] > self.worst:
                raise EngineContradiction(("a design was found that is not within the tolerance",))
        found.sort(key=lambda pair: pair[0].sort_key)
        unit = "share" if self.tolerance.relative else ""
        return AlternativesAnswer.model_validate(
            {
                **self.describe_run(),
                "status": "unknown" if outcome is None else outcome.status,
                "proved_best_by": () if outcome is None else outcome.proved_by,
                "measure": measure.name,
                "unit": measure.unit,
                "tolerance": write_value(self.tolerance.size, unit),
                "optimum": optimum,
                "worst": worst,
                "candidates": 0 if outcome is None else outcome.candidates.unit_set_count,
                "lots": () if best is None else list_unit_ids(self.scenario, best),
                "routes": () if best is None else list_design_routes(best),
                "best_within": any(distant.design == best for distant in self.designs),
                "selection": self.selection,
                "count": self.count,
                "proved_by": self.proved_by,
                "designs": tuple(self._describe_design(*pair) for pair in found),
                "backbone": tuple(self._describe_pairs()),
                "measures": self.measures,
            }
        )

    def _describe_design(
        self, evaluated: EvaluatedDesign, distant: DistantDesign
    ) -> AlternativeDesign:
        scenario, evaluation = self.scenario, evaluated.evaluation
        design, best, optimum = evaluation.design, self.best, self.optimum
        assert best is not None
        assert optimum is not None
        lots, best_lots = ([frozenset(lot.units) for lot in each.lots] for each in (design, best))
        is_picked = self.selection == "most different" and distant.least_distance > 0
        return AlternativeDesign(
            lots=list_unit_ids(scenario, design),
            routes=list_design_routes(design),
            best=design == best,
            measures=evaluate_measures(evaluation) | self._write_stressed(design),
            behind=write_figure(evaluated.values[0] - optimum, self.measure.unit),
            moved=len(scenario.units) - compute_greatest_overlap(best_lots, lots),
            pairs=count_differing_pairs(design.labels, best.labels),
            rerouted=count_rerouted(design, best),
            apart=distant.least_distance if is_picked else None,
            apart_proved=distant.is_proved,
            award=list_award_ids(evaluation),
            withdrawals=write_evaluation_fallbacks(evaluation),
        )

    def _write_stressed(self, design: Design) -> dict[str, WrittenFigure]:
        """The measures that take a solver; None where that is not known, or nobody can take all."""
        names = [name for name in self.measures if name in STRESS_MEASURES]
        return {name: write_measure(name, self._stressed.get((name, design))) for name in names}

    def _describe_pairs(self) -> Iterator[UnitPairSharing]:
        if self.optimum is None:
            return
        units = self.scenario.units
        for one, other in combinations(range(len(units)), 2):
            yield UnitPairSharing(
                units=(units[one].id, units[other].id), shared=self.backbone.sharing_of(one, other)
            )
