"""What several kinds of rule share: bands, readings against a limit, certificates, phrases."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Self

from pydantic import model_validator

from lotdesign.evaluation import Evaluation
from lotdesign.faults import quote_text
from lotdesign.market.certificate import compute_loads, find_overloads
from lotdesign.scenario.areas import find_units_in_area, name_area
from lotdesign.scenario.fields import NameField, WholeField, declare_key
from lotdesign.scenario.figure_units import RuleUnit
from lotdesign.scenario.rule import Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_pounds, join_words, spell_out_id

RuleAmount = Fraction | int


def describe_lots_with(services: Sequence[str] | None) -> str:
    """The noun for the selected lots: lot, or lot with youth work."""
    return f"lot with {describe_services(services)}" if services else "lot"


def describe_services(services: Sequence[str] | None, last: str = "or") -> str:
    """Services as words; "all services" for None."""
    if services is None:
        return "all services"
    return join_words([spell_out_id(service) for service in services], last)


def describe_units(scenario: Scenario, units: Iterable[str]) -> str:
    """The names of these units, whole or divided."""
    known = {unit.id: unit.name for unit in scenario.units}
    return join_words([known.get(unit, unit) for unit in units])


def find_repeated_units(units: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A fault of the key `units`, as Rule.find_faults has them, for each that is named again."""
    for unit, times in Counter(units).items():
        if times > 1:
            yield "units", f"{quote_text(unit)} stands twice; name a unit once"


def describe_band(
    least: Fraction | int | None, most: Fraction | int | None, money: bool = False
) -> str:
    """A band in words: at least 2, at most £5, between 2 and 5, exactly 3."""
    say = format_pounds if money else (lambda amount: f"{amount:,}")
    if least is not None and most is not None:
        return f"exactly {say(least)}" if least == most else f"between {say(least)} and {say(most)}"
    return f"at least {say(least)}" if least is not None else f"at most {say(most or 0)}"


class BandRule(Rule):
    """A rule whose number lies between `min` and `max`, either of which may be left out."""

    is_band: ClassVar = True

    min: WholeField | None = None
    max: WholeField | None = None

    @model_validator(mode="after")
    def _check_band(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("give min, max or both")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min must not be above max")
        return self


class AreaRule(Rule):
    """A rule that may look at one area alone: `by` names a column of areas, `area` one of them."""

    by: NameField | None = declare_key(
        "a column of the localities that names areas, or locality; with area", None
    )
    area: NameField | None = declare_key(
        "the area, or the locality's id; left out: everywhere", None
    )

    @model_validator(mode="after")
    def _check_area(self) -> Self:
        if (self.by is None) != (self.area is None):
            raise ValueError("give by and area together, or neither")
        return self

    def find_units_inside(self, scenario: Scenario) -> frozenset[int] | None:
        """The units, and parts of units, in its area; None where it looks everywhere."""
        if self.by is None or self.area is None:
            return None
        return find_units_in_area(scenario, self.by, self.area)

    def concerns_every_lot(self, scenario: Scenario) -> bool:
        return self.by is None and super().concerns_every_lot(scenario)

    def name_area(self, scenario: Scenario) -> str:
        """Its area as sentences call it; "" where it looks everywhere."""
        if self.by is None or self.area is None:
            return ""
        return name_area(scenario, self.by, self.area)


@dataclass(frozen=True, slots=True)
class BoundReading:
    """A measured amount and its limit: at most `bound`, or at least; `where` is its year or lot."""

    measured: RuleAmount
    bound: RuleAmount
    at_most: bool
    where: str = ""

    @property
    def slack(self) -> RuleAmount:
        """How far the amount is inside the limit; negative outside."""
        return self.bound - self.measured if self.at_most else self.measured - self.bound


def find_tightest(readings: Iterable[BoundReading], unit: RuleUnit) -> RuleFinding:
    """The finding of the reading with the least slack; met when there is none."""
    least = min(readings, key=lambda reading: reading.slack, default=None)
    if least is None:
        return RuleFinding(met=True, unit=unit)
    return RuleFinding(
        least.slack >= 0, least.measured, least.bound, least.slack, unit, least.where
    )


def read_band(
    measured: RuleAmount, least: RuleAmount | None, most: RuleAmount | None, where: str = ""
) -> list[BoundReading]:
    """The readings of one amount against the ends of a band that are given."""
    readings = []
    if least is not None:
        readings.append(BoundReading(measured, least, at_most=False, where=where))
    if most is not None:
        readings.append(BoundReading(measured, most, at_most=True, where=where))
    return readings


def judge_each_lot(
    evaluation: Evaluation, lots: Iterable[int], keeps: Callable[[tuple[int, ...]], bool]
) -> RuleFinding:
    """Met when all of these lots keep the rule; otherwise names the first that does not.

    `keeps` is given a lot's units, as positions.
    """
    for lot in lots:
        if not keeps(evaluation.design.lots[lot].units):
            return RuleFinding(met=False, where=evaluation.name_lot(lot))
    return RuleFinding(met=True)


def find_certificate_fault(evaluation: Evaluation) -> str:
    """The first reason why the award is no certificate, in words; "" where it is one."""
    if evaluation.award is None:
        return "no such award exists"
    for lot, winner in enumerate(evaluation.award):
        if not may_hold(evaluation, lot, winner):
            return f"{evaluation.name_lot(lot)} goes to a provider that is not eligible"
    lots = [lot.units for lot in evaluation.design.lots]
    loads = compute_loads(evaluation.scenario, lots, evaluation.values, evaluation.award)
    return next(find_overloads(evaluation.scenario, loads), "")


def may_hold(evaluation: Evaluation, lot: int, winner: int | None) -> bool:
    """Whether this party can be awarded the lot; a lot that is not external goes to none."""
    if winner is None:
        return not evaluation.design.lots[lot].is_external
    return winner in evaluation.eligible_parties[lot]
