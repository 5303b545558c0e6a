"""What `sweep` says, as JSON has it."""

from typing import Literal

from pydantic import Field

from lotdesign.result.base import ResultPart, SolveStatus, WrittenFigure, WrittenRoutes


class SolvedCombination(ResultPart):
    """What came of one combination of settings.

    `value` and `bound` are of the first aim, `objective`; `verified` says whether everything came
    out again without the solver. `note` says why nothing is known, where it is not the time.
    """

    sha256: str
    status: SolveStatus
    objective: str | None = None
    value: WrittenFigure = None
    bound: WrittenFigure = None
    gap: str | None = None
    lots: tuple[tuple[str, ...], ...] = ()
    routes: WrittenRoutes = ()
    measures: dict[str, WrittenFigure] = Field({})
    verified: bool = True
    note: str = ""


class SweepAnswerRow(SolvedCombination):
    """A combination and what came of it; paths that are not there are as in the files."""

    settings: dict[str, str]


class SweepAnswer(ResultPart):
    """Every combination, in the order in which they were given."""

    version: Literal[1] = Field(1, alias="schema")
    scenario: str
    paths: tuple[str, ...]
    rows: tuple[SweepAnswerRow, ...]

    @property
    def routed(self) -> bool:
        """Whether any lot is delivered by another route than a contract of its own."""
        return any(row.routes for row in self.rows)

    def to_json(self) -> str:
        """As JSON text."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"
