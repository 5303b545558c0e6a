"""Units, and which of them are divided."""

from dataclasses import dataclass

from hypothesis import strategies as st

from tests.brute.case import Row
from tests.strategies.amounts import budget_pence, chance, money
from tests.strategies.place import Places, own_point

SERVICES = ("children", "youth", "contact")


@dataclass(frozen=True)
class Units:
    """The unit rows, the `[[divide]]` entries, and whether every unit has need."""

    rows: list[Row]
    divide: list[Row]
    with_need: bool


@dataclass(frozen=True)
class _Columns:
    """Choices that hold for the whole table."""

    services: tuple[str, ...]
    style: str
    with_need: bool
    with_rent: bool
    with_tupe: bool
    with_contracts: bool
    procedures: tuple[str, ...]


def units(draw: st.DrawFn, found: Places, fewest: int, most: int) -> Units:
    """As many as asked for after dividing."""
    parts = len(found.localities)
    divided = 2 <= parts <= most - 1 and chance(draw, 3)
    more = parts - 1 if divided else 0
    least = max(fewest - more, min(2, most - more))
    count = draw(st.integers(least, most - more))
    columns = _columns(draw)
    names = [f"u{i}" for i in draw(st.permutations(range(1, count + 1)))]
    rows = [_unit(draw, name, found, columns) for name in names]
    if not any(row["annual_budget"] for row in rows):
        rows[0]["annual_budget"] = 100_000
    entries = [_divide(draw, rows)] if divided else []
    return Units(rows, entries, columns.with_need)


def _columns(draw: st.DrawFn) -> _Columns:
    return _Columns(
        services=SERVICES[: draw(st.sampled_from((1, 2, 2, 3, 3)))],
        style=draw(st.sampled_from(("round", "round", "odd", "odd", "tiny"))),
        with_need=draw(st.booleans()),
        with_rent=chance(draw, 3),
        with_tupe=draw(st.booleans()),
        with_contracts=draw(st.booleans()),
        procedures=draw(st.sampled_from((("",), ("open",), ("open", "dialogue"), ("", "open")))),
    )


def _unit(draw: st.DrawFn, name: str, found: Places, columns: _Columns) -> Row:
    row: Row = {"id": name, "name": f"Unit {name}"}
    row["service"] = draw(st.sampled_from(columns.services))
    row["annual_budget"] = money(draw, budget_pence(draw, columns.style))
    if found.localities and not chance(draw, 5):
        row["locality"] = draw(st.sampled_from(found.homes))
        row |= own_point(draw, found)
    if columns.with_need:
        row["need"] = draw(st.sampled_from((0, 1, 2, 2, 3, 5, 7.5, 40)))
    if columns.with_rent and draw(st.booleans()):
        row["building_rent"] = money(draw, budget_pence(draw, "tiny") * 1001)
    if columns.with_tupe and not chance(draw, 4):
        row["tupe_fte"] = draw(st.sampled_from((0, 1, 2, 2.5, 4, 10)))
    if columns.with_contracts and not chance(draw, 4):
        row["contract"] = draw(st.sampled_from(("k1", "k2", "k3")))
    procedure = draw(st.sampled_from(columns.procedures))
    if procedure:
        row["procedure"] = procedure
    row["basis"] = "assumption"
    return row


def _divide(draw: st.DrawFn, rows: list[Row]) -> Row:
    """Make one unit authority-wide and divide it over the localities."""
    row = draw(st.sampled_from(rows))
    for key in ("locality", "x", "y", "lat", "lon"):
        row.pop(key, None)
    by = draw(st.sampled_from(("need", "population", "equal")))
    return {"units": [row["id"]], "by": by}
