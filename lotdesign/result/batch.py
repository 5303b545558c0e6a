"""The answer of `sweep`, as JSON has it."""

from typing import Literal

from pydantic import Field

from lotdesign.result.base import (
    ResultDocument,
    ResultPart,
    SolveStatus,
    WrittenFigure,
    WrittenRoutes,
)


class SolvedCombination(ResultPart):
    """The answer of one combination of settings.

    `value` and `bound` are of the first aim, `objective`; `verified` says whether the verifier
    computed the same. `note` says why nothing is known, where that is not the time limit.
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
    """A combination of settings and its answer; other paths are as in the files."""

    settings: dict[str, str]


class SweepAnswer(ResultDocument):
    """The combinations in the order in which they were given: all, unless it was stopped."""

    version: Literal[1] = Field(1, alias="schema")
    scenario: str
    paths: tuple[str, ...]
    rows: tuple[SweepAnswerRow, ...]
    complete: bool = True

    @property
    def routed(self) -> bool:
        """Whether any lot is delivered by another route than a contract of its own."""
        return any(row.routes for row in self.rows)
