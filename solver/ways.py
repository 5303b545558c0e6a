"""Which way a scenario is solved: from a list of its lots, by numbering units, or lot by lot."""

from collections.abc import Callable
from dataclasses import replace

from lotdesign.scenario.scenario import Scenario
from solver.candidates.listing import MOST, TooManyLots, candidates
from solver.engines.base import Engine
from solver.engines.choice import TITLES, Choice, Name, engine_named
from solver.facts.table import Facts
from solver.labelling.terms import Terms, terms_of
from solver.opinions import Opinion, opinion
from solver.solve import Found, Means
from solver.telling import Telling

LISTED = 50_000
"""More lots are not listed where there is another way that proves what it finds."""
MANY, SOON = 150, 6.0
"""So many units have a first design drawn before lots are listed, or where that takes so long."""
FIRST, FIRST_SECONDS = 0.25, 60.0
"""Which part of its time a solve may draw it for, or how many seconds without a limit."""
LISTING = 0.25
"""Which part of what is left it may list lots for."""

HALF = 0.5
"""Which part of what is left few large lots may be priced for, before units are numbered."""


def decided(choice: Choice, scenario: Scenario, means: Means, telling: Telling) -> Opinion:
    """The best design, by the first way that leads to one; at every size with a bound."""
    terms = None if choice == "both" else terms_of(scenario)
    many = len(scenario.units) >= MANY
    facts = None if many or terms else _soon_listed(scenario, means)
    first = None
    if facts is None and means.start is None and (many or not terms):
        telling.phase("select", "drawing a first design")
        early = means.within(_part(means, FIRST) or FIRST_SECONDS)
        first = _generated(choice, scenario, early, soon=True)
        if first.found.interrupted:
            return first
        means = replace(means, start=first.found.design, award=first.found.award)
        telling.phase("candidates", "listing the lots that the rules allow")
    try:
        most = MOST if terms is None else LISTED
        if facts is None:
            facts = candidates(scenario, most, _part(means, LISTING))
    except TooManyLots as error:
        if terms is not None:
            return _few(choice, scenario, terms, means, telling)
        telling.phase("select", f"{error}: drawing lots where they help")
        return _better(first, _generated(choice, scenario, means))
    telling.phase("select", "choosing among them", facts.distinct)
    return _better(first, opinion(choice, scenario, facts, means))


def _soon_listed(scenario: Scenario, means: Means) -> Facts | None:
    """The list of lots, where it is soon made."""
    part = _part(means, LISTING)
    try:
        return candidates(scenario, MOST, SOON if part is None else min(SOON, part))
    except TooManyLots:
        return None


def _part(means: Means, part: float) -> float | None:
    """A part of the time that is left; None without a limit."""
    return None if means.seconds is None else part * max(0.0, means.seconds)


def _better(first: Opinion | None, last: Opinion) -> Opinion:
    """The last answer with the first design, where it knows none as good, and the nearer bound."""
    if first is None or first.found.design is None or last.found.proved:
        return last
    early, late = first.found.reached[0], next(iter(last.found.reached), None)
    sign = early.measure.sign
    if late is None:
        return replace(first, found=replace(first.found, interrupted=last.found.interrupted))
    bounds = [each.bound for each in (early, late) if each.bound is not None]
    bound = sign * max(sign * each for each in bounds)
    best = last if sign * late.value <= sign * early.value else first
    reached = replace(best.found.reached[0], bound=bound)
    found = replace(
        best.found, reached=(reached, *best.found.reached[1:]), listed=last.found.listed
    )
    return replace(best, found=replace(found, interrupted=last.found.interrupted))


def _few(
    choice: Choice, scenario: Scenario, terms: Terms, means: Means, telling: Telling
) -> Opinion:
    """The best design of few large lots: by pricing lots, then by numbering units."""
    from solver.borders.run import bordered
    from solver.labelling.solve import labelled

    telling.phase("select", "too many lots to list: pricing them by their borders")
    engine, named = _engine(choice)
    half = _part(means, HALF)
    pricing = means if half is None else means.within(half)
    found = bordered(scenario, terms, replace(pricing, engine=engine))
    first = None if found is None else _by(found, engine, named())
    if first is not None and (first.found.proved or first.found.interrupted or means.late):
        return first
    telling.phase("select", "giving every unit the number of its lot")
    name: Name = "highs" if choice == "highs" else "cp-sat"
    start = means.start if first is None else first.found.design
    means = replace(means, engine=engine_named(name), start=start)
    return _better(first, _by(labelled(scenario, terms, means), means.engine, (name,)))


def _generated(choice: Choice, scenario: Scenario, means: Means, soon: bool = False) -> Opinion:
    """Parts of the design are proved best by the engine; the bound rests on whole numbers."""
    from solver.generating.run import generated

    engine, named = _engine(choice)
    found = generated(scenario, replace(means, engine=engine), soon)
    return _by(found, engine, named())


def _by(found: Found, engine: Engine, asked: tuple[Name, ...]) -> Opinion:
    return Opinion(found, engine, asked if found.proved else (), asked)


def _engine(choice: Choice) -> tuple[Engine, Callable[[], tuple[Name, ...]]]:
    """The engine of a choice, and who has been asked so far."""
    if choice in ("highs", "cp-sat"):
        name: Name = "highs" if choice == "highs" else "cp-sat"
        return engine_named(name), lambda: (name,)
    from solver.engines.together import Together

    together = Together()
    return together, lambda: tuple(name for name in TITLES if name in together.used)
