"""What all models of results share.

The base model, figures and statuses as written, the reference to the input, and how a study
ended.
"""

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from lotdesign.design import Route

WrittenRoutes = Annotated[tuple[Route, ...], Field(exclude_if=lambda routes: not routes)]
"""The route of each lot; left out where every lot is external."""


class ResultPart(BaseModel):
    """Frozen, and nothing in it that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


WrittenFigure = int | str | None
"""A whole number of a measure's unit, or a decimal string."""

SolveStatus = Literal["optimal", "feasible", "infeasible", "unknown"]
Termination = Literal[
    "proved", "interrupted", "time limit", "memory limit", "gap", "given", "not listed"
]
RuleEffect = Literal["decides", "idle", "unknown"]


class ScenarioRef(ResultPart):
    """Which input this is the result of.

    `sha256` is of the files and `settings` together; with settings, `files_sha256` is of the
    files alone.
    """

    name: str
    sha256: str
    files_sha256: str | None = Field(None, exclude_if=lambda digest: digest is None)
    settings: tuple[str, ...] = Field((), exclude_if=lambda settings: not settings)


StudyEnd = Literal["done", "interrupted", "time limit", "memory limit", "too many lots"]
"""Unless `done`, what is told is what was found until then."""

AnswerModel = TypeVar("AnswerModel", bound=ResultPart)


def mark_memory_limit(told: AnswerModel) -> AnswerModel:
    """What was told, if it was interrupted, as interrupted by its memory limit."""
    said = "ended" if "ended" in type(told).model_fields else "termination"
    if getattr(told, said) != "interrupted":
        return told
    return told.model_copy(update={said: "memory limit"})
