"""One finding of the pre-flight."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["impossible", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Note:
    """What was found, in words, and the rules that it concerns.

    `impossible` is a proof that no admissible design exists.
    """

    level: Level
    text: str
    rules: tuple[str, ...] = ()
