"""[[divide]]: which units may become parts, and by what."""

from collections.abc import Iterator

from lotdesign.scenario.checks.names import Names, unknown
from lotdesign.scenario.draft import Draft
from lotdesign.scenario.flaws import Flaw


def divided_units(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Units to divide that are not there, lie in one locality, or stand twice."""
    local = {unit.id for unit in draft.document.units if unit.locality}
    seen: set[str] = set()
    for loc, section in draft.each(draft.document.divide, "divide"):
        for unit in section.units:
            yield from unknown((*loc, "units"), "unit", unit, names.rows)
            if unit in local:
                right = "lies in one locality; only an authority-wide unit is divided"
                yield Flaw((*loc, "units"), right, unit)
            if unit in seen:
                yield Flaw((*loc, "units"), "is divided twice", unit)
            seen.add(unit)


def weights(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Localities to divide over, with the figure that the parts are in proportion to."""
    sections = list(draft.each(draft.document.divide, "divide"))
    if not names.localities and ("localities",) not in draft.raw.bad:
        for loc, _ in sections:
            yield Flaw((*loc, "units"), "there are no localities to divide over")
    for by in dict.fromkeys(s.by for _, s in sections if s.by != "equal"):
        for loc, place in draft.each(draft.document.localities, "localities"):
            if getattr(place, by) is None:
                yield Flaw((*loc, by), f"is blank; a unit is divided by {by}")
