"""How a run of many solves came to its end."""

from typing import Literal

Ended = Literal["done", "interrupted", "time limit", "too many lots"]
"""Unless `done`, what is told is what was found until then."""
