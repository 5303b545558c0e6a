"""`small_bidders`: lots that small providers can bid for."""

from fractions import Fraction
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, WithJsonSchema, model_validator

from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding, Knob, Rule
from lotdesign.rules.shared.room import Reading, tightest
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Percentage, key, whole
from lotdesign.words import percent, plural


def _lots(value: object) -> int | str:
    if value == "all":
        return "all"
    try:
        return whole(value)
    except ValueError:
        raise ValueError('write "all" or a number of lots') from None


Lots = Annotated[
    int | Literal["all"],
    BeforeValidator(_lots),
    WithJsonSchema({"anyOf": [{"const": "all"}, {"type": "integer", "minimum": 0}]}),
]


class SmallBidders(Rule):
    """Every external lot, a number of lots, or a share of value is accessible."""

    reads_market: ClassVar = True
    knobs: ClassVar = (
        Knob("lots", Fraction(1), "down", "lots"),
        Knob("share", Fraction(1, 100), "down", "share"),
    )

    kind: Literal["small_bidders"] = "small_bidders"
    lots: Lots | None = key('"all", or how many lots at least', None)
    share: Percentage | None = key("least share of value", None, unit="share", least=0, most=1)

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.lots is None) == (self.share is None):
            raise ValueError("give one of lots and share")
        if isinstance(self.lots, int) and self.lots < 0:
            raise ValueError("lots must be at least 0")
        return self

    def sentence(self, scenario: Scenario) -> str:
        can = f"at least {plural(scenario.market.small_needed, 'small provider')} can bid"
        if self.lots == "all":
            return f"For every lot {can}."
        if self.share is not None:
            return f"For lots that hold at least {percent(self.share)} of all value {can}."
        return f"For at least {plural(int(self.lots or 0), 'lot')} {can}."

    def idle(self, scenario: Scenario) -> bool:
        return self.share == 0 or self.lots == 0

    def judge(self, ledger: Ledger) -> Finding:
        if self.lots == "all":
            needed = ledger.scenario.market.small_needed
            readings = [
                Reading(len(ledger.small[lot]), needed, False, ledger.lot_name(lot))
                for lot in ledger.external
            ]
            return tightest(readings, "providers")
        if self.share is not None:
            if not ledger.total_value:
                return Finding(met=True, unit="share")
            reached = ledger.accessible_value / ledger.total_value
            return tightest([Reading(reached, self.share, False)], "share")
        return tightest([Reading(sum(ledger.accessible), int(self.lots or 0), False)], "lots")
