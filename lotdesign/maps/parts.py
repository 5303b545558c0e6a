"""Parts of a map between which nothing touches."""

from collections.abc import Iterable, Sequence


def split_into_parts(
    places: Sequence[str], pairs: Iterable[tuple[str, str]]
) -> tuple[tuple[str, ...], ...]:
    """The places in groups that pairs join, each in the order given; the smallest group first."""
    around: dict[str, list[str]] = {place: [] for place in places}
    for a, b in pairs:
        around[a].append(b)
        around[b].append(a)
    label: dict[str, str] = {}
    for start in places:
        frontier = [] if start in label else [start]
        while frontier:
            place = frontier.pop()
            if place not in label:
                label[place] = start
                frontier += around[place]
    groups: dict[str, list[str]] = {}
    for place in places:
        groups.setdefault(label[place], []).append(place)
    return tuple(sorted(map(tuple, groups.values()), key=len))
