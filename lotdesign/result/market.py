"""The answers of `who`, `reach` and `groups`, as JSON has them."""

from typing import Literal

from pydantic import Field

from lotdesign.result.base import ResultDocument, ResultPart, ScenarioRef


class WhoParty(ResultPart):
    """A provider or consortium against a lot; amounts are whole pence a year, rounded down.

    `up_to_pence` is the most that it can carry, `multiple` the turnover multiple up to which it
    is eligible at the lot's value; null is no limit. `never` has obstacles that no other value of
    the lot would mend.
    """

    id: str
    name: str
    consortium: bool
    small: bool
    eligible: bool
    obstacles: tuple[str, ...]
    never: tuple[str, ...]
    from_pence: int
    up_to_pence: int | None
    bound_by: Literal["turnover", "capacity", ""]
    multiple: str | None
    out_from_year: int | None


class WhoLot(ResultPart):
    """A lot, and every party's limits for it.

    While `accessible`, `open_to_pence` is the value up to which it stays so (null: any larger
    one); else the largest smaller value at which it would be (null: none). `open_multiple` is the
    largest turnover multiple at which it is accessible ("0": none, null: any).
    """

    name: str
    units: tuple[str, ...]
    market_value_pence: int
    gross_pence: tuple[int, ...]
    accessible: bool
    open_to_pence: int | None
    open_multiple: str | None
    parties: tuple[WhoParty, ...]


class WhoAnswer(ResultDocument):
    """The lots of a design, or one lot."""

    version: Literal[1] = Field(1, alias="schema")
    scenario: ScenarioRef
    needed: int
    lots: tuple[WhoLot, ...]


class ReachedLot(ResultPart):
    """A lot that the provider can bid for and that no larger such lot holds.

    `broken` are the rules about single lots that it breaks.
    """

    name: str
    units: tuple[str, ...]
    market_value_pence: int
    eligible: int
    eligible_small: int
    broken: tuple[str, ...]


class ReachAnswer(ResultDocument):
    """What one provider can bid for among `possible` lots; `largest` hold all the others."""

    version: Literal[1] = Field(1, alias="schema")
    scenario: ScenarioRef
    provider: str
    name: str
    possible: int
    can: int
    largest: tuple[ReachedLot, ...]


class LotGroup(ResultPart):
    """Lots that one of `providers` could win together; savings are over all years, at par.

    `small_apart` is the fewest small providers eligible for one of the lots by itself,
    `small_as_one` how many would be if they were one lot. `broken` are rules that the group
    awarded as one contract would newly break.
    """

    lots: tuple[str, ...]
    names: tuple[str, ...]
    value_pence: int
    providers: tuple[str, ...]
    contracts_pence: int
    scale_pence: int
    integration_pence: int
    saving_pence: int
    small_apart: int
    small_as_one: int
    broken: tuple[str, ...]


class GroupsAnswer(ResultDocument):
    """The groups of a design, the largest saving first."""

    version: Literal[1] = Field(1, alias="schema")
    scenario: ScenarioRef
    lots: int
    groups: tuple[LotGroup, ...]
