"""The result of a solve, as JSON has it.

Pence are whole numbers; shares and gaps are decimal strings of at most six places; distances
are metres. Tuples that run over years start with contract year 1.
"""

from typing import Annotated, Literal

from pydantic import Field

from lotdesign.design import Route
from lotdesign.result.base import (
    ComparedPart,
    ResultDocument,
    ResultPart,
    RuleEffect,
    ScenarioRef,
    SolveStatus,
    Termination,
    WithdrawalOutcome,
    WrittenFigure,
    WrittenRoutes,
)
from lotdesign.result.bound_certificate import BoundCertificate
from lotdesign.result.robust import RobustFigures

LotYear = Annotated[int | None, Field(exclude_if=lambda year: year is None)]
BreakEvenCause = Literal["another", "impossible", "invalid"]


class BreakEvenEnd(ResultPart):
    """Where the best design stops being the best.

    At `last` it still is, at `next`, the next smallest step, it is not: another design is, with
    these lots, or none is possible. Both were computed. `routes` are given wherever there
    are several to choose from.
    """

    last: str
    next: str
    becomes: BreakEvenCause
    lots: tuple[tuple[str, ...], ...] = ()
    routes: WrittenRoutes = ()


class FigureBreakEven(ResultPart):
    """How far one figure may move, all others staying, before another design is best.

    Values from `least` to `most` were examined. `below` and `above` are the ends of the range
    in which the design stays best, None where it has none up to there. `proved`: the design is
    best at every value of the range; otherwise that was worked out at its ends and at some
    values between.
    """

    figure: str
    title: str
    unit: str
    value: str
    least: str
    most: str
    found: Literal["worked out", "not worked out"]
    proved: bool = False
    below: BreakEvenEnd | None = None
    above: BreakEvenEnd | None = None


class EngineRef(ResultPart):
    """The engine and its settings; only `seconds` differs from run to run."""

    name: str
    versions: dict[str, str] = Field({})
    seed: int = 0
    workers: int = 0
    seconds: float | None = None
    deterministic: bool = True


class ObjectiveResult(ResultPart):
    """One objective: its value in the design, and how well its optimum is known.

    `optimum` is the best value that this objective reached; the design may give some of it away
    within the objective's tolerance. No design is better than `bound`; `gap` is the distance of
    optimum and bound as a share of the optimum.
    """

    measure: str
    value: WrittenFigure
    optimum: WrittenFigure
    bound: WrittenFigure
    gap: str | None
    proved: bool


class LotResult(ResultPart):
    """One lot of the design; `whole_life_pence` is its cost over all years.

    `first_year` and `last_year` are given where not every unit is bought in all contract years.
    """

    id: str
    name: str
    units: tuple[str, ...]
    services: tuple[str, ...]
    localities: tuple[str, ...]
    route: Route = "external"
    gross_pence: tuple[int, ...]
    paid_pence: tuple[int, ...]
    cost_pence: tuple[int, ...]
    market_value_pence: int
    whole_life_pence: int
    eligible: tuple[str, ...]
    eligible_small: tuple[str, ...]
    eligible_consortia: tuple[str, ...] = ()
    accessible: bool
    award: str | None = None
    first_year: LotYear = None
    last_year: LotYear = None


class BudgetTotals(ResultPart):
    """The budget bridge: budget - promised = envelope, and what is taken from it."""

    budget_pence: tuple[int, ...]
    promised_pence: tuple[int, ...]
    envelope_pence: tuple[int, ...]
    gross_pence: tuple[int, ...] = ()
    paid_pence: tuple[int, ...] = ()
    cost_pence: tuple[int, ...] = ()


class RuleResult(ResultPart):
    """A rule and how the design stands to it.

    `effect` says what switching the rule off would do to the best design, where that was
    computed: the rule `decides` the answer, or is `idle`.
    """

    id: str
    kind: str
    sentence: str
    status: Literal["met", "broken", "off"]
    binding: bool = False
    measured: WrittenFigure = None
    limit: WrittenFigure = None
    slack: WrittenFigure = None
    unit: str = ""
    where: str = ""
    effect: RuleEffect = "unknown"


class ProofBasis(ResultPart):
    """What it rests on that no design is better by an aim; without a measure: that there is none.

    Of a robust design the aim is the largest "regret" over the cases.

    A `bound certificate` and `arithmetic` were worked out again without a solver; otherwise it
    rests on the `engines` that are named, or is `open`. `again` are the engines that proved it
    again, where they were asked.
    """

    measure: str | None
    basis: Literal["bound certificate", "arithmetic", "engines", "open"]
    engines: tuple[str, ...] = ()
    again: tuple[str, ...] = Field((), exclude_if=lambda engines: not engines)


