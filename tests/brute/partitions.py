"""Every partition of n units, smallest label vector first (section 6, ties)."""

from collections.abc import Iterator

Labels = tuple[int, ...]


def partitions(n: int) -> Iterator[Labels]:
    """Restricted growth strings in lexicographic order: lots numbered by first unit."""
    labels = [0] * n

    def grow(at: int, used: int) -> Iterator[Labels]:
        if at == n:
            yield tuple(labels)
            return
        for label in range(used + 1):
            labels[at] = label
            yield from grow(at + 1, max(used, label + 1))

    return grow(0, 0)


def masks(labels: Labels) -> list[int]:
    """The lots as bit masks, in label order."""
    found = [0] * (max(labels) + 1)
    for unit, label in enumerate(labels):
        found[label] |= 1 << unit
    return found


def canonical(labels: list[int]) -> Labels:
    """Any labelling, renumbered by first unit."""
    numbers: dict[int, int] = {}
    return tuple(numbers.setdefault(label, len(numbers)) for label in labels)
