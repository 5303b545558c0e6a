"""What moves from one design to another, lots matched by what they hold."""

from collections.abc import Iterator, Mapping, Sequence

from lotdesign.moves import Lots, matched_lots


def moves(names: Mapping[str, str], before: Lots, after: Lots) -> Iterator[str]:
    """A line a lot of `after` that is not one of `before`, by contents; then how many stay."""
    match = {j: i for i, j in matched_lots(before, after)}
    same = 0
    for j, lot in enumerate(after):
        old = before[match[j]] if j in match else ()
        if set(old) == set(lot):
            same += 1
            continue
        yield f"{contents(names, lot)} ({_change(names, old, lot)})"
    if same:
        yield f"The other {'lot' if same == 1 else f'{same} lots'} stay{'s' if same == 1 else ''}."


def contents(names: Mapping[str, str], lot: Sequence[str]) -> str:
    """All units of a lot by name; nothing is left out, as this is the design."""
    return "; ".join(names.get(unit, unit) for unit in lot)


def _change(names: Mapping[str, str], old: Sequence[str], new: Sequence[str]) -> str:
    if not old:
        return "a lot of its own"
    gains = [unit for unit in new if unit not in old]
    loses = [unit for unit in old if unit not in new]
    told = [f"with {contents(names, gains)}"] if gains else []
    told += [f"without {contents(names, loses)}"] if loses else []
    return ", ".join(told)