class Verification(ResultPart):
    """What the verifier found when it computed everything again.

    `proofs` are told by `verify` alone.
    """

    ok: bool
    checks: int
    faults: tuple[str, ...] = ()
    proofs: tuple[ProofBasis, ...] = Field((), exclude_if=lambda proofs: not proofs)


class AssumptionNote(ResultPart):
    """A figure that rests on assumption."""

    where: str
    text: str


class LawNote(ResultPart):
    """Something of the law to look at; `level` is fact, look or unsettled."""

    id: str
    level: Literal["fact", "look", "unsettled"]
    text: str
    source: str = ""


class ReferenceComparison(ResultPart):
    """Another design by the same measures and rules.

    `rank` counts the best designs by number of lots (the ladder) that are better. `routes` are
    left out where every lot is external. `certified` says that it has the certificate that it
    needs, or needs none; without that it is not admissible, even if it breaks no rule.
    """

    id: str
    name: str
    lots: tuple[tuple[str, ...], ...]
    routes: WrittenRoutes = ()
    measures: dict[str, WrittenFigure]
    admissible: bool
    certified: bool = True
    broken: tuple[str, ...] = ()
    rank: int | None = None
    award: tuple[str, ...] = ()
    withdrawals: tuple[WithdrawalOutcome, ...] = ()


class BestByLotCount(ResultPart):
    """The best design with just this many lots; without measures there is none.

    Where it is not proved best, no design of so many lots is better by the first objective than
    `bound`; that is left out where nothing is known of it.
    """

    lots: int
    status: SolveStatus
    design: tuple[tuple[str, ...], ...] = ()
    routes: WrittenRoutes = ()
    measures: dict[str, WrittenFigure] = Field({})
    award: tuple[str, ...] = ()
    withdrawals: tuple[WithdrawalOutcome, ...] = ()
    bound: WrittenFigure = Field(None, exclude_if=lambda bound: bound is None)


class DividedService(ResultPart):
    """Where a divided service went, and the best design that keeps it in one contract.

    `joined` and `alone` are localities; `integration_pence` is what lots that hold its parts
    save by joining services, in the year in which each saves most. `one_contract` is None when no
    design keeps it together.
    """

    service: str
    joined: tuple[str, ...]
    alone: tuple[str, ...]
    integration_pence: int
    one_contract: ReferenceComparison | None


class Result(ResultDocument):
    """The whole answer of a run.

    `candidates` is how many lots there were to choose from, 0 where they were not all listed; a
    search that then found nothing more ended as "not listed". `tie_proved` says that the design is
    the canonical one among equally good ones. `admissible` and `certified` are of the design, as
    in a comparison. `tipping` is there where it was asked for. `left_out` has the parts that there
    was no time for, or that were not asked for; of a part that was begun some is there.

    With `robust` the result is that of the design with the least largest regret: its figures are
    those of the scenario as it stands, and `status` and `proved_by` say what is proved of that
    question. Its design may break rules as things stand.
    """

    version: Literal[1] = Field(1, alias="schema")
    scenario: ScenarioRef
    engine: EngineRef
    created_with: str
    status: SolveStatus
    proved_by: tuple[str, ...] = ()
    termination: Termination = "proved"
    tie_proved: bool = True
    candidates: int = 0
    objective: tuple[ObjectiveResult, ...] = ()
    lots: tuple[LotResult, ...] = ()
    totals: BudgetTotals
    measures: dict[str, WrittenFigure] = Field({})
    admissible: bool | None = Field(None, exclude_if=lambda admissible: admissible is None)
    certified: bool = True
    rules: tuple[RuleResult, ...] = ()
    withdrawals: tuple[WithdrawalOutcome, ...] = ()
    verification: Verification = Verification(ok=True, checks=0)
    assumptions: tuple[AssumptionNote, ...] = ()
    law: tuple[LawNote, ...] = ()
    preflight: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
    comparisons: tuple[ReferenceComparison, ...] = ()
    ladder: tuple[BestByLotCount, ...] = ()
    divided: tuple[DividedService, ...] = ()
    left_out: tuple[ComparedPart, ...] = Field((), exclude_if=lambda parts: not parts)
    tipping: tuple[FigureBreakEven, ...] = Field((), exclude_if=lambda figures: not figures)
    robust: RobustFigures | None = Field(None, exclude_if=lambda figures: figures is None)
    bound_certificate: BoundCertificate | None = Field(
        None, exclude_if=lambda certificate: certificate is None
    )

    @property
    def broken(self) -> tuple[str, ...]:
        """The ids of the rules that its design breaks."""
        return tuple(rule.id for rule in self.rules if self.lots and rule.status == "broken")
