"""What a budget envelope leaves in a year."""

from fractions import Fraction

from lotdesign.once import once
from lotdesign.pence import Pence
from lotdesign.scenario.scenario import Scenario


@once
def envelope(
    scenario: Scenario,
    annual: Pence | tuple[Pence, ...],
    services: tuple[str, ...],
    cut: Fraction,
    uplift: Fraction,
) -> tuple[Fraction, ...]:
    """The exact envelope of every contract year, in pence.

    annual * (1 - cut) * (1 + uplift)^(y - 1), or the listed amounts, minus the promised
    savings of `services` in force, however they are found.
    """
    bought = set(services)
    amounts = []
    for year in range(scenario.years):
        if isinstance(annual, tuple):
            before = Fraction(annual[year])
        else:
            before = annual * (1 - cut) * (1 + uplift) ** year
        promised = sum(scenario.promised(service, year + 1) for service in bought)
        amounts.append(before - promised)
    return tuple(amounts)
