"""Whether a solution keeps a model's rows, in whole numbers."""

from solver.facts.lots import Flags, Ints, distinct
from solver.selection.model import Model, Row


def holds(model: Model, solution: Ints, allowed: Flags | None = None) -> bool:
    """Whether every variable is within its bounds and every row holds that is to hold."""
    return (
        bool((solution[~model.kept(allowed)] == 0).all())
        and set(distinct(solution[: model.candidates]).tolist()) <= {0, 1}
        and all(
            each.low <= int(value) <= each.high
            for each, value in zip(model.extra, solution[model.candidates :], strict=True)
        )
        and all(kept(row, solution) for row in model.rows)
    )


def kept(row: Row, solution: Ints) -> bool:
    """Whether the row holds, or does not apply."""
    if row.when is not None and not solution[row.when]:
        return True
    return _between(row.form.of(solution), row.low, row.high)


def _between(value: int, low: int | None, high: int | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)
