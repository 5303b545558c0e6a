"""One change in one place of a result's JSON."""

from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Any, Literal, get_args

from lotdesign.result.base import ComparedPart, RuleEffect, SolveStatus, Termination
from lotdesign.result.model import BreakEvenCause, Result

Path = tuple[str | int, ...]


KINDS: tuple[tuple[str, ...], ...] = tuple(
    get_args(kind)
    for kind in (
        SolveStatus,
        Termination,
        RuleEffect,
        ComparedPart,
        BreakEvenCause,
        Literal["met", "broken", "off"],
        Literal["fact", "look", "unsettled"],
        Literal["worked out", "not worked out"],
    )
)
"""What stands in place of one another."""


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every single value with the way to it; an empty list counts as one."""
    steps: Any = ()
    if isinstance(value, dict):
        steps = value.items()
    elif isinstance(value, list):
        steps = enumerate(value)
    if not steps:
        yield path, value
    for step, inner in steps:
        yield from leaves(inner, (*path, step))


def others(value: Any) -> list[Any]:
    """Values of the same sort that are not the same: numbers a little more and a little less."""
    match value:
        case bool():
            return [not value]
        case int():
            return [value + 1, value - 1]
        case str() if kinds := [kind for kind in KINDS if value in kind]:
            return [each for each in kinds[0] if each != value]
        case str() if value.replace(".", "", 1).lstrip("-").isdigit():
            step = Decimal("0.000001")
            return [str(Decimal(value) + step), str(Decimal(value) - step)]
        case str():
            return [f"{value}x", *([""] if value else [])]
        case _:
            return [["big"] if isinstance(value, list) else 0]


def changed(result: Result, path: Path, value: Any) -> Result:
    """The result with another value at a place; it must still read as a result.

    It no longer says how it was verified: whoever changes it can count checks as well.
    """
    dump = result.model_dump(mode="json", by_alias=True)
    if path[0] != "verification":
        dump["verification"] = {"ok": True, "checks": 0}
    at: Any = dump
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = deepcopy(value)
    return Result.model_validate(dump)
