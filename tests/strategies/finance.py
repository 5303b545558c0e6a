"""The `[money]` and `[term]` tables."""

import math

from hypothesis import strategies as st

from tests.brute.case import Row
from tests.brute.exact import number, whole_pence
from tests.strategies.amounts import chance, money, rate


def term(draw: st.DrawFn, *, long: bool = False) -> Row:
    """One to four contract years, some of them extensions; now and then five or six if `long`."""
    years = draw(st.integers(5, 6)) if long and chance(draw, 8) else draw(st.integers(1, 4))
    initial = draw(st.integers(1, years))
    if initial == years:
        return {"initial": years, "extensions": []} if draw(st.booleans()) else {"initial": years}
    return {"initial": initial, "extensions": [1] * (years - initial)}


def finance(draw: st.DrawFn, rows: list[Row], years: int) -> Row:
    """Everything but the scale curve, which is drawn around a design's values."""
    table: Row = {"discount_rate": draw(st.sampled_from(("3.5%", "0%", 0.035, "10%")))}
    mean = sum(whole_pence(row["annual_budget"]) for row in rows) // len(rows)
    for key, most in (("contract_management", mean // 10), ("procurement", mean // 5)):
        if draw(st.booleans()):
            table[key] = money(draw, draw(st.integers(0, most)))
    if draw(st.booleans()):
        table["uplift"] = rate(draw)
    services = sorted({row["service"] for row in rows})
    optional = {
        "need_led": _need_led(draw, rows, services),
        "promised": _promised(draw, rows, services, years),
        "integration": _integration(draw, services, mean),
    }
    return table | {key: entries for key, entries in optional.items() if entries}


def _need_led(draw: st.DrawFn, rows: list[Row], services: list[str]) -> list[Row]:
    """Only services whose units all have need, and some of it."""
    entries: list[Row] = []
    for service in services:
        members = [row for row in rows if row["service"] == service]
        able = all("need" in row for row in members) and any(row["need"] for row in members)
        if able and chance(draw, 3):
            pace = draw(st.sampled_from(("50%", "100%", 0.25, "33.3%")))
            entries.append({"service": service, "pace": pace})
    return entries


def _promised(draw: st.DrawFn, rows: list[Row], services: list[str], years: int) -> list[Row]:
    """Up to three promises, each at most a quarter of its service's budget."""
    if not draw(st.booleans()):
        return []
    emptied = _emptied(draw, rows, services)
    if emptied:
        return [emptied]
    return [_promise(draw, rows, services, years) for _ in range(draw(st.integers(1, 3)))]


def _emptied(draw: st.DrawFn, rows: list[Row], services: list[str]) -> Row | None:
    """Now and then the whole budget of a service goes, while another one has money."""
    service = draw(st.sampled_from(services))
    budget, rest = _budget(rows, {service}), _budget(rows, set(services) - {service})
    if not rest or not budget or not chance(draw, 8):
        return None
    return {"service": service, "first_year": 1, "annual": money(draw, budget)}


def _promise(draw: st.DrawFn, rows: list[Row], services: list[str], years: int) -> Row:
    service = draw(st.sampled_from(services))
    most = _budget(rows, {service}) // 4
    entry: Row = {"service": service, "first_year": draw(st.integers(1, years))}
    if chance(draw, 4):
        entry["annual"] = draw(st.sampled_from(("10%", "2.5%", "0.07%", "25%")))
    else:
        entry["annual"] = money(draw, draw(st.integers(min(most, 1), most)))
    if draw(st.booleans()):
        entry["found_by"] = draw(st.sampled_from(("units", "design", "design")))
    if chance(draw, 3):
        entry["once"] = True
    return entry


def _budget(rows: list[Row], services: set[str]) -> int:
    return sum(whole_pence(row["annual_budget"]) for row in rows if row["service"] in services)


def _integration(draw: st.DrawFn, services: list[str], mean: int) -> list[Row]:
    entries: list[Row] = []
    for _ in range(draw(st.sampled_from((0, 0, 1, 1, 2)))):
        chosen = draw(st.lists(st.sampled_from(services), min_size=1, max_size=3, unique=True))
        annual = draw(st.integers(0, max(mean // 8, 1)))
        entries.append({"services": chosen, "annual": money(draw, annual)})
    return entries


def scale(draw: st.DrawFn, values: list[int]) -> list[Row]:
    """A curve whose corners lie at or near the market values (pence) of a design's lots."""
    near = st.sampled_from([0, *values, sum(values), sum(values) // 2])
    corners = draw(st.lists(near, min_size=1, max_size=3, unique=True))
    savings = [rate(draw) for _ in corners]
    savings.sort(key=number)
    points = zip(sorted(corners), savings, strict=True)
    return [{"value": money(draw, math.ceil(value)), "saving": saving} for value, saving in points]
