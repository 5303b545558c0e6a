"""Calls the functions that the limits of a rule define."""

from functools import cache
from importlib import import_module
from types import ModuleType

import numpy as np

from lotdesign.design import Route
from lotdesign.rules.base import Rule
from lotdesign.scenario.scenario import Scenario
from solver.candidates.shape import Shape
from solver.facts.lots import Flags
from solver.facts.table import Facts
from solver.selection.model import Model
from solver.selection.winners import Winners


@cache
def limits_of(kind: str) -> ModuleType:
    """The module with the limits of a rule kind."""
    return import_module(f"solver.limits.{kind}")


def shape_of(scenario: Scenario, route: Route = "external") -> Shape:
    """What all active rules ask of growing lots of a route; of the market, external ones alone."""
    rules = scenario.active_rules
    asking = [rule for rule in rules if route == "external" or not rule.reads_market]
    shapes = [
        limits_of(rule.kind).shape(rule, scenario)
        for rule in asking
        if hasattr(limits_of(rule.kind), "shape")
    ]
    shapes += [
        limits_of(rule.kind).shape_by_route(rule, scenario, route)
        for rule in asking
        if hasattr(limits_of(rule.kind), "shape_by_route")
    ]
    return Shape.all_of(shapes)


def admitted(rule: Rule, facts: Facts) -> Flags:
    """The candidates that keep the rule, as far as single lots can break it."""
    module = limits_of(rule.kind)
    if not hasattr(module, "admits"):
        return np.ones(len(facts), dtype=np.bool_)
    flags: Flags = module.admits(rule, facts)
    return flags


def several(rule: Rule) -> bool:
    """Whether the rule looks at several lots together, and adds rows to the model."""
    module = limits_of(rule.kind)
    return hasattr(module, "ties") and (not hasattr(module, "several") or module.several(rule))


def tie(rule: Rule, facts: Facts, model: Model) -> None:
    """Adds the rule's rows to the model."""
    module = limits_of(rule.kind)
    if hasattr(module, "ties"):
        module.ties(rule, facts, model)


def tie_winners(rule: Rule, model: Model, winners: Winners) -> None:
    """Adds the rows that the rule puts on a certificate."""
    module = limits_of(rule.kind)
    if hasattr(module, "ties_winners"):
        module.ties_winners(rule, model, winners)
