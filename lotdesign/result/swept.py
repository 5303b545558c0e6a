"""What `sweep` says, as JSON has it."""

from typing import Literal

from pydantic import Field

from lotdesign.result.model import Figure, Status
from lotdesign.result.part import Part, Routes


class Solved(Part):
    """What came of one combination of settings.

    `value` and `bound` are of the first aim, `objective`; `verified` says whether everything came
    out again without the solver. `note` says why nothing is known, where it is not the time.
    """

    sha256: str
    status: Status
    objective: str | None = None
    value: Figure = None
    bound: Figure = None
    gap: str | None = None
    lots: tuple[tuple[str, ...], ...] = ()
    routes: Routes = ()
    measures: dict[str, Figure] = Field({})
    verified: bool = True
    note: str = ""


class SweptRow(Solved):
    """A combination and what came of it; paths that are not there are as in the files."""

    settings: dict[str, str]


class Swept(Part):
    """Every combination, in the order in which they were given."""

    version: Literal[1] = Field(1, alias="schema")
    scenario: str
    paths: tuple[str, ...]
    rows: tuple[SweptRow, ...]

    @property
    def routed(self) -> bool:
        """Whether any lot is delivered by another route than a contract of its own."""
        return any(row.routes for row in self.rows)

    def to_json(self) -> str:
        """As JSON text."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"
