"""What contracts are worth for a threshold: budgets over the whole term, without VAT."""

from collections.abc import Iterable, Sequence

from lotdesign.pence import Pence
from lotdesign.scenario.scenario import Scenario, Unit

_OTHER = ("psr", "provider selection regime")
"""How a unit's regime is written that is not under the public contracts rules."""


def other_regime(unit: Unit) -> bool:
    """Whether the unit falls under the Provider Selection Regime, as health visiting does."""
    return unit.regime.strip().lower() in _OTHER


def lot_worth(scenario: Scenario, units: Iterable[int]) -> Pence:
    """Gross value over all years, extensions counted, in pence."""
    return Pence(sum(sum(scenario.units[u].gross) for u in units))


def units_worth(scenario: Scenario, lots: Sequence[tuple[int, ...]] | None = None) -> Pence:
    """The same of all these lots together; of all units where no design is given.

    Units under another regime do not count towards the threshold.
    """
    units = range(len(scenario.units)) if lots is None else [u for lot in lots for u in lot]
    return lot_worth(scenario, [u for u in units if not other_regime(scenario.units[u])])
