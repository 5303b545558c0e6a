"""How a report says by which routes lots are delivered."""

from collections import Counter
from collections.abc import Iterable

from lotdesign.design import ROUTES, Route

BRIEFLY: dict[Route, str] = {
    "external": "contract",
    "in_house": "in-house",
    "prime": "inside another contract",
}


def with_route(text: str, route: Route) -> str:
    """A lot in words, with its route where that is not a contract of its own."""
    return text if route == "external" else f"{text} ({BRIEFLY[route]})"


def delivered(routes: Iterable[Route]) -> str:
    """How the lots of a design are delivered: 2 contract, 1 in-house."""
    times = Counter(routes or ("external",))
    if len(times) == 1:
        return BRIEFLY[next(iter(times))]
    return ", ".join(f"{times[route]} {BRIEFLY[route]}" for route in ROUTES if times[route])
