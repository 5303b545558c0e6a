"""One finding of the pre-flight."""

from dataclasses import dataclass
from typing import Literal

PreflightLevel = Literal["impossible", "warning", "info"]


@dataclass(frozen=True, slots=True)
class PreflightFinding:
    """What was found, in words, and the rules that it concerns.

    `impossible` is a proof that no admissible design exists.
    """

    level: PreflightLevel
    text: str
    rules: tuple[str, ...] = ()
