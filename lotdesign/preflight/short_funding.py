"""Sources of money below what only they may pay for must cost in any design."""

from collections.abc import Iterator

from lotdesign.faults import shown
from lotdesign.money.pools import Pool, pools
from lotdesign.preflight.note import Note
from lotdesign.preflight.short_envelopes import least_paid
from lotdesign.rules.funding import Funding, told_cells
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import listed, pounds


def short_funding(scenario: Scenario) -> Iterator[Note]:
    """A note for each pool that the cheapest thinkable design exceeds, at its worst year."""
    rules = tuple(rule.id for rule in scenario.active_rules if isinstance(rule, Funding))
    for pool in pools(scenario) if rules else ():
        years = range(scenario.years)
        gaps = [least_paid(scenario, _gross(scenario, pool, y)) - pool.holds(y) for y in years]
        worst = max(years, key=lambda year: gaps[year])
        if gaps[worst] > 0:
            yield Note("impossible", _text(scenario, pool, worst), rules)


def _gross(scenario: Scenario, pool: Pool, year: int) -> int:
    inside = frozenset(pool.cells)
    return sum(u.gross[year] for u in scenario.units if (u.service, u.locality) in inside)


def _text(scenario: Scenario, pool: Pool, year: int) -> str:
    what = told_cells(scenario, pool.cells)
    least = pounds(least_paid(scenario, _gross(scenario, pool, year)))
    if not pool.sources:
        return f"No source of funding may pay for {what}; in year {year + 1} that is {least}."
    sources = listed([shown(source.name or source.id) for source in pool.sources])
    return (
        f"In year {year + 1} {what} must cost at least {least}, and the sources that may pay for "
        f"it, {sources}, hold {pounds(pool.holds(year))}."
    )
