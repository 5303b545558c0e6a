"""`small_bidders`: lots that small providers can bid for."""

from fractions import Fraction
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, WithJsonSchema, model_validator

from lotdesign.evaluation import Evaluation
from lotdesign.rules.common import BoundReading, find_tightest
from lotdesign.scenario.fields import PercentageField, declare_key
from lotdesign.scenario.rule import RelaxableParameter, Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import parse_whole
from lotdesign.words import format_count, format_percent


def _parse_lots(value: object) -> int | str:
    if value == "all":
        return "all"
    try:
        return parse_whole(value)
    except ValueError:
        raise ValueError('write "all" or a number of lots') from None


LotsOrAll = Annotated[
    int | Literal["all"],
    BeforeValidator(_parse_lots),
    WithJsonSchema({"anyOf": [{"const": "all"}, {"type": "integer", "minimum": 0}]}),
]


class SmallBiddersRule(Rule):
    """Small providers can bid for every external lot, for some, or for a share of the value.

    They can bid for a lot when at least `market.small_needed` of them are eligible for it. Give one
    of `lots` and `share`.
    """

    scope: ClassVar = "design"
    reads: ClassVar = frozenset({"providers", "small_needed"})
    group: ClassVar = "market"
    monotone: ClassVar = True
    relaxable_parameters: ClassVar = (
        RelaxableParameter("lots", Fraction(1), "down", "lots", word="all"),
        RelaxableParameter("share", Fraction(1, 100), "down", "share"),
    )
    example: ClassVar = """
        [[rule]]
        id = "access"
        kind = "small_bidders"
        lots = "all"
    """

    kind: Literal["small_bidders"] = "small_bidders"
    lots: LotsOrAll | None = declare_key('"all", or how many lots at least', None)
    share: PercentageField | None = declare_key(
        "least share of the external lots' value", None, unit="share", least=0, most=1
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.lots is None) == (self.share is None):
            raise ValueError("give one of lots and share")
        if isinstance(self.lots, int) and self.lots < 0:
            raise ValueError("lots must be at least 0")
        return self

    def write_sentence(self, scenario: Scenario) -> str:
        can = f"at least {format_count(scenario.market.small_needed, 'small provider')} can bid"
        if self.lots == "all":
            return f"For every lot {can}."
        if self.share is not None:
            return f"For lots that hold at least {format_percent(self.share)} of all value {can}."
        return f"For at least {format_count(int(self.lots or 0), 'lot')} {can}."

    def is_idle(self, scenario: Scenario) -> bool:
        return self.share == 0 or self.lots == 0

    @property
    def couples_lots(self) -> bool:
        return self.lots != "all"

    def is_broken_by_unit(
        self, scenario: Scenario, providers: int, small: int, awardable: bool
    ) -> bool:
        return self.lots == "all" and small < scenario.market.small_needed

    def count_bidders_asked(self, scenario: Scenario) -> tuple[int, bool]:
        return (scenario.market.small_needed if self.lots == "all" else 0), True

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        if self.lots == "all":
            needed = evaluation.scenario.market.small_needed
            readings = [
                BoundReading(
                    len(evaluation.small_providers[lot]), needed, False, evaluation.name_lot(lot)
                )
                for lot in evaluation.external_lots
            ]
            return find_tightest(readings, "providers")
        if self.share is not None:
            if not evaluation.total_value:
                return RuleFinding(met=True, unit="share")
            reached = evaluation.accessible_value / evaluation.total_value
            return find_tightest([BoundReading(reached, self.share, False)], "share")
        return find_tightest(
            [BoundReading(sum(evaluation.accessible), int(self.lots or 0), False)], "lots"
        )
