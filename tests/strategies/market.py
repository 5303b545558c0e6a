"""The `[market]` table and the providers, sized by a planted design."""

import math
from collections.abc import Collection
from typing import Any

from hypothesis import strategies as st

from tests.brute.case import Row
from tests.brute.design import Design
from tests.brute.exact import Exact, number
from tests.strategies.amounts import chance, money

KINDS = ("vcse", "sme", "school", "mutual", "national", "council")


def market(draw: st.DrawFn) -> Row:
    """What stands in the table before the providers are known."""
    table: Row = {}
    if not chance(draw, 4):
        table["value_basis"] = draw(st.sampled_from(("peak", "first_year", "mean")))
    if draw(st.booleans()):
        table["turnover_multiple"] = draw(st.sampled_from((1, 2, 1.5, 0.5)))
    return table


def access(draw: st.DrawFn, providers: list[Row]) -> Row:
    """`small` and `small_needed`, with limits at the turnovers that there are."""
    table: Row = {}
    if draw(st.booleans()):
        table["small_needed"] = draw(st.sampled_from((1, 1, 2, 3)))
    if draw(st.booleans()):
        table["small"] = _small(draw, [row["annual_turnover"] for row in providers])
    return table


def _small(draw: st.DrawFn, turnovers: list[Any]) -> Row:
    small: Row = {}
    if draw(st.booleans()):
        kinds = st.lists(st.sampled_from(KINDS), min_size=1, max_size=4, unique=True)
        small["kinds"] = draw(kinds)
    limited: bool = draw(st.booleans())
    filled = [turnover for turnover in turnovers if turnover != ""]
    if filled and limited:
        small["max_turnover"] = draw(st.sampled_from(filled))
    if not small or chance(draw, 2):
        small["statutory_sme"] = True
    return small


def providers(draw: st.DrawFn, design: Design) -> list[Row]:
    """One to six rows; every other list has one provider that can do everything."""
    rows = [_provider(draw, i, design) for i in range(1, draw(st.integers(1, 6)) + 1)]
    if draw(st.booleans()):
        _enable(draw(st.sampled_from(rows)))
    return rows


def _enable(row: Row) -> None:
    """Let the provider do everything."""
    row |= {"services": "*", "localities": "*", "annual_turnover": "£60,000,000"}
    for key in ("capacity", "tupe_limit", "max_lots", "min_lot_value", "count"):
        row.pop(key, None)


def suit(draw: st.DrawFn, rows: list[Row], kinds: Collection[str]) -> None:
    """Make rules of these kinds possible to keep: a mutual, and nobody who cannot be spared."""
    if "reserved" in kinds and draw(st.booleans()):
        draw(st.sampled_from(rows))["kind"] = "mutual"
    if "withdrawal" in kinds and draw(st.booleans()):
        for row in draw(st.lists(st.sampled_from(rows), min_size=2, max_size=3)):
            _enable(row)


def cap(draw: st.DrawFn, rows: list[Row], design: Design) -> None:
    """Leave nobody with capacity for more than the smallest lot, and consortia with the rest."""
    smallest = math.floor(min(lot.value for lot in design.lots))
    for row in rows:
        row["capacity"] = money(draw, smallest)


def _provider(draw: st.DrawFn, number_: int, design: Design) -> Row:
    case = design.case
    row: Row = {"id": f"p{number_}", "name": f"Provider {number_}"}
    row["services"] = _footprint(draw, case.services)
    row["localities"] = _footprint(draw, case.localities)
    row["annual_turnover"] = _turnover(draw, design)
    row["kind"] = draw(st.sampled_from(KINDS))
    if chance(draw, 3):
        row["capacity"] = money(draw, _value(draw, design))
    if chance(draw, 3):
        row["tupe_limit"] = _staff_limit(draw, design)
    if chance(draw, 3):
        row["max_lots"] = draw(st.integers(1, 3))
    if chance(draw, 5):
        row["min_lot_value"] = money(draw, _value(draw, design) // 2)
    if draw(st.booleans()):
        row["staff"] = draw(st.sampled_from((10, 249, 250, 1000)))
    if draw(st.booleans()):
        row["balance_sheet"] = draw(st.sampled_from((100_000, 38_000_000, "£38,000,000.01")))
    if chance(draw, 5):
        row["count"] = draw(st.integers(2, 3))
    return row | {"basis": "assumption"}


def _footprint(draw: st.DrawFn, names: tuple[str, ...]) -> str:
    if not names or not chance(draw, 3):
        return "*"
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    return ";".join(chosen)


def _value(draw: st.DrawFn, design: Design) -> int:
    """In pence, at or a penny off the value of a lot, of two, or of all."""
    values: list[Exact] = [lot.value for lot in design.lots]
    near = draw(st.sampled_from([*values, values[0] + values[-1], sum(values)]))
    return max(0, math.ceil(near) + draw(st.sampled_from((0, 0, 0, 1, -1))))


def _turnover(draw: st.DrawFn, design: Design) -> Any:
    how = draw(st.sampled_from(("near", "near", "ample", "ample", "statutory", "blank")))
    if how == "blank":
        return ""
    if how == "statutory":
        return draw(st.sampled_from((44_000_000, "£44,000,000.01", 60_000_000)))
    pence = math.ceil(_value(draw, design) * number(design.case.multiple))
    return money(draw, pence * 5 if how == "ample" else pence)


def _staff_limit(draw: st.DrawFn, design: Design) -> float:
    near = draw(st.sampled_from([lot.tupe for lot in design.lots]))
    # Parts of a divided unit have fractions of staff; halves keep the limit writable.
    limit = math.ceil(near * 2) / 2 + draw(st.sampled_from((0, 0, 0.5, -0.5, 5)))
    return max(0.0, limit)
