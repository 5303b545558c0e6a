"""What moves from one design to another, lots matched by what they hold."""

from collections.abc import Iterator, Mapping, Sequence

from lotdesign.design import Route
from lotdesign.moves import matched_lots
from lotdesign.report.routes import BRIEFLY

Drawn = Sequence[tuple[Sequence[str], Route]]
"""The unit ids of each lot, and its route."""


def moves(names: Mapping[str, str], before: Drawn, after: Drawn) -> Iterator[str]:
    """A line a lot of `after` that is not one of `before`, by contents; then how many stay."""
    match = {j: i for i, j in matched_lots([lot for lot, _ in before], [lot for lot, _ in after])}
    same = 0
    for j, (lot, route) in enumerate(after):
        old, by = before[match[j]] if j in match else ((), "external")
        told = [*_change(names, old, lot), *_way(by, route)]
        if told:
            yield f"{contents(names, lot)} ({', '.join(told)})"
        else:
            same += 1
    if same:
        yield f"The other {'lot' if same == 1 else f'{same} lots'} stay{'s' if same == 1 else ''}."


def contents(names: Mapping[str, str], lot: Sequence[str]) -> str:
    """All units of a lot by name; nothing is left out, as this is the design."""
    return "; ".join(names.get(unit, unit) for unit in lot)


def _change(names: Mapping[str, str], old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    if not old:
        yield "a lot of its own"
        return
    gains = [unit for unit in new if unit not in old]
    loses = [unit for unit in old if unit not in new]
    if gains:
        yield f"with {contents(names, gains)}"
    if loses:
        yield f"without {contents(names, loses)}"


def _way(old: Route, new: Route) -> Iterator[str]:
    """How the lot is delivered, where it was delivered in another way."""
    if new != old:
        yield "under a contract" if new == "external" else BRIEFLY[new]
