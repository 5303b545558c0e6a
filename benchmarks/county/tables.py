"""The files of a county's scenario."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from benchmarks.county.market import Provider
from benchmarks.county.plan import Plan

if TYPE_CHECKING:
    from benchmarks.county.county import County


def written(county: "County") -> dict[str, str]:
    """The text of each file by its name."""
    return {
        "scenario.toml": _scenario(county.plan),
        "localities.csv": _csv("id,name,x,y", _localities(county)),
        "neighbours.csv": _csv("a,b", (f"p{a},p{b}" for a, b in county.land.touching)),
        "units.csv": _csv("id,name,service,annual_budget,locality,x,y,need", _units(county)),
        "providers.csv": _csv(
            "id,name,kind,services,localities,annual_turnover,capacity,max_lots,price",
            (_provider(i, each) for i, each in enumerate(county.providers)),
        ),
    }


def _csv(header: str, rows: Iterable[str]) -> str:
    return "\n".join([header, *rows]) + "\n"


def _localities(county: "County") -> Iterable[str]:
    for i, (x, y) in enumerate(county.land.places):
        yield f"p{i},Place {i},{_km(x)},{_km(y)}"


def _units(county: "County") -> Iterable[str]:
    rows = zip(county.services, county.budgets, county.land.places, county.needs, strict=True)
    for i, (service, budget, (x, y), need) in enumerate(rows):
        yield f"u{i},Unit {i},{service},{budget},p{i},{_km(x)},{_km(y)},{need}"


def _provider(i: int, each: Provider) -> str:
    where = "*" if each.places is None else ";".join(f"p{p}" for p in each.places)
    price = "" if each.price is None else _half(each.price)
    fields = (each.turnover, each.capacity, each.max_lots, price)
    what = ";".join(each.services)
    return f"v{i},Provider {i},{each.kind},{what},{where},{','.join(map(str, fields))}"


def _km(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _half(halves: int) -> str:
    return f"{halves // 2}{'.5' if halves % 2 else ''}"


def _scenario(plan: Plan) -> str:
    sizes = f"min = {plan.sizes.least}\nmax = {plan.sizes.most}"
    return _HEAD.format(name=plan.name, sizes=sizes) + _OF_KIND.get(plan.kind, "").format(
        least=plan.lots - plan.lots // 20, most=plan.lots + plan.lots // 20
    )


_HEAD = """\
schema = 1
[authority]
name = "A generated county"
title = "{name}"
[term]
initial = 3
extensions = [2]
[data]
units = "units.csv"
localities = "localities.csv"
neighbours = "neighbours.csv"
providers = "providers.csv"
[money]
contract_management = 8000
procurement = 15000
scale = [
  {{ value = 150000, saving = "0%" }},
  {{ value = 600000, saving = "3%" }},
  {{ value = 2500000, saving = "6%" }},
]
[market]
small_needed = 2
[[objective]]
measure = "whole_life_cost"
[[rule]]
id = "connected"
kind = "contiguous"
[[rule]]
id = "size"
kind = "lot_size"
{sizes}
[[rule]]
id = "access"
kind = "small_bidders"
lots = "all"
"""

_OF_KIND = {
    "middle": """\
[[rule]]
id = "count"
kind = "lot_count"
min = {least}
max = {most}
""",
    "tight": """\
[[rule]]
id = "placed"
kind = "award"
min_winners = 2
""",
}
