"""How lots may be delivered, and where the money comes from."""

from collections.abc import Iterator

from lotdesign.design import Route
from lotdesign.rules.funding import Funding
from lotdesign.rules.route import RouteRule
from lotdesign.scenario.checks.names import Names, unknown_reach
from lotdesign.scenario.draft import Draft
from lotdesign.scenario.flaws import Flaw


def routes(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Rules and options that name a route which the scenario does not offer."""
    if "routes" in draft.flawed:
        return
    for loc, rule in draft.each(draft.document.rule, "rule"):
        if isinstance(rule, RouteRule) and rule.active:
            yield from _offered(draft, (*loc, "route"), rule.route)
    for loc, option in draft.each(draft.document.option, "option"):
        for i, route in enumerate(option.routes):
            yield from _offered(draft, (*loc, "routes", i), route)


def _offered(draft: Draft, loc: tuple[str | int, ...], route: Route) -> Iterator[Flaw]:
    if route not in draft.document.routes.allowed:
        right = f"nobody offers this route; write what it costs under [routes.{route}]"
        yield Flaw(loc, right, route)


def funding(draft: Draft, names: Names) -> Iterator[Flaw]:
    """What sources pay for that is not there, and a rule about sources without any."""
    years = draft.document.term.years
    for loc, source in draft.each(draft.document.funding, "funding"):
        yield from unknown_reach(loc, source, names)
        listed = isinstance(source.annual, tuple) and len(source.annual) != years
        if listed and "term" not in draft.flawed:
            yield Flaw((*loc, "annual"), f"write one amount, or {years}: one a contract year")
    if not draft.document.funding and "funding" not in draft.flawed:
        right = "needs sources of money; write each as [[funding]]"
        for loc, rule in draft.each(draft.document.rule, "rule"):
            if isinstance(rule, Funding) and rule.active:
                yield Flaw((*loc, "kind"), right, rule.kind)
