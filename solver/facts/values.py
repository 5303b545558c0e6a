"""Market values as integers.

V is kept in parts of a penny so that the mean over Y years is whole: `value_scale` parts
make a penny, Y for the mean and 1 otherwise.
"""

from collections.abc import Sequence

from lotdesign.once import once
from lotdesign.scenario.scenario import Scenario


def value_scale(scenario: Scenario) -> int:
    """How many of V's parts make a penny."""
    return scenario.years if scenario.market.value_basis == "mean" else 1


@once
def value_terms(scenario: Scenario) -> Sequence[tuple[int, ...]]:
    """Weights of the units, one list a term; V of a lot is the largest of its summed terms.

    One term a year for `peak` (a year that never exceeds another is left out), the first
    year's gross value, or the total over the years for `mean`.
    """
    units = scenario.units
    years = [tuple(unit.gross[y] for unit in units) for y in range(scenario.years)]
    basis = scenario.market.value_basis
    if basis == "first_year":
        return years[:1]
    if basis == "mean":
        return [tuple(sum(unit.gross) for unit in units)]
    distinct = list(dict.fromkeys(years))
    return [year for year in distinct if not _exceeded(year, distinct)]


def constant_total(scenario: Scenario) -> int | None:
    """What V of external lots adds up to in every design, in its parts; None where it differs."""
    if scenario.routes.several:
        return None
    terms = value_terms(scenario)
    return sum(terms[0]) if len(terms) == 1 else None


def least_total(scenario: Scenario) -> int:
    """What V of external lots adds up to at least in any design, in its parts."""
    if scenario.routes.several:
        return 0
    return max(sum(term) for term in value_terms(scenario))


def _exceeded(year: tuple[int, ...], others: Sequence[tuple[int, ...]]) -> bool:
    return any(
        other != year and all(a <= b for a, b in zip(year, other, strict=True)) for other in others
    )
