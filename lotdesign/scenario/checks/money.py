"""What [money] says of services and years."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from lotdesign.scenario.checks.names import Names, unknown
from lotdesign.scenario.draft import Draft
from lotdesign.scenario.flaws import Flaw
from lotdesign.words import pounds


def need_led(draft: Draft, names: Names) -> Iterator[Flaw]:
    """A service that is not there or stands twice, and units without a need."""
    seen: Counter[str] = Counter()
    for loc, step in draft.each(draft.document.money.need_led, "money", "need_led"):
        yield from unknown((*loc, "service"), "service", step.service, names.services)
        seen[step.service] += 1
        if seen[step.service] == 2:
            yield Flaw((*loc, "service"), "stands twice; one pace a service", step.service)
    for place, unit in draft.each(draft.document.units, "units"):
        if unit.need is None and seen[unit.service]:
            yield Flaw((*place, "need"), "is blank; need-led funding of its service needs it")


def promised(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Promises of a service that is not there, or outside the contract."""
    years = draft.document.term.years
    for loc, promise in draft.each(draft.document.money.promised, "money", "promised"):
        yield from unknown((*loc, "service"), "service", promise.service, names.services)
        if promise.first_year > years and "term" not in draft.flawed:
            right = f"must be a contract year, from 1 to {years}"
            yield Flaw((*loc, "first_year"), right, draft.written((*loc, "first_year")))


def integration(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Services joined that are not there."""
    for loc, joined in draft.each(draft.document.money.integration, "money", "integration"):
        for service in joined.services:
            yield from unknown((*loc, "services"), "service", service, names.services)


def scale(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Points of the scale curve that do not rise by value."""
    points = list(draft.each(draft.document.money.scale, "money", "scale"))
    for (_, before), (loc, point) in pairwise(points):
        if point.value <= before.value:
            right = f"must be above the value of the point before, {pounds(before.value)}"
            yield Flaw((*loc, "value"), right, draft.written((*loc, "value")))
