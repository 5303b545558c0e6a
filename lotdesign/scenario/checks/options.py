"""Designs that someone drew: every unit in one lot."""

from collections import Counter
from collections.abc import Iterator, Mapping

from lotdesign.faults import shown
from lotdesign.scenario.checks.names import Anything, Names, unknown
from lotdesign.scenario.draft import Draft
from lotdesign.scenario.flaws import Flaw
from lotdesign.scenario.raw import Loc
from lotdesign.scenario.sections import Option
from lotdesign.words import listed, plural


def options(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Units unknown, in two lots or in none, and routes."""
    parts = _parts(draft, names)
    for loc, option in draft.each(draft.document.option, "option"):
        for i, lot in enumerate(option.lots):
            for unit in lot:
                yield from unknown((*loc, "lots", i), "unit", unit, names.units)
        if not isinstance(names.rows, Anything):
            yield from _once_each((*loc, "lots"), option, parts)
        yield from _routes(loc, option)


def _parts(draft: Draft, names: Names) -> Mapping[str, tuple[str, ...]]:
    """For each unit of the table what a lot holds of it: itself, or its parts."""
    parts: dict[str, list[str]] = {}
    for part in sorted(names.parts):
        parts.setdefault(part.rpartition("@")[0], []).append(part)
    return {unit: tuple(parts.get(unit, (unit,))) for unit in sorted(names.rows)}


def _once_each(loc: Loc, option: Option, parts: Mapping[str, tuple[str, ...]]) -> Iterator[Flaw]:
    held = Counter(
        each
        for lot in option.lots
        for unit in dict.fromkeys(lot)
        for each in parts.get(unit, (unit,))
    )
    units = [each for whole in parts.values() for each in whole]
    twice = [unit for unit in units if held[unit] > 1]
    nowhere = [unit for unit in units if not held[unit]]
    if twice:
        yield Flaw(loc, f"{_few(twice)}: in more than one lot; a unit is in exactly one")
    if nowhere:
        yield Flaw(loc, f"{_few(nowhere)}: in no lot; a unit is in exactly one")


def _few(units: list[str]) -> str:
    more = [f"{len(units) - 4} more"] if len(units) > 5 else []
    return listed([shown(unit) for unit in units[: 4 if more else 5]] + more)


def _routes(loc: Loc, option: Option) -> Iterator[Flaw]:
    if option.routes and len(option.routes) != len(option.lots):
        routes, lots = plural(len(option.routes), "route"), plural(len(option.lots), "lot")
        yield Flaw((*loc, "routes"), f"has {routes} for {lots}; write one a lot")
