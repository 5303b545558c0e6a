"""Names from the scenario's files as a report shows them."""

from collections import Counter
from collections.abc import Iterable

from lotdesign.faults import shown
from lotdesign.result.model import LotResult
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import listed

SENTENCE = 400
"""Characters of a sentence that quotes several names."""

UNIT = 160
"""Characters of a unit's name; the part of a divided one ends with its locality."""

FEW = 8
"""Names in a list before the rest is counted."""


def sentence(text: str) -> str:
    """A sentence with names in it, safe to show."""
    return shown(text, SENTENCE)


def unit_names(scenario: Scenario, lot: LotResult) -> str:
    """All units of a lot; nothing is left out, as this is the design."""
    known = {unit.id: unit.name for unit in scenario.units}
    return "; ".join(shown(known.get(unit, unit), UNIT) for unit in lot.units)


def provider_names(scenario: Scenario, ids: Iterable[str], most: int | None = FEW) -> str:
    """Parties by name, in file order; those of one name are counted, long lists cut."""
    known = {party.id: party.name or party.id for party in scenario.parties}
    times = Counter(shown(known.get(each, each)) for each in ids)
    names = [name + (f" ({count} of them)" if count > 1 else "") for name, count in times.items()]
    if most is not None and len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return "; ".join(names)


def rule_list(ids: Iterable[str]) -> str:
    """Rules by their ids."""
    return listed([shown(each) for each in ids])
