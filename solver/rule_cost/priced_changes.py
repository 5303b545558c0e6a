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

ACCESS_MEASURES = ("accessible_share", "accessible_lots")
"""Measures that depend on how many small providers make a lot accessible."""
ABSENT_COPY_ROW = "\0alone"
"""The row of a removed copy of a counted provider; no file can hold such a name."""


@dataclass(frozen=True, slots=True)
class ParameterStep:
    """A scenario with one parameter a natural step further; texts are as people write them.

    `rule` is the changed rule; None where the parameter is one of a section.
    """

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
        """The option of the command line that makes the step."""
        return f"--set {self.section_or_rule}.{self.parameter}={self.to_text}"


def list_parameter_steps(scenario: Scenario) -> Iterator[ParameterStep]:
    """Yields both steps of each parameter, rule by rule, then those of `market.small_needed`."""
    for rule in scenario.active_rules:
        for parameter in rule.relaxable_parameters:
            if parameter.is_number(getattr(rule, parameter.name)):
                yield from _step_parameter(scenario, rule, parameter)
    if depends_on_small_needed(scenario):
        needed = scenario.market.small_needed
        yield _step_small_needed(scenario, needed + 1, "tighter")
        if needed > 1:
            yield _step_small_needed(scenario, needed - 1, "looser")


def depends_on_small_needed(scenario: Scenario) -> bool:
    """Whether anything depends on how many small providers make a lot accessible."""
    rules = any("small_needed" in rule.reads for rule in scenario.active_rules)
    return rules or any(each.measure in ACCESS_MEASURES for each in scenario.objectives)


def _step_small_needed(scenario: Scenario, needed: int, direction: StepDirection) -> ParameterStep:
    market = scenario.market.model_copy(update={"small_needed": needed})
    return ParameterStep(
        "market",
        "small_needed",
        str(scenario.market.small_needed),
        str(needed),
        "providers",
        direction,
        replace(scenario, market=market),
    )


def _step_parameter(
    scenario: Scenario, rule: Rule, parameter: RelaxableParameter
) -> Iterator[ParameterStep]:
    """Yields the tighter and the looser step, where they make a valid rule."""
    value, looser = getattr(rule, parameter.name), parameter.sign * parameter.step
    steps: tuple[tuple[StepDirection, Fraction], ...] = (("tighter", -looser), ("looser", looser))
    for direction, step in steps:
        changed_value = _shift_value(value, step)
        changed = rule.model_copy(update={parameter.name: changed_value})
        if _is_valid_rule(changed):
            yield ParameterStep(
                rule.id,
                parameter.name,
                write_value(value, parameter.unit),
                write_value(changed_value, parameter.unit),
                parameter.unit,
                direction,
                replace_rule(scenario, changed),
                changed,
            )


def _shift_value(value: Any, step: Fraction) -> Any:
    """The value, or each amount of a list, a step further; whole numbers stay whole."""
    return map_amounts(value, lambda n: ceil(n + step) if isinstance(n, int) else n + step)


def _is_valid_rule(rule: Rule) -> bool:
    """Whether a file could hold such a rule.

    Validators that read pounds or kilometres scale values that are scaled already; both ends of a
    band alike, so that it does not matter here.
    """
    try:
        type(rule).model_validate(dict(rule))
    except ValueError:
        return False
    return True


def list_provider_rows(scenario: Scenario) -> Iterator[str]:
    """Yields a provider id for each row of the table; of a counted provider its first copy."""
    providers = scenario.providers or ()
    for copies in scenario.provider_copies.values():
        yield providers[copies[0]].id


def remove_provider(scenario: Scenario, name: str) -> Scenario:
    """The scenario in which this provider, and each consortium of it, does no service.

    It keeps its position, so that positions of other providers stay as they are, but is no longer
    one of several alike copies.
    """
    providers = scenario.providers or ()
    removed = {p for p, provider in enumerate(providers) if provider.id == name}
    return replace(
        scenario,
        providers=tuple(
            provider.model_copy(update={"services": ()}) if p in removed else provider
            for p, provider in enumerate(providers)
        ),
        consortia=tuple(
            replace(consortium, services=()) if removed & set(consortium.members) else consortium
            for consortium in scenario.consortia
        ),
        provider_copies=_split_copies(scenario, removed),
    )


def _split_copies(scenario: Scenario, removed: set[int]) -> dict[str, tuple[int, ...]]:
    """Row -> copies, with a row of its own for one of several copies that is removed."""
    rows = {
        name: tuple(p for p in copies if p not in removed) or copies
        for name, copies in scenario.provider_copies.items()
    }
    alone = tuple(removed - {p for copies in rows.values() for p in copies})
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
