"""What the models of all answers share: base classes, figures as written, statuses."""

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from lotdesign.design import Route
from lotdesign.json_escapes import escape_json

WrittenRoutes = Annotated[tuple[Route, ...], Field(exclude_if=lambda routes: not routes)]
"""The route of each lot; left out where every lot is external."""

WrittenFigure = int | str | None
"""A whole number of a measure's unit, or a decimal string."""

SolveStatus = Literal["optimal", "feasible", "infeasible", "unknown"]

Termination = Literal[
    "proved", "interrupted", "time limit", "memory limit", "gap", "given", "not listed"
]

RuleEffect = Literal["decides", "idle", "unknown"]

MOST_CANDIDATES_OF_LADDER = 25_000
"""With more candidates than this nothing is worked out by number of lots."""

ComparedPart = Literal["comparisons", "ladder", "divided", "effects"]
"""A part of a result that puts its design in context, in the order of their worth."""

StudyEnd = Literal["done", "interrupted", "time limit", "memory limit", "too many lots"]
"""How a study ended; unless `done`, the answer has what was found until then."""


class ResultPart(BaseModel):
    """A frozen part of an answer; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class ResultDocument(ResultPart):
    """An answer that is a whole JSON document."""

    def to_json(self) -> str:
        """JSON text with a line end, the same for the same answer."""
        return escape_json(self.model_dump_json(by_alias=True, indent=2)) + "\n"


class ScenarioRef(ResultPart):
    """The input of an answer.

    `sha256` is of the files and `settings` together; with settings, `files_sha256` is of the
    files alone.
    """

    name: str
    sha256: str
    files_sha256: str | None = Field(None, exclude_if=lambda digest: digest is None)
    settings: tuple[str, ...] = Field((), exclude_if=lambda settings: not settings)


AnswerModel = TypeVar("AnswerModel", bound=ResultPart)


def mark_end(answer: AnswerModel, ended: StudyEnd) -> AnswerModel:
    """The answer; if it was interrupted, it says that this did it."""
    key = "ended" if "ended" in type(answer).model_fields else "termination"
    if getattr(answer, key) != "interrupted":
        return answer
    return answer.model_copy(update={key: ended})


class WithdrawalOutcome(ResultPart):
    """How the lots are placed once a provider has withdrawn, or why they cannot be.

    `award` has a party a lot, in the order of the lots, "" for one that is not external; without
    an award, `lots` cannot be carried by `parties`, who are all that could be awarded any of them.
    """

    provider: str
    award: tuple[str, ...] = ()
    lots: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
