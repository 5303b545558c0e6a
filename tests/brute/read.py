"""From a scenario document to a case (sections 2 and 3)."""

from collections.abc import Iterable

from tests.brute import budgets
from tests.brute.case import Case, Doc, Money, Provider, Row, Unit
from tests.brute.consortia import read_consortia
from tests.brute.delivery import read_routes, read_source
from tests.brute.divide import divide
from tests.brute.exact import is_blank, number, pence, slim, whole_pence
from tests.brute.places import point_of
from tests.brute.providers import counted, price_of, read_providers
from tests.brute.years import spans


def read(doc: Doc) -> Case:
    """Read a document as `tomllib.loads` gives it, with inline tables."""
    rows: list[Row] = doc["units"]
    localities: list[Row] = doc.get("localities", [])
    money = _money(doc, rows)
    units = tuple(divide(_units(doc, rows, localities, money), _entries(doc, "divide"), localities))
    market = doc.get("market", {})
    return Case(
        units=units,
        localities=tuple(place["id"] for place in localities),
        neighbours=frozenset(frozenset((n["a"], n["b"])) for n in doc.get("neighbours", [])),
        divided=tuple(
            _mask(units, origin=name) for e in _entries(doc, "divide") for name in e["units"]
        ),
        named=_names(units),
        services=tuple(dict.fromkeys(unit.service for unit in units)),
        contracts=tuple(_contracts(units)),
        money=money,
        value_basis=market.get("value_basis", "peak"),
        multiple=number(market.get("turnover_multiple", 2)),
        small_needed=int(market.get("small_needed", 1)),
        providers=_providers(doc),
        priced=any(not is_blank(row.get("price")) for row in _entries(doc, "providers")),
        rules=tuple(r for r in _entries(doc, "rule") if r.get("status", "hard") != "off"),
        objectives=tuple(_entries(doc, "objective")),
        areas={
            by: {place["id"]: _text(place, by) for place in localities}
            for by in doc.get("data", {}).get("areas", [])
        },
        routes=read_routes(doc.get("routes", {})),
        gone={row["id"]: price_of(row) for row in _entries(doc, "providers") if counted(row) == 0},
        sources=tuple(read_source(row, money.years) for row in _entries(doc, "funding")),
    )


def _entries(doc: Doc, key: str) -> list[Row]:
    return list(doc.get(key, []))


def _providers(doc: Doc) -> tuple[Provider, ...] | None:
    singles = read_providers(_entries(doc, "providers"), doc.get("market", {}).get("small"))
    gone = {row["id"] for row in _entries(doc, "providers") if counted(row) == 0}
    standing = [
        row
        for row in _entries(doc, "consortium")
        if not any(name in gone or name.rpartition("-")[0] in gone for name in row["members"])
    ]
    found = singles + read_consortia(standing, singles)
    return found if _entries(doc, "providers") else None


def _money(doc: Doc, rows: list[Row]) -> Money:
    money = doc.get("money", {})
    bought = spans(doc["term"], rows)
    scale = [(pence(point["value"]), number(point["saving"])) for point in money.get("scale", [])]
    return Money(
        years=max(last for _, last in bought),
        management=whole_pence(money.get("contract_management")),
        procurement=whole_pence(money.get("procurement")),
        uplift=number(money.get("uplift", 0)),
        discount=number(money.get("discount_rate", 0)),
        scale=tuple(sorted(scale)),
        integration=tuple(
            (frozenset(entry["services"]), whole_pence(entry["annual"]))
            for entry in money.get("integration", [])
        ),
        promises=budgets.read_promises(money.get("promised", []), rows, money, bought),
    )


def _units(doc: Doc, rows: list[Row], localities: list[Row], money: Money) -> list[Unit]:
    """The undivided units with their money."""
    found = budgets.budgets(rows, doc.get("money", {}).get("need_led", []))
    bought = spans(doc["term"], rows)
    before = budgets.uplifted(found, money, bought)
    after = budgets.cut(rows, found, before, money, bought)
    places = {place["id"]: point_of(place) for place in localities}
    return [
        Unit(
            id=row["id"],
            origin=row["id"],
            service=row["service"],
            locality=_text(row, "locality"),
            point=point_of(row) or places.get(_text(row, "locality")),
            budget=found[i],
            before=before[i],
            gross=after[i],
            need=None if is_blank(row.get("need")) else slim(number(row["need"])),
            tupe=0 if is_blank(row.get("tupe_fte")) else slim(number(row["tupe_fte"])),
            contract=_text(row, "contract") or row["id"],
            rent=whole_pence(row.get("building_rent")),
            procedure=_text(row, "procedure"),
            provider=_text(row, "provider"),
            first=bought[i][0],
            last=bought[i][1],
        )
        for i, row in enumerate(rows)
    ]


def _text(row: Row, key: str) -> str:
    return str(row.get(key) or "").strip()


def _mask(units: Iterable[Unit], *, origin: str) -> int:
    return sum(1 << i for i, unit in enumerate(units) if unit.origin == origin)


def _names(units: tuple[Unit, ...]) -> dict[str, int]:
    named = {unit.origin: _mask(units, origin=unit.origin) for unit in units}
    return named | {unit.id: 1 << i for i, unit in enumerate(units)}


def _contracts(units: tuple[Unit, ...]) -> list[int]:
    """Today's contracts as masks; a blank contract is the unit's own, parts share it."""
    found: dict[str, int] = {}
    for i, unit in enumerate(units):
        found[unit.contract] = found.get(unit.contract, 0) | 1 << i
    return list(found.values())
