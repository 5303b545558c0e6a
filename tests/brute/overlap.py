"""How far a design is from today's contracts (sections 5 and 6)."""

from tests.brute.case import Case
from tests.brute.design import Design


def together(masks: list[int]) -> set[tuple[int, int]]:
    """Unit pairs that share a group."""
    return {
        (a, b)
        for mask in masks
        for b in range(mask.bit_length())
        for a in range(b)
        if mask >> a & 1 and mask >> b & 1
    }


def changed_pairs(design: Design) -> int:
    """Unit pairs whose being together changes against today's contracts."""
    now = together([lot.mask for lot in design.lots])
    return len(now ^ together(list(design.case.contracts)))


def units_moved(design: Design) -> int:
    """Units minus the greatest one-to-one overlap with today's contracts."""
    overlaps = [_overlaps(design.case, lot.mask) for lot in design.lots]
    return len(design.case.units) - _greatest(overlaps)


def _overlaps(case: Case, mask: int) -> dict[int, int]:
    found = {i: (mask & contract).bit_count() for i, contract in enumerate(case.contracts)}
    return {i: size for i, size in found.items() if size}


def _greatest(overlaps: list[dict[int, int]]) -> int:
    """The best assignment, depth first, cut off where no choice can beat the best."""
    most = [max(row.values(), default=0) for row in overlaps]
    best = 0

    def choose(at: int, used: int, total: int) -> None:
        nonlocal best
        best = max(best, total)
        if total + sum(most[at:]) <= best:
            return
        for contract, size in overlaps[at].items():
            if not used >> contract & 1:
                choose(at + 1, used | 1 << contract, total + size)
        choose(at + 1, used, total)

    choose(0, 0, 0)
    return best
