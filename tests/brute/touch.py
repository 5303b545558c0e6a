"""Which units touch, connect, and how far apart they lie (section 5)."""

from tests.brute.case import Case
from tests.brute.places import metres


def touching(case: Case, a: int, b: int) -> bool:
    """Two local units touch when they share a locality or their localities are neighbours."""
    places = frozenset((case.units[a].locality, case.units[b].locality))
    return len(places) == 1 or places in case.neighbours


def connected(case: Case, units: list[int]) -> bool:
    """Whether local units hang together, empty localities being no gap; none at all do."""
    reached = units[:1]
    for at in reached:  # grows while it is walked
        reached.extend(u for u in units if u not in reached and _no_gap(case, at, u))
    return len(reached) == len(units)


def _no_gap(case: Case, a: int, b: int) -> bool:
    """Whether a chain of localities in which no unit lies, parts aside, joins two units'."""
    held = {unit.locality for unit in case.units if unit.id == unit.origin}
    start, end = case.units[a].locality, case.units[b].locality
    chain = [start]
    for here in chain:  # grows while it is walked
        beside = {place for pair in case.neighbours if here in pair for place in pair}
        if here == end or end in beside:
            return True
        chain.extend(place for place in beside - held if place not in chain)
    return False


def longest(case: Case, units: list[int]) -> int:
    """The longest distance in metres between two units, authority-wide ones skipped."""
    local = [u for u in units if case.units[u].locality]
    return max((apart(case, a, b) for a in local for b in local if a < b), default=0)


def to_medoid(case: Case, units: list[int]) -> int:
    """The sum of distances in metres to the unit where that sum is least."""
    local = [u for u in units if case.units[u].locality]
    return min((sum(apart(case, a, b) for b in local) for a in local), default=0)


def located(case: Case) -> bool:
    """Whether every local unit has coordinates."""
    return all(unit.point is not None for unit in case.units if unit.locality)


def apart(case: Case, a: int, b: int) -> int:
    """The distance between two units in metres."""
    first, second = case.units[a].point, case.units[b].point
    if first is None or second is None:
        raise ValueError("a unit without coordinates")
    return metres(first, second)
