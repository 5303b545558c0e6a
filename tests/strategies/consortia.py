"""Consortia of providers, some of them too small for any lot alone."""

import math
from fractions import Fraction
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
    """Two firms that can do everything, each sized for about half of some lots' value."""
    value = draw(st.sampled_from([lot.value for lot in design.lots] + [design.total_value]))
    half = math.ceil(Fraction(value, 2))
    rows: list[Row] = []
    for name in PARTNERS:
        row: Row = {"id": name, "name": f"Partner {name}", "services": "*", "localities": "*"}
        row["annual_turnover"] = money(draw, math.ceil(half * number(design.case.multiple)))
        row["kind"] = draw(st.sampled_from(("vcse", "mutual", "sme", "national")))
        if not chance(draw, 3):
            row["capacity"] = money(draw, half + draw(st.sampled_from((0, 0, 1, 10, half))))
        if chance(draw, 4):
            row["max_lots"] = draw(st.integers(1, 2))
        if chance(draw, 4):
            row["tupe_limit"] = draw(st.sampled_from((1, 2.5, 5, 20)))
        rows.append(row | {"basis": "assumption"})
    return rows


def consortia(draw: st.DrawFn, providers: list[Row], count: int) -> list[Row]:
    """So many, the partners' own among them; none where there are no two to join."""
    names = single_ids(providers)
    if len(names) < 2:
        return []
    members = [_some(draw, names) for _ in range(count)]
    if set(PARTNERS) <= set(names):
        members[0] = list(PARTNERS)
    return [_consortium(draw, f"c{i}", found) for i, found in enumerate(members, 1)]


def _some(draw: st.DrawFn, names: list[str]) -> list[str]:
    most = min(3, len(names))
    return draw(st.lists(st.sampled_from(names), min_size=2, max_size=most, unique=True))


def _consortium(draw: st.DrawFn, name: str, members: list[str]) -> Row:
    shares = draw(st.sampled_from(SHARES[len(members)]))
    return {"id": name, "name": f"Consortium {name}", "members": members, "shares": list(shares)}
