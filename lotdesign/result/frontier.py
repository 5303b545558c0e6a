"""What trades against what, as JSON has it."""

from typing import Literal

from pydantic import Field

from lotdesign.result.ended import Ended
from lotdesign.result.model import Figure, Part, ScenarioRef, Withdrawn
from lotdesign.result.part import Routes


class FrontierPoint(Part):
    """A design that no other is better than in one measure without being worse in another.

    `values` are of the frontier's measures, in their order; of several designs with these values
    it is the one with the smallest label vector, then with the first routes.
    """

    values: tuple[Figure, ...]
    lots: tuple[tuple[str, ...], ...]
    routes: Routes = ()
    measures: dict[str, Figure]
    award: tuple[str, ...] = ()
    withdrawals: tuple[Withdrawn, ...] = ()


class Frontier(Part):
    """The points of a frontier from the best by the first measure on; each is proved.

    With `complete` there are no others, which is proved too. `proved_by` is what proves it.
    """

    version: Literal[1] = Field(1, alias="schema")
    scenario: ScenarioRef
    created_with: str
    status: Literal["optimal", "infeasible", "unknown"]
    ended: Ended
    complete: bool
    proved_by: tuple[str, ...] = ()
    candidates: int = 0
    measures: tuple[str, ...]
    points: tuple[FrontierPoint, ...] = ()

    def to_json(self) -> str:
        """The same text for the same frontier."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"
