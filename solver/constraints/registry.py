"""Finds the constraint module of a rule kind and calls what it defines."""

from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np

from lotdesign.design import Route
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.pruning import GrowthPruning
from solver.candidates.table import CandidateTable
from solver.model.award_variables import AwardVariables
from solver.model.linear_model import LinearModel

if TYPE_CHECKING:
    from solver.column_generation.requirements import RuleRequirements
    from solver.enumeration.design_arrays import MeasuredDesigns


@cache
def load_constraint_module(kind: str) -> ModuleType:
    """The module with the constraints of a rule kind."""
    return import_module(f"solver.constraints.{kind}")


def prune_growth(scenario: Scenario, route: Route = "external") -> GrowthPruning:
    """The pruning by all active rules of lots of a route.

    Rules on the market prune external lots alone, a rule that names a route the lots of others.
    """
    rules = [
        rule
        for rule in scenario.active_rules
        if rule.monotone
        and (route == "external" or not rule.reads_market)
        and rule.named_route != route
    ]
    return GrowthPruning.combine(
        load_constraint_module(rule.kind).prune_growth(rule, scenario) for rule in rules
    )


def bound_each_lot(rule: Rule, scenario: Scenario, lots: int) -> GrowthPruning:
    """Floors and ceilings that each lot of a design of so many external lots keeps by the rule.

    None where the kind does not define them, or the rule looks at some of the lots only.
    """
    module = load_constraint_module(rule.kind)
    if not hasattr(module, "bound_each_lot") or not rule.concerns_every_lot(scenario):
        return GrowthPruning()
    bounds: GrowthPruning = module.bound_each_lot(rule, scenario, lots)
    return bounds


def filter_candidates(rule: Rule, candidates: CandidateTable) -> Flags:
    """The candidates that keep the rule, (N,), as far as a single lot can break it."""
    if not rule.filters_lots:
        return np.ones(len(candidates), dtype=np.bool_)
    flags: Flags = load_constraint_module(rule.kind).filter_candidates(rule, candidates)
    return flags


def add_coupling_rows(rule: Rule, candidates: CandidateTable, model: LinearModel) -> None:
    """Add the rule's rows over the chosen candidates."""
    if rule.couples_lots:
        load_constraint_module(rule.kind).add_coupling_rows(rule, candidates, model)


def add_award_rows(rule: Rule, model: LinearModel, winners: AwardVariables) -> None:
    """Add the rule's rows over the award."""
    if rule.scope == "award":
        load_constraint_module(rule.kind).add_award_rows(rule, model, winners)


def flag_designs(rule: Rule, measured: "MeasuredDesigns") -> Flags | None:
    """Whether each enumerated design keeps the rule, (D,).

    None where the kind does not define it.
    """
    module = load_constraint_module(rule.kind)
    if not hasattr(module, "flag_designs"):
        return None
    flags: Flags = module.flag_designs(rule, measured)
    return flags


def state_requirements(rule: Rule, scenario: Scenario) -> "RuleRequirements | None":
    """What the rule requires of units with lot numbers; None where it cannot be stated so."""
    module = load_constraint_module(rule.kind)
    if not hasattr(module, "state_requirements"):
        return None
    stated: RuleRequirements | None = module.state_requirements(rule, scenario)
    return stated
