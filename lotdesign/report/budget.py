"""Sections on the budget year by year, and on which sources of money pay for what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lotdesign.faults import make_printable
from lotdesign.money.funding import FundingCell, FundingPool, list_funding_pools, sum_needs
from lotdesign.report.amounts import format_whole_pounds, name_contract_year, name_financial_year
from lotdesign.report.page import PageBlock, PageSection, Paragraph, ReportTable
from lotdesign.report.terms import describe_optional_years
from lotdesign.report.wording import COST_TO_COUNCIL
from lotdesign.result.model import LotResult, Result
from lotdesign.scenario.rows import FundingRow
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import join_words, spell_out_id

MOST_POOLS = 12
"""Pools that are shown, those with the least left first."""


def write_budget_section(scenario: Scenario, result: Result) -> PageSection:
    """Write year by year the envelope, what is paid of it, the council's costs, and the total."""
    columns = _build_year_columns(scenario, result)
    rows = [
        (
            name_contract_year(scenario, year + 1),
            *(format_whole_pounds(series[year]) for _, series in columns),
        )
        for year in range(scenario.years)
    ]
    total = ("Whole life", *(format_whole_pounds(sum(series)) for _, series in columns))
    headers = ("Year", *(name for name, _ in columns))
    table = ReportTable(
        headers, (*rows, total), figures=frozenset(range(1, len(headers))), total=True
    )
    return PageSection(
        "The budget, year by year", (table, Paragraph(_write_budget_note(scenario, result)))
    )


def _build_year_columns(scenario: Scenario, result: Result) -> list[tuple[str, Sequence[int]]]:
    totals = result.totals
    columns: list[tuple[str, Sequence[int]]] = [
        ("Budget", totals.budget_pence),
        ("Promised savings", [-promised for promised in totals.promised_pence]),
        ("Envelope", totals.envelope_pence),
    ]
    if not totals.paid_pence:
        return columns
    years = range(scenario.years)
    external = all(lot.route == "external" for lot in result.lots)
    paid, cost = totals.paid_pence, totals.cost_pence
    return [
        *columns,
        ("Paid to providers" if external else "Paid for the lots", paid),
        ("Headroom", [totals.envelope_pence[y] - paid[y] for y in years]),
        ("Council's own costs", [cost[y] - paid[y] for y in years]),
        (COST_TO_COUNCIL, cost),
    ]


def _write_budget_note(scenario: Scenario, result: Result) -> str:
    parts = ["Budget less promised savings is the envelope."]
    if result.totals.paid_pence:
        rent = any(unit.rent for unit in scenario.units)
        back = " less rent that comes back" if rent else ""
        parts += [
            "Headroom is what the envelope leaves after what is paid.",
            f"The council's own costs are contract management and procurement{back}.",
        ]
    if optional := describe_optional_years(scenario):
        parts.append(optional)
    if name_financial_year(scenario, 1):
        parts.append("Contract years stand in for financial years.")
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class PoolUse:
    """A pool in the year (an index) in which a design leaves least of it; amounts in pence."""

    pool: FundingPool
    year: int
    held: int
    needed: int

    @property
    def left(self) -> int:
        """What is left of it; negative where it is overdrawn."""
        return self.held - self.needed


def find_tightest_uses(scenario: Scenario, lots: Sequence[LotResult]) -> tuple[PoolUse, ...]:
    """Return every pool of sources in its tightest year, the least left first."""
    at = {unit.id: i for i, unit in enumerate(scenario.units)}
    paid = [([at[unit] for unit in lot.units], lot.paid_pence) for lot in lots]
    years = [sum_needs(scenario, paid, year) for year in range(scenario.years)]
    uses = (
        min(
            (
                PoolUse(
                    pool,
                    year,
                    pool.sum_amounts(year),
                    sum(needs.get(cell, 0) for cell in pool.cells),
                )
                for year, needs in enumerate(years)
            ),
            key=lambda use: use.left,
        )
        for pool in list_funding_pools(scenario)
    )
    return tuple(sorted(uses, key=lambda use: use.left))


def name_payers(pool: FundingPool) -> str:
    """List the sources by name."""
    return join_words([_name_source(source) for source in pool.sources]) or "nobody"


def _name_source(source: FundingRow) -> str:
    return make_printable(source.name or source.id)


def write_funding_section(scenario: Scenario, result: Result) -> PageSection:
    """Write a row a pool: what only its sources may pay for, what they hold, what is left."""
    return PageSection(
        "Who pays", tuple(_build_pool_blocks(scenario, find_tightest_uses(scenario, result.lots)))
    )


def _build_pool_blocks(scenario: Scenario, uses: Sequence[PoolUse]) -> Iterator[PageBlock]:
    rows = tuple(
        (
            name_payers(use.pool),
            _describe_cells(scenario, use.pool.cells),
            format_whole_pounds(use.held),
            format_whole_pounds(use.needed),
            format_whole_pounds(use.left),
            name_contract_year(scenario, use.year + 1),
        )
        for use in uses[:MOST_POOLS]
    )
    headers = ("Sources", "Pay for", "Hold", "Needed", "Left", "In")
    yield ReportTable(headers, rows, figures=frozenset((2, 3, 4)))
    if len(uses) > MOST_POOLS:
        yield Paragraph(f"And {len(uses) - MOST_POOLS} more rows, with more left.")
    yield Paragraph(
        "A row is a set of sources and everything that only they may pay for, in the year with the "
        "least left. Everything can be paid for when no row needs more than it holds."
    )


def _describe_cells(scenario: Scenario, cells: Iterable[FundingCell]) -> str:
    """Describe services and places: therapies; early intervention in the North and the South."""
    names = {place.id: place.name or place.id for place in scenario.localities}
    held: dict[str, list[str]] = {}
    for service, place in cells:
        held.setdefault(service, []).append(names.get(place, "authority-wide"))
    every = {
        service: len({u.locality for u in scenario.units if u.service == service})
        for service in held
    }
    return "; ".join(
        spell_out_id(service)
        if len(places) == every[service]
        else f"{spell_out_id(service)} in {make_printable(join_words(places), 160)}"
        for service, places in held.items()
    )
