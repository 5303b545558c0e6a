"""How long and with what a command may search."""

from math import isnan
from typing import Annotated

import typer

from lotdesign.cli.exits import UsageError

LARGEST_SEED = 2**31 - 1

TimeLimit = Annotated[float | None, typer.Option(metavar="S", help="Stop after so many seconds.")]
Seed = Annotated[int, typer.Option(min=0, max=LARGEST_SEED, help="Seed of the engine.")]
Workers = Annotated[
    int, typer.Option(min=0, max=1024, help="Parallel workers; 0: as suits the size.")
]


def check_limit(seconds: float | None) -> None:
    """Raises UsageError for a time limit that is none."""
    if seconds is not None and (isnan(seconds) or seconds <= 0):
        raise UsageError("--time-limit: give seconds above 0")
