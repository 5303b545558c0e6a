"""Rows as a run would have measured them."""

from dataclasses import replace
from typing import Any

from lotdesign.app.bench.rows import BenchRow

OURS = BenchRow(
    instance="county-13-easy-priced",
    units=13,
    measure="whole_life_cost",
    runner="auto",
    limit=60.0,
    times=1,
    first=1.0,
    proved=2.0,
    seconds=2.0,
    memory=100_000_000,
    value=900_000_00,
    bound=900_000_00,
    gap="0",
    verified=True,
    note="",
    published=None,
)


def row(**changed: Any) -> BenchRow:
    """Our row, proved in two seconds, with something changed."""
    return replace(OURS, **changed)


def peer(runner: str = "two-steps", **changed: Any) -> BenchRow:
    """A peer's row on the same instance; it has a design and no bound."""
    return row(**{"runner": runner, "proved": None, "bound": None, "gap": None} | changed)
