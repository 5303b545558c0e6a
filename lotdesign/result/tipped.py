"""On what an answer hangs, as JSON has it."""

from typing import Literal

from pydantic import Field

from lotdesign.result.ended import Ended
from lotdesign.result.model import ScenarioRef
from lotdesign.result.part import Part, Routes
from lotdesign.result.tipping import Tipping


class Tipped(Part):
    """The figures that are assumed, and how far each may move.

    `left_out` are assumed figures that were not looked at, as they change what units cost and
    the scenario's file was not at hand.
    """

    version: Literal[1] = Field(1, alias="schema")
    scenario: ScenarioRef
    created_with: str
    status: Literal["optimal", "infeasible", "unknown"]
    ended: Ended
    lots: tuple[tuple[str, ...], ...] = ()
    routes: Routes = ()
    figures: tuple[Tipping, ...] = ()
    left_out: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The same text for the same figures."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"
