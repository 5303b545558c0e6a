"""Designs changed by hand, and the rules that keep such a change."""

from collections.abc import Iterable, Sequence

from tui.session.edits import Edits, inline
from tui.session.entry import Lots


def moved(lots: Lots, units: Iterable[str], target: int | None) -> Lots:
    """With units moved into the lot at `target`, or into one of their own; empty lots go."""
    taken = tuple(dict.fromkeys(units))
    left = [tuple(u for u in lot if u not in taken) for lot in lots]
    if target is None:
        left.append(taken)
    else:
        left[target] = (*left[target], *taken)
    return tuple(lot for lot in left if lot)


def together(edits: Edits, units: Sequence[str]) -> Edits:
    """With a rule that keeps units in one lot."""
    return _with(edits, "keep", "together", units)


def apart(edits: Edits, units: Sequence[str]) -> Edits:
    """With a rule that keeps units in different lots."""
    return _with(edits, "part", "apart", units)


def fixed(edits: Edits, units: Sequence[str]) -> Edits:
    """With a rule that keeps a lot just as it is."""
    return _with(edits, "lock", "fixed", units)


def _with(edits: Edits, prefix: str, kind: str, units: Sequence[str]) -> Edits:
    text = inline({"kind": kind, "units": list(units)})
    if any(value == text for _, value in edits.settings):
        return edits
    taken = {path for path, _ in edits.settings}
    number = next(n for n in range(1, len(taken) + 2) if f"rule.{prefix}-{n}" not in taken)
    return edits.set(f"rule.{prefix}-{number}", text)
