"""The answer of `stress`: how designs stand up to the market, as JSON has it.

Chances and cases are assumptions. Lots are lists of unit ids.
"""

from typing import Annotated, Literal

from pydantic import Field

from lotdesign.result.base import (
    ResultDocument,
    ResultPart,
    ScenarioRef,
    SolveStatus,
    StudyEnd,
    WrittenFigure,
)
from lotdesign.result.model import AssumptionNote, EngineRef

UnitLists = tuple[tuple[str, ...], ...]


class BreakingSet(ResultPart):
    """Providers without whom no certificate exists, as a number for each id.

    Copies that are alike go by the id of their row. `no_bidder` are the lots for which nobody is
    left who is eligible; there may be none, as room or a rule may be short.
    """

    providers: dict[str, int]
    no_bidder: UnitLists


class LoneWithdrawal(ResultPart):
    """One provider goes: whether the others have a certificate, and the lots nobody else can take.

    `certificate` is None where that was not worked out in time.
    """

    provider: str
    certificate: bool | None
    no_bidder: UnitLists


class WithdrawalFigures(ResultPart):
    """The smallest sets of providers without whom no certificate exists.

    `size` is None where none breaks the design, or where it is not `proved`; it is from `at_least`
    to `at_most`, of which each is None where nothing is known. `count` sets are listed, and
    `complete` says whether these are all.
    """

    size: int | None
    at_least: int | None
    at_most: int | None
    proved: bool
    count: int
    complete: bool
    sets: tuple[BreakingSet, ...]
    alone: tuple[LoneWithdrawal, ...]
    proved_by: tuple[str, ...]


class MarginFigure(ResultPart):
    """How far something may move while a certificate exists.

    `exact` is a fraction, `value` a decimal of six places at which there is still a certificate.
    Unless `proved`, it may be able to move further.
    """

    status: Literal["limit", "unbounded", "none", "no_capacity"]
    exact: str | None
    value: str | None
    proved: bool


class ProviderMargin(MarginFigure):
    """The margin of one provider's capacity."""

    provider: str


class MarginFigures(ResultPart):
    """The least share of capacities, the largest turnover multiple and rise of values."""

    capacity: MarginFigure
    turnover_multiple: MarginFigure
    value_rise: MarginFigure
    provider_capacity: tuple[ProviderMargin, ...]


class SummedFigure(ResultPart):
    """A chance that was summed up."""

    method: Literal["exact"] = "exact"
    exact: str
    value: str


class DrawnFigure(ResultPart):
    """A chance from draws, with its 95 % interval."""

    method: Literal["draws"] = "draws"
    draws: int
    seed: int
    hits: int
    value: str
    low: str
    high: str


ChanceFigure = Annotated[SummedFigure | DrawnFigure, Field(discriminator="method")]


class ChanceFigures(ResultPart):
    """The chance that every lot has somebody eligible, and that a certificate exists.

    A figure is None where it was not worked out in time.
    """

    every_lot: ChanceFigure | None
    certificate: ChanceFigure | None


class MarketQuestion(ResultPart):
    """What the answer of one provider is worth: will it stay?

    `stays` and `leaves` are the chance of a certificate if it does, and if it does not; `worth` is
    by how much the chance is expected to move when it answers. `capacity` is the share of its
    capacity that must hold, None where it has none. All are decimals of six places.
    """

    provider: str
    stay: str
    stays: str
    leaves: str
    worth: str
    capacity: str | None


class CaseRegret(ResultPart):
    """A design in one case: its first aim there, and how far that is from the best.

    Both are None where the design is not admissible there. Unless `proved`, the regret is at most
    this much.
    """

    case: str
    value: WrittenFigure
    regret: WrittenFigure
    proved: bool


class StressedDesign(ResultPart):
    """A design, and how it stands up to the market.

    What is about the market is None where there are no providers. `largest_regret` and
    `total_regret` are None where the design is not admissible in every case.
    """

    id: str
    name: str
    lots: UnitLists
    routes: tuple[str, ...]
    admissible: bool
    broken: tuple[str, ...]
    withdrawals: WithdrawalFigures | None
    margins: MarginFigures | None
    chances: ChanceFigures | None
    questions: tuple[MarketQuestion, ...] = ()
    regret: tuple[CaseRegret, ...]
    largest_regret: WrittenFigure
    total_regret: WrittenFigure


class StressedCase(ResultPart):
    """A case with the best value of the first aim there; None where no design is admissible.

    No design is better than `bound`. `proved` says whether the best is, or that there is none.
    """

    id: str
    name: str
    set: tuple[str, ...]
    best: WrittenFigure
    bound: WrittenFigure
    proved: bool


class StressAnswer(ResultDocument):
    """How designs stand up to the market: withdrawals, margins, chances, and regret over cases.

    All but regret is in the scenario as it stands, or in `case`. `measure` is the first aim, by
    which regret is. `best_status` says whether the best design is proved, or that none is
    admissible; None where designs were given.
    """

    version: Literal[1] = Field(1, alias="schema")
    scenario: ScenarioRef
    engine: EngineRef
    created_with: str
    ended: StudyEnd
    case: str | None
    best_status: SolveStatus | None
    measure: str
    unit: str
    assumptions: tuple[AssumptionNote, ...]
    cases: tuple[StressedCase, ...]
    designs: tuple[StressedDesign, ...]
