"""A finding of the pre-flight."""

from dataclasses import dataclass
from typing import Literal

PreflightLevel = Literal["impossible", "warning", "info"]
"""`impossible` is a proof that no admissible design exists."""


@dataclass(frozen=True, slots=True)
class PreflightFinding:
    """A finding in words, and the ids of the rules that it concerns."""

    level: PreflightLevel
    text: str
    rules: tuple[str, ...] = ()
