"""The infeasibility study: is any design possible, which rules conflict, what would repair it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from lotdesign.design import Design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.preflight.run import run_preflight
from lotdesign.result.base import StudyEnd
from lotdesign.result.designs import list_design_routes, list_unit_ids
from lotdesign.result.explained import (
    ConflictNote,
    ExplainAnswer,
    LimitAtWork,
    ProposedRepair,
    ProposedRepairCost,
    RepairChange,
    WinnersAskedBy,
)
from lotdesign.result.figures import write_decimal
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, join_words
from solver.backends.registry import list_engine_names
from solver.candidate_listing import TooManyLots, list_candidates
from solver.comparisons.reference_designs import build_reference_designs
from solver.infeasibility.data_changes import apply_changes
from solver.infeasibility.data_repairs import DataRepair, DataRepairSearch
from solver.infeasibility.data_words import describe_data_change, list_limits_at_work
from solver.infeasibility.least_repair import LeastRepair, RepairSearch, list_smaller_repairs
from solver.infeasibility.minimal_conflicts import (
    ConflictExplorer,
    ConflictMap,
    MinimalConflict,
    RuleIds,
)
from solver.infeasibility.relaxations import SWITCHED_OFF, RelaxationDimension, list_switched_off
from solver.proofs import LISTING_PROOF, PREFLIGHT_ARITHMETIC
from solver.run import evaluate_design, solve_scenario
from solver.solve_context import RunOptions
from solver.study import OutOfTime, Study, run_study
from solver.whatif.candidate_lists import MOST_CANDIDATES
from solver.whatif.drawn_designs import draw_designs
from solver.whatif.oracle import UNSETTLED_VERDICT, WhatIfOracle, WhatIfVerdict
from solver.whatif.variants import drop_objectives, replace_rules

MOST_REPAIRS = 8
"""Repairs that are worked out."""
MOST_LOTS_SOLVED_AT_ONCE = 3_000
"""With more candidates a repair of what arithmetic shows has a possible design, not the best."""


def explain_infeasibility(scenario: Scenario, options: RunOptions) -> ExplainAnswer:
    """Why the scenario admits no design: all minimal conflicts, and the least repairs.

    Ctrl-C and the time limit keep what was found; the answer says how it ended. Raises
    EngineContradiction where a second engine finds a design.
    """
    return run_study(lambda context: InfeasibilityStudy(scenario, context), options)


@dataclass
class InfeasibilityStudy(Study[ExplainAnswer]):
    """Which active rules conflict, and the least repairs."""

    verdict: WhatIfVerdict = UNSETTLED_VERDICT
    repairs: list[ProposedRepair] = field(default_factory=list)
    limits: dict[tuple[str, ...], tuple[LimitAtWork, ...]] = field(default_factory=dict)
    oracle: WhatIfOracle = field(init=False)
    conflicts: ConflictMap = field(init=False)

    def __post_init__(self) -> None:
        confirm = self.context.choice == "auto"
        self.oracle = WhatIfOracle(drop_objectives(self.scenario), self.context, confirm)
        self.conflicts = ConflictMap(self.scenario.active_rules)

    def work(self) -> StudyEnd:
        """Asks for any design, then for all minimal conflicts, then for repairs."""
        self._report("checking whether any design is possible")
        self.oracle.designs.add(reversed([*build_reference_designs(self.scenario)]))
        self.verdict = self.oracle.ask(self.oracle.scenario)
        if self.verdict.possible is None:
            return "too many lots"
        if self.verdict.possible:
            return "done"
        self._report("looking for rules that cannot hold together")
        ConflictExplorer(self.oracle, self.conflicts, self._report_tried).explore()
        self._find_limits()
        self._repair_rules()
        self._repair_data()
        return "done"

    def describe(self) -> ExplainAnswer:
        """The answer: conflicts with their proofs, and repairs, the cheapest first."""
        status = {True: "feasible", False: "infeasible", None: "unknown"}[self.verdict.possible]
        details = tuple(map(self._describe_conflict, self.conflicts.found))
        proofs = dict.fromkeys(name for conflict in details for name in conflict.proved_by)
        proofs = proofs or dict.fromkeys(list_engine_names(self.verdict.by))
        return ExplainAnswer.model_validate(
            self.describe_run()
            | {
                "status": status,
                "proved_by": tuple(name for name in proofs if name),
                "preflight": tuple(note.text for note in run_preflight(self.scenario)),
                "conflicts": tuple(conflict.rules for conflict in details),
                "details": details,
                "complete": self.conflicts.complete,
                "mendable": self._is_repairable(),
                "repairs": tuple(self.repairs),
            }
        )

    def _report(self, note: str) -> None:
        self.context.progress.begin_phase("context", note)

    def _report_tried(self, found: int, tried: int, rules: int) -> None:
        note = f"{format_count(found, 'conflict')} found, trying one rule after the other"
        self.context.progress.report_step(note, tried, rules)

    def _repair_rules(self) -> None:
        """Finds the cheapest repair of each minimal correction that touches no protected rule."""
        corrections = self._list_allowed_corrections()[:MOST_REPAIRS]
        for done, correction in enumerate(corrections):
            note = f"finding how far {join_words(sorted(correction))} must be loosened"
            self.context.progress.report_step(note, done, len(corrections))
            self._repair(correction)

    def _list_allowed_corrections(self) -> list[RuleIds]:
        """The minimal corrections that touch no protected rule, those of fewest rules first."""
        free = self._list_free_rules()
        place = {name: i for i, name in enumerate(self.conflicts.ids)}
        return sorted(
            (ids for ids in self.conflicts.corrections if ids <= free),
            key=lambda ids: (len(ids), sorted(place[name] for name in ids)),
        )

    def _list_free_rules(self) -> RuleIds:
        return frozenset(rule.id for rule in self.scenario.active_rules if not rule.protected)

    def _is_repairable(self) -> bool:
        """Whether every conflict has a rule that is not protected."""
        free = self._list_free_rules()
        return all(free & set(conflict.rules) for conflict in self.conflicts.found)

    def _repair(self, correction: RuleIds) -> None:
        """Finds the cheapest repair that loosens all rules of a correction."""
        rules = tuple(rule for rule in self.oracle.scenario.active_rules if rule.id in correction)
        repair = RepairSearch(self.oracle, rules).find_cheapest()
        if repair is not None:
            self.repairs.append(self._describe_repair(repair))
            self.repairs.sort(key=_repair_order)

    def _find_limits(self) -> None:
        """Finds the limits of providers, and missing rows of neighbours, behind each conflict."""
        explored, note = (
            frozenset(self.conflicts.ids),
            "looking for limits of providers behind them",
        )
        for done, conflict in enumerate(self.conflicts.found):
            self.context.progress.report_step(note, done, len(self.conflicts.found))
            rules = (
                rule
                for rule in self.oracle.scenario.active_rules
                if rule.id in conflict.rules or rule.id not in explored
            )
            stripped = self.oracle.open_beside(replace_rules(self.oracle.scenario, rules))
            self.limits[conflict.rules] = tuple(list_limits_at_work(stripped))

    def _repair_data(self) -> None:
        """Finds repairs by the limits that stand behind all conflicts."""
        behind = [{each.column for each in found} for found in self.limits.values()]
        columns = set.intersection(*behind) if behind else set()
        searches = [*DataRepairSearch(self.oracle).list_searches(sorted(columns))]
        for done, search in enumerate(searches):
            note = "looking which limits could be moved"
            self.context.progress.report_step(note, done, len(searches))
            for repair in search:
                self.repairs.append(self._describe_data_repair(repair))
                self.repairs.sort(key=_repair_order)

    def _describe_data_repair(self, repair: DataRepair) -> ProposedRepair:
        repaired = apply_changes(self.scenario, repair.changes)
        loosening = sum((each.loosening for each in repair.changes), Fraction(0))
        return ProposedRepair(
            changes=tuple(describe_data_change(repaired, each) for each in repair.changes),
            cost=ProposedRepairCost(rules=0, switched_off=0, loosening=write_decimal(loosening)),
            least=repair.is_least,
            proved_by=_intersect_proofs(repair.proofs),
            result=self._solve_repaired(repaired, repair.oracle.scenario, repair.oracle),
        )

    def _describe_repair(self, repair: LeastRepair) -> ProposedRepair:
        repaired = repair.apply(self.scenario)
        rules, switched_off, loosening = repair.cost
        return ProposedRepair(
            changes=tuple(_describe_changes(repaired, repair)),
            cost=ProposedRepairCost(
                rules=rules, switched_off=switched_off, loosening=write_decimal(loosening)
            ),
            least=repair.is_least,
            proved_by=_intersect_proofs(
                self.oracle.confirm_impossible(smaller.apply(self.oracle.scenario))
                for smaller in list_smaller_repairs(repair)
            ),
            result=self._solve_repaired(repaired, repair.apply(self.oracle.scenario), self.oracle),
        )

    def _solve_repaired(
        self, repaired: Scenario, variant: Scenario, oracle: WhatIfOracle
    ) -> Result | None:
        """The best design of the repaired scenario; any one where there are too many candidates.

        `variant` is the same without aims, for the oracle.
        """
        most = MOST_CANDIDATES
        if self.verdict.by == PREFLIGHT_ARITHMETIC:  # what is told at once is explained at once
            most = MOST_LOTS_SOLVED_AT_ONCE
        if _has_more_lots(variant, most):
            design = _choose_design(repaired, variant, oracle)
            if design is None:
                return None
            lots, routes = list_unit_ids(repaired, design), list_design_routes(design)
            return evaluate_design(repaired, None, lots, routes)
        self.context.require_time()
        settings = self.context.settings
        options = RunOptions(
            self.context.seconds_left, settings.seed, settings.workers, self.context.choice
        )
        return solve_scenario(repaired, options, compare=False)

    def _describe_conflict(self, conflict: MinimalConflict) -> ConflictNote:
        return ConflictNote(
            rules=conflict.rules,
            needed=tuple(name for name in conflict.rules if name in conflict.proved_needed),
            winners=self._find_award_cause(conflict),
            proved_by=conflict.proved_by,
            limits=self.limits.get(conflict.rules, ()),
        )

    def _find_award_cause(self, conflict: MinimalConflict) -> WinnersAskedBy:
        """What beside its rules makes lots find winners, where that is part of the conflict."""
        rules = [rule for rule in self.scenario.active_rules if rule.id in conflict.rules]
        if any(rule.needs_certificate for rule in rules):
            return ""
        if self.scenario.prices is not None:
            return "prices"
        if not self.scenario.needs_certificate:
            return ""
        try:
            verdict = self.oracle.ask(replace_rules(self.oracle.scenario, rules))
        except (OutOfTime, KeyboardInterrupt):
            return "aim"
        return "" if verdict.possible is False else "aim"


def _choose_design(repaired: Scenario, variant: Scenario, oracle: WhatIfOracle) -> Design | None:
    """A good one of the designs that are known or quickly drawn; None where none is known."""
    found = [oracle.ask(variant).design, *draw_designs(variant)]
    measure = MEASURES[repaired.objectives[0].measure] if repaired.objectives else None
    kept = [each for each in found if each and oracle.designs.is_admitted(variant, each)]
    if measure is None or measure.needs_certificate:
        return next(iter(kept), None)

    def cost(design: Design) -> MeasureValue:
        return measure.sign * measure.evaluate(Evaluation(repaired, design))

    return min(kept, key=cost, default=None)


def _has_more_lots(variant: Scenario, most: int) -> bool:
    """Whether the variant has more candidates than this, or about as many before all rules."""
    try:
        list_candidates(variant, most)
    except TooManyLots:
        return True
    return False


def _intersect_proofs(proofs: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """What proves all of these; a proof without an engine agrees with any."""
    no_engine = {PREFLIGHT_ARITHMETIC, LISTING_PROOF}
    by_engine = [names for names in proofs if not no_engine & set(names)]
    if not by_engine:
        return (PREFLIGHT_ARITHMETIC,)
    return tuple(name for name in by_engine[0] if all(name in names for names in by_engine))


def _describe_changes(repaired: Scenario, repair: LeastRepair) -> Iterator[RepairChange]:
    """Yields a change for each level that is raised; one for a rule that is switched off."""
    off = list_switched_off(repair.dimensions, repair.point)
    for dimension, level in zip(repair.dimensions, repair.point, strict=True):
        if level == SWITCHED_OFF or (level and dimension.rule.id not in off):
            yield _describe_change(repaired, dimension, level)


def _describe_change(
    repaired: Scenario, dimension: RelaxationDimension, level: int
) -> RepairChange:
    name, relaxation = dimension.rule.id, dimension.relaxation
    rule = next(rule for rule in repaired.rules if rule.id == name)
    change: dict[str, object] = {"rule": name, "sentence": rule.write_sentence(repaired)}
    if level == SWITCHED_OFF or relaxation is None:
        change |= {"parameter": None, "from": "hard", "to": "off", "unit": ""}
        change |= {"setting": f"--off {name}"}
    else:
        parameter, to = relaxation.parameter, relaxation.format_value(level)
        change |= {"parameter": parameter.name, "from": relaxation.format_value(0), "to": to}
        change |= {"unit": parameter.unit, "setting": f"--set {name}.{parameter.name}={to}"}
    return RepairChange.model_validate(change)


def _repair_order(repair: ProposedRepair) -> tuple[bool, int, int, float]:
    """Rules first, which the council can change by itself; then what others must do or tell."""
    cost = repair.cost
    return not cost.rules, cost.rules, cost.switched_off, float(cost.loosening)
