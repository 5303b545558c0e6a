"""What `price` says, as JSON has it.

Figures are of the first aim, in its unit; costs are positive where things get worse, so that they
add up whichever way the aim runs.
"""

from typing import Literal

from pydantic import Field

from lotdesign.result.ended import Ended
from lotdesign.result.model import Figure, Part, ScenarioRef

Found = Literal["worked out", "impossible", "not worked out"]
"""`impossible`: no design is left, which is proved."""


class RulePrice(Part):
    """A rule's price: how much better the best could be without it.

    `without` is the best value then, `alone` the difference, `share` its part of what all rules
    of the split cost together, rounded so that the parts add up, and `exact` the same as a
    fraction. `whole_life_without` is the whole-life cost of the best design then.
    """

    rule: str
    sentence: str
    found: Found
    without: Figure = None
    alone: Figure = None
    share: Figure = None
    exact: str | None = None
    whole_life_without: int | None = None


class StepPrice(Part):
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
    found: Found
    cost: Figure = None
    a_year: Figure = None


class ProviderWorth(Part):
    """How much worse the best would be without a provider."""

    provider: str
    found: Found
    worth: Figure = None
    a_year: Figure = None


class Priced(Part):
    """The price of everything that was asked.

    `optimum` is the best value with all rules, `free` without those of the split, `total` the
    difference. `held` are rules that are kept throughout the split: there are more than can be
    split among, or without them too many lots to list.
    """

    version: Literal[1] = Field(1, alias="schema")
    scenario: ScenarioRef
    created_with: str
    status: Literal["optimal", "infeasible", "unknown"]
    ended: Ended
    measure: str
    unit: str
    years: int
    optimum: Figure = None
    whole_life: int | None = None
    free: Figure = None
    total: Figure = None
    split: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    rules: tuple[RulePrice, ...] = ()
    steps: tuple[StepPrice, ...] = ()
    providers: tuple[ProviderWorth, ...] = ()

    def to_json(self) -> str:
        """The same text for the same prices."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"
