"""How a run of many solves came to its end."""

from typing import Literal, TypeVar

from lotdesign.result.part import Part

Ended = Literal["done", "interrupted", "time limit", "memory limit", "too many lots"]
"""Unless `done`, what is told is what was found until then."""

Told = TypeVar("Told", bound=Part)


def by_memory(told: Told) -> Told:
    """What was told, if it was interrupted, as interrupted by its memory limit."""
    said = "ended" if "ended" in type(told).model_fields else "termination"
    if getattr(told, said) != "interrupted":
        return told
    return told.model_copy(update={said: "memory limit"})
