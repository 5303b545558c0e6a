"""Parses measures chosen by name, and conditions such as accessible_share>=0.6 or admissible."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from lotdesign.faults import Fault, InputFaults, suggest_name
from lotdesign.measures.base import OWN_UNITS_PER_WRITTEN_UNIT, MeasureValue
from lotdesign.measures.registry import ALL_MEASURES, MEASURES, STRESS_MEASURES
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import parse_number, parse_percentage
from lotdesign.words import join_words

FEWEST_MEASURES, MOST_MEASURES = 2, 3
"""How many measures can be traded against each other."""

MEASURES_FLAG = "--measures"
"""The flag that names measures, and what faults of them say."""

ADMISSIBLE = "admissible"
"""The condition that the design keeps every active rule and has a certificate if it needs one."""

_CONDITION_PATTERN = re.compile(r"\s*(\w+)\s*(>=|<=|==|!=|=|>|<)\s*(\S.*?)\s*")

_COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    ">=": ge,
    "<=": le,
    "==": eq,
    "=": eq,
    "!=": ne,
    ">": gt,
    "<": lt,
}


def choose_measures(scenario: Scenario, names: Sequence[str] | None) -> tuple[str, ...]:
    """Two or three of all measures by name; without names those of the first two objectives.

    Raises InputFaults with every fault.
    """
    if names is None:
        names = [objective.measure for objective in scenario.objectives][:FEWEST_MEASURES]
    faults = tuple(_find_choice_faults(scenario, names))
    if faults:
        raise InputFaults(faults)
    return tuple(names)


def choose_further_measures(scenario: Scenario, names: Sequence[str]) -> tuple[str, ...]:
    """Any measures by name, to be shown as well; raises InputFaults with every fault."""
    faults = tuple(_find_name_faults(scenario, names))
    if faults:
        raise InputFaults(faults)
    return tuple(names)


def choose_stress_measures(scenario: Scenario, names: Sequence[str]) -> tuple[str, ...]:
    """Those of STRESS_MEASURES by name; raises InputFaults with every fault."""
    known = join_words(list(STRESS_MEASURES))
    faults = [
        Fault(MEASURES_FLAG, f"is shown anyway; {known} are worked out here", name)
        for name in names
        if name in MEASURES
    ]
    faults += _find_name_faults(scenario, [name for name in names if name not in MEASURES])
    if faults:
        raise InputFaults(faults)
    return tuple(names)


def _find_choice_faults(scenario: Scenario, names: Sequence[str]) -> Iterator[Fault]:
    if not FEWEST_MEASURES <= len(names) <= MOST_MEASURES:
        yield Fault(MEASURES_FLAG, "name two or three measures, for example whole_life_cost,travel")
    yield from _find_name_faults(scenario, names)


def _find_name_faults(scenario: Scenario, names: Sequence[str]) -> Iterator[Fault]:
    where = MEASURES_FLAG
    for place, name in enumerate(names):
        if name not in ALL_MEASURES:
            yield Fault(where, suggest_name(name, ALL_MEASURES), name)
        elif name in names[:place]:
            yield Fault(where, "stands twice; name a measure once", name)
        else:
            missing = _describe_missing_data(scenario, name)
            if missing:
                yield Fault(where, missing, name)


def _describe_missing_data(scenario: Scenario, name: str) -> str:
    """What the measure reads and the scenario has no figures for; "" for nothing."""
    reads = ALL_MEASURES[name].reads
    if "providers" in reads and scenario.providers is None:
        return "needs a table of providers"
    if "need" in reads and any(unit.need is None for unit in scenario.units):
        return "needs the need of each unit"
    unplaced = any(unit.locality and unit.position is None for unit in scenario.units)
    if "positions" in reads and unplaced:
        return "needs x and y (or lat and lon) of each unit or of its locality"
    return ""


@dataclass(frozen=True, slots=True)
class MeasureCondition:
    """A measure compared with a limit in the measure's own unit; "admissible" has no limit.

    `text` is the condition as written.
    """

    text: str
    measure: str
    comparison: str = ">="
    limit: MeasureValue = 0

    def holds_for_difference(self, beyond: Any) -> Any:
        """Whether it holds where `beyond` is the measure less the limit; also of arrays."""
        return _COMPARISONS[self.comparison](beyond, 0)

    def holds(self, value: MeasureValue) -> bool:
        """Whether it holds of a value of the measure, exactly."""
        return bool(self.holds_for_difference(value - self.limit))


def parse_conditions(
    texts: Iterable[str], option: str, known: Collection[str] = tuple(MEASURES)
) -> tuple[MeasureCondition, ...]:
    """The conditions given to the flag `option`; raises InputFaults for each that is none.

    A condition is "admissible", or one of the measures `known`, one of >= <= > < = != and a
    value in people's units: pounds, kilometres, 60% or 0.6.
    """
    found, faults = [], []
    for text in texts:
        try:
            found.append(_parse_condition(text, known))
        except ValueError as error:
            faults.append(Fault(option, str(error), text))
    if faults:
        raise InputFaults(faults)
    return tuple(found)


def _parse_condition(text: str, known: Collection[str]) -> MeasureCondition:
    if text.strip() == ADMISSIBLE:
        return MeasureCondition(text, ADMISSIBLE)
    found = _CONDITION_PATTERN.fullmatch(text)
    if found is None:
        raise ValueError(f'write a condition such as "lots<=5", or "{ADMISSIBLE}"')
    measure, comparison, value = found.groups()
    if measure not in known:
        raise ValueError(suggest_name(measure, known))
    return MeasureCondition(text, measure, comparison, _parse_limit(measure, value))


def _parse_limit(measure: str, text: str) -> MeasureValue:
    """The value in the measure's own unit; raises ValueError where it is none."""
    unit = ALL_MEASURES[measure].unit
    if unit == "share":
        return parse_percentage(text)
    amount = text.removeprefix("£") if unit == "pence" else text
    return parse_number(amount) * OWN_UNITS_PER_WRITTEN_UNIT.get(unit, 1)
