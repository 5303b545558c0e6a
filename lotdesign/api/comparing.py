"""Puts designs side by side."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lotdesign.result.model import Result

if TYPE_CHECKING:
    import polars as pl

    from lotdesign.comparing.answer import Differences
    from lotdesign.comparing.given import Given
    from lotdesign.frames import Run


def compare(runs: "Sequence[Run | Result]", names: Sequence[str] | None = None) -> "pl.DataFrame":
    """Designs side by side as a polars frame, a row a design: see `lotdesign.comparing.frame`.

    Without names they are called 1, 2, and so on. Raises InputFaults for figures that are none,
    ValueError where there is nothing to compare or names do not fit.
    """
    from lotdesign.comparing.compare import compare as compared
    from lotdesign.comparing.frame import frame

    return frame(compared(_given(runs, names)))


def diff(before: "Run | Result", after: "Run | Result") -> "Differences":
    """What differs between two designs, lots matched by the units that they share."""
    from lotdesign.comparing.answer import Differences
    from lotdesign.comparing.diff import diff as differing

    return Differences(differing(*_given((before, after), ("before", "after"))))


def _given(runs: "Sequence[Run | Result]", names: Sequence[str] | None) -> "list[Given]":
    from lotdesign.comparing.given import checked

    called = names or [str(i) for i in range(1, len(runs) + 1)]
    results = [run if isinstance(run, Result) else run.result for run in runs]
    return [checked(name, result) for name, result in zip(called, results, strict=True)]
