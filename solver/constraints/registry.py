"""Finds the constraint module of a rule kind and calls what it defines."""

from functools import cache
from importlib import import_module
from types import ModuleType

import numpy as np

from lotdesign.design import Route
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.pruning import GrowthPruning
from solver.candidates.table import CandidateTable
from solver.model.award_variables import AwardVariables
from solver.model.linear_model import LinearModel


@cache
def load_constraint_module(kind: str) -> ModuleType:
    """The module with the limits of a rule kind."""
    return import_module(f"solver.constraints.{kind}")


def prune_growth(scenario: Scenario, route: Route = "external") -> GrowthPruning:
    """What all active rules ask of growing lots of a route; of the market, external ones alone."""
    rules = scenario.active_rules
    asking = [rule for rule in rules if route == "external" or not rule.reads_market]
    shapes = [
        load_constraint_module(rule.kind).prune_growth(rule, scenario)
        for rule in asking
        if hasattr(load_constraint_module(rule.kind), "prune_growth")
    ]
    shapes += [
        load_constraint_module(rule.kind).prune_growth_by_route(rule, scenario, route)
        for rule in asking
        if hasattr(load_constraint_module(rule.kind), "prune_growth_by_route")
    ]
    return GrowthPruning.combine(shapes)


def filter_candidates(rule: Rule, facts: CandidateTable) -> Flags:
    """The candidates that keep the rule, as far as single lots can break it."""
    module = load_constraint_module(rule.kind)
    if not hasattr(module, "filter_candidates"):
        return np.ones(len(facts), dtype=np.bool_)
    flags: Flags = module.filter_candidates(rule, facts)
    return flags


def couples_lots(rule: Rule) -> bool:
    """Whether the rule looks at several lots together, and adds rows to the model."""
    module = load_constraint_module(rule.kind)
    return hasattr(module, "add_coupling_rows") and (
        not hasattr(module, "couples_lots") or module.couples_lots(rule)
    )


def add_coupling_rows(rule: Rule, facts: CandidateTable, model: LinearModel) -> None:
    """Adds the rule's rows to the model."""
    module = load_constraint_module(rule.kind)
    if hasattr(module, "add_coupling_rows"):
        module.add_coupling_rows(rule, facts, model)


def add_award_rows(rule: Rule, model: LinearModel, winners: AwardVariables) -> None:
    """Adds the rows that the rule puts on a certificate."""
    module = load_constraint_module(rule.kind)
    if hasattr(module, "add_award_rows"):
        module.add_award_rows(rule, model, winners)
