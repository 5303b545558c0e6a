"""Works a validated document out into the scenario that is designed."""

from fractions import Fraction
from typing import TypeVar

from lotdesign.pence import Pence
from lotdesign.scenario.budgets import cuts, need_led, uplifted
from lotdesign.scenario.consortia import consortia
from lotdesign.scenario.dividing import divide
from lotdesign.scenario.document import Document
from lotdesign.scenario.places import position_of
from lotdesign.scenario.raw import Raw
from lotdesign.scenario.rows import FundingRow, LocalityRow, ProviderRow
from lotdesign.scenario.scenario import Scenario, Unit

NamedRow = TypeVar("NamedRow", FundingRow, LocalityRow, ProviderRow)


def prepare(document: Document, raw: Raw) -> Scenario:
    """The scenario of a document that has no faults and was read from `raw`."""
    pairs = {(pair.a, pair.b) for pair in document.neighbours}
    rows = document.providers
    providers = None if rows is None else _named(_copies(rows))
    return Scenario(
        name=raw.name,
        sha256=raw.sha256,
        files_sha256=raw.files_sha256,
        settings=raw.settings,
        authority=document.authority,
        term=document.term,
        money=document.money,
        market=document.market,
        units=prepared_units(document),
        localities=_named(document.localities),
        neighbours=frozenset(pairs | {(b, a) for a, b in pairs}),
        providers=providers,
        consortia=consortia(document.consortium, providers or ()),
        copies=_positions(rows or ()),
        rules=document.rule,
        objectives=document.objective,
        options=document.option,
        basis=document.basis,
        law=document.law,
        standards=document.standard,
        routes=document.routes,
        funding=_named(document.funding),
        appraisal=document.appraisal,
        criteria=document.criterion,
        scores=document.scores,
        dropped=document.dropped,
        budgets={row.id: row.annual_budget for row in document.units},
    )


def prepared_units(document: Document) -> tuple[Unit, ...]:
    """The units with every year's gross value, divided where the document says so."""
    years = document.term.years
    budgets = need_led(document.units, document.money)
    taken = cuts(document.units, budgets, document.money, years)
    places = {place.id: position_of(place) for place in document.localities}
    units = []
    for row in document.units:
        uncut = uplifted(budgets[row.id], document.money.uplift, years)
        gross = tuple(Pence(v - cut) for v, cut in zip(uncut, taken[row.id], strict=True))
        own = position_of(row)
        units.append(
            Unit(
                id=row.id,
                whole=row.id,
                name=row.name or row.id,
                service=row.service,
                locality=row.locality,
                position=own if own is not None else places.get(row.locality),
                need=row.need,
                tupe_fte=row.tupe_fte or Fraction(0),
                contract=row.contract or f"\0{row.id}",  # no name in a file holds a NUL,
                provider=row.provider,
                rent=row.building_rent,
                procedure=row.procedure,
                regime=row.regime,
                cpv=row.cpv,
                basis=row.basis,
                source=row.source,
                budget=budgets[row.id],
                gross=gross,
                uncut=uncut,
            )
        )
    return divide(units, document.divide, document.localities)


def _named(rows: tuple[NamedRow, ...]) -> tuple[NamedRow, ...]:
    """A row without a name is called by its id."""
    return tuple(row if row.name else row.model_copy(update={"name": row.id}) for row in rows)


def _copies(rows: tuple[ProviderRow, ...]) -> tuple[ProviderRow, ...]:
    """A counted provider becomes id-1 ... id-n."""
    return tuple(
        row if row.count == 1 else row.model_copy(update={"id": f"{row.id}-{i}", "count": 1})
        for row in rows
        for i in range(1, row.count + 1)
    )


def _positions(rows: tuple[ProviderRow, ...]) -> dict[str, tuple[int, ...]]:
    """For each row the positions of its copies."""
    found, first = {}, 0
    for row in rows:
        found[row.id] = tuple(range(first, first + row.count))
        first += row.count
    return found
