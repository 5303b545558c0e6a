"""The infeasibility study: is any design possible, which rules conflict, what would repair it."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lotdesign.design import Design, build_external_design
from lotdesign.events import ignore_event
from lotdesign.money.design_cost import build_todays_design
from lotdesign.result.base import StudyEnd
from lotdesign.result.designs import list_design_routes, list_unit_ids
from lotdesign.result.explained import (
    ProposedRepair,
    ProposedRepairCost,
    RepairChange,
)
from lotdesign.result.figures import write_decimal
from lotdesign.result.model import Result
from lotdesign.scenario.design_by_ids import build_design_from_ids
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, join_words
from solver.backends.registry import EngineChoice
from solver.infeasibility.least_repair import (
    LeastRepair,
    RelaxationDimension,
    RepairSearch,
    list_smaller_repairs,
    relax_rules,
)
from solver.infeasibility.minimal_conflicts import (
    ConflictExplorer,
    ConflictMap,
    RuleIds,
)
from solver.infeasibility.relaxations import SWITCHED_OFF
from solver.progress import ProgressReporter
from solver.run import evaluate_design, solve_scenario
from solver.study import OutOfTime, run_until_stopped
from solver.whatif.oracle import LISTING_PROOF, PREFLIGHT_ARITHMETIC, WhatIfOracle, WhatIfVerdict
from solver.whatif.variants import replace_rule, switch_off_rules

MOST_REPAIRS = 8
"""Repairs that are worked out."""


@dataclass
class InfeasibilityStudy:
    """An explanation as it grows."""

    scenario: Scenario
    telling: ProgressReporter
    oracle: WhatIfOracle
    known: ConflictMap
    engine: EngineChoice
    verdict: WhatIfVerdict = field(default_factory=lambda: WhatIfVerdict(None))
    repairs: list[ProposedRepair] = field(default_factory=list)
    ended: StudyEnd = "done"

    def work(self) -> None:
        """Finds out as much as time allows; what is found stays."""
        self.ended = run_until_stopped(self._work)

    def _work(self) -> StudyEnd:
        self.telling.begin_phase("context", "looking whether any design is possible")
        self.oracle.add_designs(_list_known_designs(self.scenario))
        self.verdict = self.oracle.ask(self.oracle.scenario)
        if self.verdict.possible is None:
            return "too many lots"
        if self.verdict.possible:
            return "done"
        self.telling.begin_phase("context", "looking for rules that cannot hold together")
        ConflictExplorer(self.oracle, self.known, self._found).explore()
        for correction in _list_allowed_corrections(self.known, self.scenario)[:MOST_REPAIRS]:
            self._mend(correction)
        return "done"

    def _found(self, count: int) -> None:
        told = f"{format_count(count, 'conflict')} found, looking for more"
        self.telling.begin_phase("context", told)

    def _mend(self, correction: RuleIds) -> None:
        self.telling.begin_phase(
            "context", f"looking how {join_words(sorted(correction))} could be loosened"
        )
        rules = tuple(rule for rule in self.oracle.scenario.active_rules if rule.id in correction)
        found = RepairSearch(self.oracle, rules).find_cheapest()
        if found is not None:
            self.repairs.append(self._repair(found))
            self.repairs.sort(key=_repair_order)

    def _repair(self, found: LeastRepair) -> ProposedRepair:
        mended = self.scenario
        changes: list[RepairChange] = []
        for dimension, level in zip(found.dimensions, found.point, strict=True):
            if level:
                mended = _apply_change(mended, dimension, level)
        for dimension, level in zip(found.dimensions, found.point, strict=True):
            if level and not (level != SWITCHED_OFF and _is_off(mended, dimension)):
                changes.append(_describe_change(mended, dimension, level))
        touched, off, turned = found.price
        return ProposedRepair(
            changes=tuple(changes),
            cost=ProposedRepairCost(
                rules=touched, switched_off=off, loosening=write_decimal(turned)
            ),
            least=found.least,
            proved_by=_intersect_proofs(
                self.oracle.confirm_impossible(each)
                for each in list_smaller_repairs(self.oracle, found)
            ),
            result=self._result(mended, found),
        )

    def _result(self, mended: Scenario, found: LeastRepair) -> Result | None:
        """The best design of the mended scenario; any one where there are too many lots."""
        means = self.oracle.means
        variant = relax_rules(self.oracle.scenario, found.dimensions, found.point)
        if self.oracle.lists.list_candidates(variant) is None:
            design = self.oracle.ask(variant).design
            if design is None:
                return None
            return evaluate_design(
                mended, None, list_unit_ids(mended, design), list_design_routes(design)
            )
        left = None if means.deadline is None else means.deadline - time.monotonic()
        if left is not None and left <= 0:
            raise OutOfTime
        settings = means.settings
        return solve_scenario(
            mended, left, settings.seed, settings.workers, self.engine, False, ignore_event
        )


def _intersect_proofs(proofs: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Who proves all of these; a proof without a solver agrees with any."""
    solvers = [each for each in proofs if not {PREFLIGHT_ARITHMETIC, LISTING_PROOF} & set(each)]
    if not solvers:
        return (PREFLIGHT_ARITHMETIC,)
    return tuple(name for name in solvers[0] if all(name in each for each in solvers))


