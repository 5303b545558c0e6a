"""The answers of `price` and `tipping`, as JSON has them.

Costs of rules, steps and providers, and break-even values of assumed figures.
"""

from typing import Literal

from pydantic import Field

from lotdesign.result.base import (
    ResultDocument,
    ResultPart,
    ScenarioRef,
    StudyEnd,
    WrittenFigure,
    WrittenRoutes,
)
from lotdesign.result.model import FigureBreakEven

PriceStanding = Literal["worked out", "impossible", "not worked out"]
"""`impossible`: no design is left, which is proved."""


class RulePrice(ResultPart):
    """A rule's price: how much better the best could be without it.

    `without` is the best value then, `alone` the difference, `share` its part of what all rules
    of the split cost together, rounded so that the parts add up, and `exact` the same as a
    fraction. `whole_life_without` is the whole-life cost of the best design then.
    """

    rule: str
    sentence: str
    found: PriceStanding
    without: WrittenFigure = None
    alone: WrittenFigure = None
    share: WrittenFigure = None
    exact: str | None = None
    whole_life_without: int | None = None


class StepPrice(ResultPart):
    """What the next step of a number costs, or saves where `cost` is below 0.

    `a_year` is the cost a contract year, for money alone.
    """

    name: str
    parameter: str
    origin: str = Field(alias="from")
    to: str
    unit: str
    setting: str
    way: Literal["tighter", "looser"]
    found: PriceStanding
    cost: WrittenFigure = None
    a_year: WrittenFigure = None


class ProviderWorth(ResultPart):
    """How much worse the best would be without a provider."""

    provider: str
    found: PriceStanding
    worth: WrittenFigure = None
    a_year: WrittenFigure = None


class PriceAnswer(ResultDocument):
    """The costs of rules, steps and providers.

    `optimum` is the best value with all rules, `free` without those of the split, `total` the
    difference. `held` are rules that are kept throughout the split: there are more than can be
    split among, or without them too many lots to list.
    """

    version: Literal[1] = Field(1, alias="schema")
    scenario: ScenarioRef
    created_with: str
    status: Literal["optimal", "infeasible", "unknown"]
    ended: StudyEnd
    measure: str
    unit: str
    years: int
    optimum: WrittenFigure = None
    whole_life: int | None = None
    free: WrittenFigure = None
    total: WrittenFigure = None
    split: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    rules: tuple[RulePrice, ...] = ()
    steps: tuple[StepPrice, ...] = ()
    providers: tuple[ProviderWorth, ...] = ()


class TippingAnswer(ResultDocument):
    """The figures that are assumed, and how far each may move.

    `left_out` are assumed figures that were not looked at, as they change what units cost and
    the scenario's file was not at hand.
    """

    version: Literal[1] = Field(1, alias="schema")
    scenario: ScenarioRef
    created_with: str
    status: Literal["optimal", "infeasible", "unknown"]
    ended: StudyEnd
    lots: tuple[tuple[str, ...], ...] = ()
    routes: WrittenRoutes = ()
    figures: tuple[FigureBreakEven, ...] = ()
    left_out: tuple[str, ...] = ()
