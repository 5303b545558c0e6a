"""What is priced beside rules: a parameter a step further, a provider left out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import Any, Literal

from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.rule import RelaxableParameter, Rule, map_amounts
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import write_value
from solver.whatif.variants import replace_rule

StepDirection = Literal["tighter", "looser"]


@dataclass(frozen=True, slots=True)
class ParameterStep:
    """A scenario with one number a step further; texts are as people write them."""

    section_or_rule: str
    parameter: str
    from_text: str
    to_text: str
    unit: str
    direction: StepDirection
    scenario: Scenario
    rule: Rule | None = None

    @property
    def setting(self) -> str:
        """What the command line takes."""
        return f"--set {self.section_or_rule}.{self.parameter}={self.to_text}"


def list_parameter_steps(scenario: Scenario) -> Iterator[ParameterStep]:
    """Every step, rule by rule; then how many small providers make a lot accessible."""
    for rule in scenario.active_rules:
        for knob in rule.relaxable_parameters:
            held = getattr(rule, knob.name)
            if knob.is_number(held):
                yield from _step_parameter(scenario, rule, knob, held)
    if depends_on_small_needed(scenario):
        for way, change in (("tighter", 1), ("looser", -1)):
            needed = scenario.market.small_needed + change
            if needed >= 1:
                yield _step_small_needed(scenario, needed, way)


def depends_on_small_needed(scenario: Scenario) -> bool:
    """Whether anything depends on how many small providers are needed."""
    return any("small_needed" in rule.reads for rule in scenario.active_rules) or any(
        "small_needed" in MEASURES[each.measure].reads for each in scenario.objectives
    )


def _step_small_needed(scenario: Scenario, needed: int, way: Any) -> ParameterStep:
    market = scenario.market.model_copy(update={"small_needed": needed})
    return ParameterStep(
        "market",
        "small_needed",
        str(scenario.market.small_needed),
        str(needed),
        "providers",
        way,
        replace(scenario, market=market),
    )


def _step_parameter(
    scenario: Scenario, rule: Rule, knob: RelaxableParameter, held: Any
) -> Iterator[ParameterStep]:
    ways: tuple[tuple[StepDirection, int], ...] = (("tighter", -knob.sign), ("looser", knob.sign))
    for way, sign in ways:
        moved = _shift_value(held, sign * knob.step)
        turned = rule.model_copy(update={knob.name: moved})
        if _is_valid_rule(turned):
            yield ParameterStep(
                rule.id,
                knob.name,
                write_value(held, knob.unit),
                write_value(moved, knob.unit),
                knob.unit,
                way,
                replace_rule(scenario, turned),
                turned,
            )


def _shift_value(held: Any, step: Fraction) -> Any:
    return map_amounts(held, lambda n: ceil(n + step) if isinstance(n, int) else n + step)


def _is_valid_rule(rule: Rule) -> bool:
    """Whether a file could hold such a rule.

    Readers of pounds and kilometres scale what they are given, both ends of a band alike.
    """
    try:
        type(rule).model_validate(dict(rule))
    except ValueError:
        return False
    return True


ABSENT_COPY_ROW = "\0alone"
"""The row of a copy that is gone; no file can hold such a name."""


def list_provider_rows(scenario: Scenario) -> Iterator[str]:
    """The ids of the providers, one for each row of the table; of copies the first."""
    providers = scenario.providers or ()
    for copies in scenario.provider_copies.values():
        yield providers[copies[0]].id


def remove_provider(scenario: Scenario, name: str) -> Scenario:
    """The scenario where this provider does nothing, nor any consortium that it belongs to.

    It keeps its place, so that everybody else keeps theirs, but is no copy of anybody any more.
    """
    providers = scenario.providers or ()
    gone = {p for p, provider in enumerate(providers) if provider.id == name}
    return replace(
        scenario,
        providers=tuple(
            each.model_copy(update={"services": ()}) if p in gone else each
            for p, each in enumerate(providers)
        ),
        consortia=tuple(
            replace(each, services=()) if gone & set(each.members) else each
            for each in scenario.consortia
        ),
        provider_copies=_split_copies(scenario, gone),
    )


def _split_copies(scenario: Scenario, gone: set[int]) -> dict[str, tuple[int, ...]]:
    """The rows of the table, with a row of its own for one of several copies that is gone."""
    rows = {
        name: tuple(p for p in copies if p not in gone) or copies
        for name, copies in scenario.provider_copies.items()
    }
    alone = tuple(gone - {p for copies in rows.values() for p in copies})
    return rows | ({ABSENT_COPY_ROW: alone} if alone else {})


def depends_on_providers(scenario: Scenario) -> bool:
    """Whether anything depends on who could bid."""
    if scenario.providers is None:
        return False
    return (
        scenario.needs_certificate
        or any(rule.reads_market for rule in scenario.active_rules)
        or any(MEASURES[each.measure].reads_market for each in scenario.objectives)
    )