def _list_allowed_corrections(known: ConflictMap, scenario: Scenario) -> list[RuleIds]:
    """The corrections that touch no protected rule, those of fewest rules first."""
    free = {rule.id for rule in scenario.active_rules if not rule.protected}
    place = {name: i for i, name in enumerate(known.ids)}
    return sorted(
        (each for each in known.corrections if each <= free),
        key=lambda each: (len(each), sorted(place[name] for name in each)),
    )


def _list_known_designs(scenario: Scenario) -> Iterator[Design]:
    """Designs that somebody drew, which may be admissible once a rule is gone."""
    everything = range(len(scenario.units))
    yield build_external_design([[unit] for unit in everything])
    yield build_external_design([everything])
    yield build_todays_design(scenario)
    for option in scenario.options:
        yield build_design_from_ids(scenario, option.lots, option.routes)


def _apply_change(scenario: Scenario, dimension: RelaxationDimension, level: int) -> Scenario:
    if level == SWITCHED_OFF or dimension.relaxation is None:
        return switch_off_rules(scenario, (dimension.rule.id,))
    held = next(rule for rule in scenario.rules if rule.id == dimension.rule.id)
    turned = {dimension.relaxation.parameter.name: dimension.relaxation.value_at(level)}
    return replace_rule(scenario, held.model_copy(update=turned))


def _is_off(scenario: Scenario, dimension: RelaxationDimension) -> bool:
    return any(rule.id == dimension.rule.id and not rule.is_active for rule in scenario.rules)


def _describe_change(mended: Scenario, dimension: RelaxationDimension, level: int) -> RepairChange:
    rule, dial = dimension.rule, dimension.relaxation
    held = next(each for each in mended.rules if each.id == rule.id)
    said = {"rule": rule.id, "sentence": held.write_sentence(mended)}
    if level == SWITCHED_OFF or dial is None:
        own = {"parameter": None, "from": "hard", "to": "off", "unit": ""}
        return RepairChange.model_validate(said | own | {"setting": f"--off {rule.id}"})
    parameter, to = dial.parameter.name, dial.format_value(level)
    own = {
        "parameter": parameter,
        "from": dial.format_value(0),
        "to": to,
        "unit": dial.parameter.unit,
    }
    return RepairChange.model_validate(
        said | own | {"setting": f"--set {rule.id}.{parameter}={to}"}
    )


def _repair_order(repair: ProposedRepair) -> tuple[int, int, float]:
    cost = repair.cost
    return cost.rules, cost.switched_off, float(cost.loosening)
