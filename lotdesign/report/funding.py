"""Which sources of money pay for what, and what they leave."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lotdesign.faults import shown
from lotdesign.money.funding import needed
from lotdesign.money.pools import Cell, Pool, pools
from lotdesign.report.amounts import pounds, year_name
from lotdesign.report.page import Block, Section, Table, Text
from lotdesign.result.model import LotResult, Result
from lotdesign.scenario.rows import FundingRow
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import listed, named

SHOWN = 12
"""Pools that are shown, those with the least left first."""


@dataclass(frozen=True, slots=True)
class Use:
    """A pool in the year (an index) in which a design leaves least of it, in pence."""

    pool: Pool
    year: int
    held: int
    needed: int

    @property
    def left(self) -> int:
        """What it leaves; below 0 is lacking."""
        return self.held - self.needed


def uses(scenario: Scenario, lots: Sequence[LotResult]) -> tuple[Use, ...]:
    """Every pool of the scenario's sources in its tightest year, the least left first."""
    at = {unit.id: i for i, unit in enumerate(scenario.units)}
    paid = [([at[unit] for unit in lot.units], lot.paid_pence) for lot in lots]
    years = [needed(scenario, paid, year) for year in range(scenario.years)]
    found = (
        min(
            (
                Use(pool, year, pool.holds(year), sum(needs.get(cell, 0) for cell in pool.cells))
                for year, needs in enumerate(years)
            ),
            key=lambda use: use.left,
        )
        for pool in pools(scenario)
    )
    return tuple(sorted(found, key=lambda use: use.left))


def payers(pool: Pool) -> str:
    """The sources by name."""
    return listed([_name(source) for source in pool.sources]) or "nobody"


def _name(source: FundingRow) -> str:
    return shown(source.name or source.id)


def funding(scenario: Scenario, result: Result) -> Section:
    """A row a pool: what only its sources may pay for, what they hold, and what is left."""
    return Section("Who pays", tuple(_blocks(scenario, uses(scenario, result.lots))))


def _blocks(scenario: Scenario, found: Sequence[Use]) -> Iterator[Block]:
    rows = tuple(
        (
            payers(use.pool),
            _paid_for(scenario, use.pool.cells),
            pounds(use.held),
            pounds(use.needed),
            pounds(use.left),
            year_name(scenario, use.year + 1),
        )
        for use in found[:SHOWN]
    )
    headers = ("Sources", "Pay for", "Hold", "Needed", "Left", "In")
    yield Table(headers, rows, figures=frozenset((2, 3, 4)))
    if len(found) > SHOWN:
        yield Text(f"And {len(found) - SHOWN} rows more, with more left.")
    yield Text(
        "A row is sources and everything that nobody else may pay for, in the year with the least "
        "left. All can be paid for when no row needs more than it holds."
    )


def _paid_for(scenario: Scenario, cells: Iterable[Cell]) -> str:
    """Services with where they are: therapies; early intervention in the North and the South."""
    names = {place.id: place.name or place.id for place in scenario.localities}
    held: dict[str, list[str]] = {}
    for service, place in cells:
        held.setdefault(service, []).append(names.get(place, "authority-wide"))
    every = {
        service: len({u.locality for u in scenario.units if u.service == service})
        for service in held
    }
    return "; ".join(
        named(service)
        if len(places) == every[service]
        else f"{named(service)} in {shown(listed(places), 160)}"
        for service, places in held.items()
    )
