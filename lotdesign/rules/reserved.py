"""`reserved`: lots that could be kept for a mutual."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.market.eligibility import find_eligible_providers
from lotdesign.money.lot_cost import bound_value_of_lots
from lotdesign.rules.common import BoundReading, find_tightest
from lotdesign.scenario.fields import WholeField, declare_key
from lotdesign.scenario.rule import RelaxableParameter, Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count

MOST_RESERVED_YEARS = 5
"""Years that a reserved light-touch contract may run: Procurement Act 2023, section 33.

That options to extend count towards them is the careful reading, not a settled one.
"""

_TOO_LONG_WORDS = f"longer than the {MOST_RESERVED_YEARS} that a reservation allows"


class ReservedRule(Rule):
    """At least so many external lots could be reserved for a mutual.

    A mutual is eligible for such a lot, and it runs for at most 5 years, extensions counted.
    """

    scope: ClassVar = "design"
    reads: ClassVar = frozenset({"providers"})
    group: ClassVar = "market"
    reserves_lots: ClassVar = True
    relaxable_parameters: ClassVar = (RelaxableParameter("min", Fraction(1), "down", "lots"),)
    example: ClassVar = """
        [term]
        initial = 3
        extensions = [2]

        [[rule]]
        id = "for-mutuals"
        kind = "reserved"
        min = 2
    """

    kind: Literal["reserved"] = "reserved"
    min: WholeField = declare_key("fewest lots that could be reserved", unit="lots", least=0)

    def write_sentence(self, scenario: Scenario) -> str:
        can = f"At least {format_count(self.min, 'lot')} could be reserved for a mutual"
        most = f"at most {MOST_RESERVED_YEARS} years"
        why = f"one is eligible and the term, extensions counted, is {most}"
        long = (
            f", but {_describe_term(scenario)} is {_TOO_LONG_WORDS}"
            if is_too_long(scenario)
            else ""
        )
        return f"{can}: {why}{long}."

    def is_idle(self, scenario: Scenario) -> bool:
        return self.min == 0

    def describe_impossibility(self, scenario: Scenario) -> Iterator[str]:
        if self.min > 0 and is_too_long(scenario):
            yield self.write_sentence(scenario)
        elif self.min > 0 and (most := _count_units_for_mutuals(scenario)) < self.min:
            able = f"{format_count(most, 'unit')} could be run by a listed mutual, even alone"
            asked = (
                f"rule {self.id} asks for {format_count(self.min, 'lot')} that could be reserved"
            )
            yield f"{able}; {asked}."

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        if is_too_long(evaluation.scenario):
            long = f"{_describe_term(evaluation.scenario)}, {_TOO_LONG_WORDS}"
            return find_tightest([BoundReading(0, self.min, False, long)], "lots")
        scenario, lots = evaluation.scenario, evaluation.design.lots
        providers = scenario.providers or ()
        reservable = [
            len(scenario.find_years(lot.units)) <= MOST_RESERVED_YEARS
            and any(providers[p].kind == "mutual" for p in able)
            for lot, able in zip(lots, evaluation.eligible_providers, strict=True)
        ]
        return find_tightest([BoundReading(sum(reservable), self.min, False)], "lots")


def is_too_long(scenario: Scenario) -> bool:
    """Whether every unit is bought for too long for any lot to be reserved."""
    return all(_is_unit_too_long(scenario, unit) for unit in range(len(scenario.units)))


def _is_unit_too_long(scenario: Scenario, unit: int) -> bool:
    return len(scenario.find_years((unit,))) > MOST_RESERVED_YEARS


def _count_units_for_mutuals(scenario: Scenario) -> int:
    """The units that a mutual could run alone: a bound on the lots that could be reserved.

    Lots only get harder to carry and longer, so that each lot for a mutual holds such units alone.
    """
    return sum(_is_open_to_mutual(scenario, unit) for unit in range(len(scenario.units)))


def _is_open_to_mutual(scenario: Scenario, unit: int) -> bool:
    if _is_unit_too_long(scenario, unit):
        return False
    value = bound_value_of_lots(scenario, (unit,))
    able = find_eligible_providers(scenario, (unit,), value, growing=True)
    return any((scenario.providers or ())[p].kind == "mutual" for p in able)


def _describe_term(scenario: Scenario) -> str:
    if scenario.has_one_term:
        return f"a term of {scenario.years} years"
    units = range(len(scenario.units))
    shortest = min(len(scenario.find_years((unit,))) for unit in units)
    return f"the shortest term of {shortest} years"
