"""A county as a scenario: drawn from its plan, written as a folder, read as any other."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from lotdesign.app.bench.county.land import CountyLand, draw_land
from lotdesign.app.bench.county.plan import CountyPlan
from lotdesign.app.bench.county.providers import (
    COUNTY_SERVICES,
    CountyDemand,
    CountyProvider,
    draw_providers,
)
from lotdesign.input.load import load
from lotdesign.scenario.scenario import Scenario

_SCENARIO_BY_KIND = {
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


def write_tables(county: "County") -> dict[str, str]:
    """Return file name -> text of each table."""
    return {
        "scenario.toml": _write_scenario(county.plan),
        "localities.csv": _write_csv("id,name,x,y", _write_localities(county)),
        "neighbours.csv": _write_csv("a,b", (f"p{a},p{b}" for a, b in county.land.touching)),
        "units.csv": _write_csv(
            "id,name,service,annual_budget,locality,x,y,need", _write_units(county)
        ),
        "providers.csv": _write_csv(
            "id,name,kind,services,localities,annual_turnover,capacity,max_lots,price",
            (_write_provider(i, each) for i, each in enumerate(county.providers)),
        ),
    }


def _write_csv(header: str, rows: Iterable[str]) -> str:
    return "\n".join([header, *rows]) + "\n"


def _write_localities(county: "County") -> Iterable[str]:
    for i, (x, y) in enumerate(county.land.places):
        yield f"p{i},Place {i},{_format_km(x)},{_format_km(y)}"


def _write_units(county: "County") -> Iterable[str]:
    rows = zip(county.services, county.budgets, county.land.places, county.needs, strict=True)
    for i, (service, budget, (x, y), need) in enumerate(rows):
        yield f"u{i},Unit {i},{service},{budget},p{i},{_format_km(x)},{_format_km(y)},{need}"


def _write_provider(i: int, each: CountyProvider) -> str:
    where = "*" if each.places is None else ";".join(f"p{p}" for p in each.places)
    price = "" if each.price is None else _format_half(each.price)
    fields = (each.turnover, each.capacity, each.max_lots, price)
    what = ";".join(each.services)
    return f"v{i},Provider {i},{each.kind},{what},{where},{','.join(map(str, fields))}"


def _format_km(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _format_half(halves: int) -> str:
    return f"{halves // 2}{'.5' if halves % 2 else ''}"


def _write_scenario(plan: CountyPlan) -> str:
    sizes = f"min = {plan.sizes.least}\nmax = {plan.sizes.most}"
    return _SCENARIO_HEAD.format(name=plan.name, sizes=sizes) + _SCENARIO_BY_KIND.get(
        plan.kind, ""
    ).format(least=plan.lots - plan.lots // 20, most=plan.lots + plan.lots // 20)


_SCENARIO_HEAD = """\
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


@dataclass(frozen=True)
class County:
    """Everything drawn of a county; budgets are pounds a year.

    `lots` is a hidden design that keeps all rules; its lot i can be awarded to provider i.
    """

    plan: CountyPlan
    land: CountyLand
    services: tuple[str, ...]
    budgets: tuple[int, ...]
    needs: tuple[int, ...]
    providers: tuple[CountyProvider, ...]
    lots: tuple[range, ...]

    def write(self, folder: Path) -> Path:
        """Write the scenario into a folder, and return it."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in write_tables(self).items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        return folder

    def load_scenario(self) -> Scenario:
        """Read the scenario as a user's would be read."""
        with tempfile.TemporaryDirectory() as folder:
            return load(self.write(Path(folder) / self.plan.name))


def generate_county(plan: CountyPlan) -> County:
    """Draw the county of a plan, which depends on nothing but the plan."""
    draw = Random(f"{plan.units} {plan.kind} {plan.seed}")
    ground = draw_land(draw, plan.units)
    services = tuple(_draw_service(draw) for _ in range(plan.units))
    budgets = tuple(_draw_budget(draw) for _ in range(plan.units))
    needs = tuple(draw.randrange(3, 31) for _ in range(plan.units))
    lots = _draw_hidden_lots(draw, plan)
    providers = draw_providers(draw, plan, CountyDemand(ground, services, budgets, lots))
    return County(plan, ground, services, budgets, needs, tuple(providers), lots)


def _draw_service(draw: Random) -> str:
    """Draw a service: six units of ten are centres, three are youth work."""
    return COUNTY_SERVICES[(0, 0, 0, 0, 0, 0, 1, 1, 1, 2)[draw.randrange(10)]]


def _draw_budget(draw: Random) -> int:
    """Draw a budget of £40,000 to £500,000, most of them small."""
    return 40_000 + 460_000 * draw.randrange(1001) ** 3 // 10**9 // 500 * 500


def _draw_hidden_lots(draw: Random, plan: CountyPlan) -> tuple[range, ...]:
    """Draw lots along the path through all places, of sizes that the plan allows."""
    sizes = [
        plan.units * (i + 1) // plan.lots - plan.units * i // plan.lots for i in range(plan.lots)
    ]
    for _ in range(plan.lots):
        giver, taker = draw.randrange(plan.lots), draw.randrange(plan.lots)
        spare = sizes[giver] > plan.sizes.least and sizes[taker] < plan.sizes.most
        if giver != taker and spare:
            sizes[giver] -= 1
            sizes[taker] += 1
    ends = [sum(sizes[: i + 1]) for i in range(plan.lots)]
    return tuple(range(end - size, end) for end, size in zip(ends, sizes, strict=True))
