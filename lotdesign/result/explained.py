"""The answer of `explain`, as JSON has it: minimal conflicts and repairs."""

from typing import Literal

from pydantic import Field

from lotdesign.result.base import ResultDocument, ResultPart, ScenarioRef, StudyEnd
from lotdesign.result.model import Result

ExplanationStatus = Literal["infeasible", "feasible", "unknown"]
RepairTable = Literal["", "providers", "neighbours"]
WinnersAskedBy = Literal["", "aim", "prices"]


class RepairChange(ResultPart):
    """A rule's parameter relaxed, or, without a parameter, the rule switched off.

    With `table` it is not a rule that changes but a limit of a provider, or a row of neighbours is
    added; `row` is the id of the provider, or of the first of the two localities. `origin` and `to`
    are as people write them; `setting` is what the command line takes.
    """

    rule: str
    table: RepairTable = ""
    row: str = ""
    parameter: str | None
    origin: str = Field(alias="from")
    to: str
    unit: str
    setting: str
    sentence: str


class LimitAtWork(ResultPart):
    """Data without which some design would keep the rules of a conflict.

    `column` is one of the providers' table, whose limits these are, or `neighbours` where rows of
    that table are missing; `sentence` says which.
    """

    column: str
    sentence: str


class ProposedRepairCost(ResultPart):
    """How much a repair changes, compared in this order.

    `loosening` adds up how far each parameter is moved, as a share of where it stands.
    """

    rules: int
    switched_off: int
    loosening: str


class ProposedRepair(ResultPart):
    """Changes with which a design is possible, and the best design then.

    `least` says that the next smaller step of any of them is shown to be impossible while the
    others stay, and that these rules cannot be changed more cheaply; `proved_by` who agrees that
    the steps less are.
    """

    changes: tuple[RepairChange, ...]
    cost: ProposedRepairCost
    least: bool
    proved_by: tuple[str, ...]
    result: Result | None


class ConflictNote(ResultPart):
    """A set of rules that no design keeps together.

    Without any one of the rules in `needed` the others can be kept. `winners` says what besides
    rules requires a winner for every lot, "" for nothing.
    """

    rules: tuple[str, ...]
    needed: tuple[str, ...]
    winners: WinnersAskedBy
    proved_by: tuple[str, ...]
    limits: tuple[LimitAtWork, ...] = ()


class ExplainAnswer(ResultDocument):
    """Why a scenario has no admissible design, and repairs.

    `complete` says that there are no other minimal conflicts; `mendable` that the repairs are
    not ruled out by protected rules or by the data.
    """

    version: Literal[1] = Field(1, alias="schema")
    scenario: ScenarioRef
    created_with: str
    status: ExplanationStatus
    ended: StudyEnd
    proved_by: tuple[str, ...] = ()
    preflight: tuple[str, ...] = ()
    conflicts: tuple[tuple[str, ...], ...] = ()
    details: tuple[ConflictNote, ...] = ()
    complete: bool = False
    mendable: bool = True
    repairs: tuple[ProposedRepair, ...] = ()
