"""Consortia of providers, some of them too small for any lot alone."""

import math
from typing import Any

from hypothesis import strategies as st

from tests.brute.case import Row
from tests.brute.design import Design
from tests.brute.exact import number
from tests.strategies.amounts import chance, money
from tests.strategies.prices import single_ids

SHARES: dict[int, tuple[list[Any], ...]] = {
    2: (["50%", "50%"], [0.6, 0.4], ["70%", "30%"], ["33.3%", "66.7%"], [0.875, "12.5%"]),
    3: (["50%", "25%", "25%"], ["33.3%", "33.3%", "33.4%"], [0.2, 0.2, 0.6]),
}
PARTNERS = ("q1", "q2")


def partners(draw: st.DrawFn, design: Design) -> list[Row]:
    """Two firms for one consortium, each with room for its share of some lot or of all."""
    value = draw(st.sampled_from([lot.value for lot in design.lots] + [design.total_value]))
    rows: list[Row] = []
    for name, share in zip(PARTNERS, draw(st.sampled_from(SHARES[2])), strict=True):
        part = math.ceil(number(share) * value)
        row: Row = {"id": name, "name": f"Partner {name}", "services": "*", "localities": "*"}
        turnover = math.ceil(part * number(design.case.multiple))
        row["annual_turnover"] = money(draw, turnover * draw(st.sampled_from((1, 1, 3))))
        row["kind"] = draw(st.sampled_from(("vcse", "mutual", "sme", "national")))
        if not chance(draw, 3):
            row["capacity"] = money(draw, part + draw(st.sampled_from((0, 0, 1, part))))
        if chance(draw, 4):
            row["max_lots"] = draw(st.integers(1, 2))
        if chance(draw, 4):
            row["tupe_limit"] = draw(st.sampled_from((1, 2.5, 5, 20)))
        rows.append(row | {"basis": "assumption", "share": share})
    return rows


def consortia(draw: st.DrawFn, providers: list[Row], count: int) -> list[Row]:
    """So many, the partners' own among them; none where there are no two to join."""
    names = single_ids(providers)
    if len(names) < 2:
        return []
    found: list[Row] = []
    shares = [row.pop("share") for row in providers if "share" in row]
    if shares:
        found.append(_row("c1", list(PARTNERS), shares))
    for at in range(len(found) + 1, count + 1):
        members = _some(draw, names)
        found.append(_row(f"c{at}", members, draw(st.sampled_from(SHARES[len(members)]))))
    return found


def _some(draw: st.DrawFn, names: list[str]) -> list[str]:
    most = min(3, len(names))
    return draw(st.lists(st.sampled_from(names), min_size=2, max_size=most, unique=True))


def _row(name: str, members: list[str], shares: list[Any]) -> Row:
    return {"id": name, "name": f"Consortium {name}", "members": members, "shares": list(shares)}
