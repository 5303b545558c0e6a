"""Seeded random counties that are cut into few, large lots: few-32-4-priced, few-60-4-tight-s3.

The whole county is connected, lots are balanced within a quarter, and scale savings rise up to 1.6
times the value of the average lot, so that no first cut of the map is the best by arithmetic.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Literal, get_args

from lotdesign.app.bench.county.land import CountyLand, draw_land

FewVariety = Literal["value", "priced", "tight", "mixed"]

FEW_PREFIX = "few"
PROVIDERS = 30
"""Providers of a county that is not tight; every fifth works everywhere."""
SERVICES = ("children_centre", "youth", "contact")
SERVICE_TERMS = {"children_centre": (5, 2), "youth": (3, 2), "contact": (4, 1)}
"""Initial years and extensions of each service of a mixed county."""
UNITS_OF_PLACE = (2, 3)
"""Units that a place of a mixed county has."""


@dataclass(frozen=True)
class FewPlan:
    """So many units in so many lots.

    `value`: the cost depends on the lots' values alone. `priced`: providers ask prices of their
    own. `tight`: nobody works everywhere, and all capacity together is 1.3 times what is needed.
    `mixed`: two or three services a place with own terms, promised cuts, integration and rent.
    """

    units: int
    lots: int
    variety: FewVariety = "value"
    seed: int = 1

    @property
    def name(self) -> str:
        """The name that `parse_few_plan` reads."""
        words = [FEW_PREFIX, str(self.units), str(self.lots)]
        words += [self.variety] if self.variety != "value" else []
        return "-".join([*words, *([f"s{self.seed}"] if self.seed != 1 else [])])


def parse_few_plan(name: str) -> FewPlan:
    """Return the plan of that name; raises ValueError for a wrong name."""
    first, *words = name.split("-")
    fault = f"{name!r}: write for example few-32-4-priced or few-60-4-s7"
    numbers = [int(word) for word in words[:2] if word.isascii() and word.isdecimal()]
    if first != FEW_PREFIX or len(numbers) < 2 or not 2 <= numbers[1] <= numbers[0] // 3 <= 10_000:
        raise ValueError(fault)
    words, variety, seed = words[2:], "value", 1
    if words[:1] and words[0] in get_args(FewVariety):
        variety, words = words[0], words[1:]
    if words and words[0][:1] == "s" and words[0][1:].isdecimal():
        seed, words = int(words[0][1:]), words[1:]
    if words:
        raise ValueError(fault)
    plans = {each: FewPlan(numbers[0], numbers[1], each, seed) for each in get_args(FewVariety)}
    return plans[variety]


@dataclass(frozen=True)
class _FewCounty:
    """What is drawn: the place, service and yearly pence of each unit."""

    plan: FewPlan
    land: CountyLand
    places: tuple[int, ...]
    services: tuple[str, ...]
    budgets: tuple[int, ...]

    @property
    def mean(self) -> int:
        """The pence a year of the average lot, in the first year."""
        return sum(self.budgets) // self.plan.lots


def write_few_county(plan: FewPlan, folder: Path) -> Path:
    """Write the scenario into a folder, and return it."""
    draw = Random(f"few {plan.units} {plan.lots} {plan.variety} {plan.seed}")
    county = _draw_county(draw, plan)
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "scenario.toml": [_write_scenario(county)],
        "localities.csv": ["id,name,x,y", *_write_places(county)],
        "neighbours.csv": ["a,b", *(f"p{a},p{b}" for a, b in county.land.touching)],
        "units.csv": [
            "id,name,service,annual_budget,locality,building_rent",
            *_write_units(draw, county),
        ],
        "providers.csv": [
            "id,name,kind,services,localities,annual_turnover,capacity,max_lots,price",
            *(_write_tight(county) if plan.variety == "tight" else _write_providers(draw, county)),
        ],
    }
    for name, lines in tables.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return folder


def _draw_county(draw: Random, plan: FewPlan) -> _FewCounty:
    places, services = list(range(plan.units)), [SERVICES[0]] * plan.units
    if plan.variety == "mixed":
        places, services = [], []
        while len(places) < plan.units:
            held = min(draw.choice(UNITS_OF_PLACE), plan.units - len(places))
            place = places[-1] + 1 if places else 0
            places += [place] * held
            services += SERVICES[:held]
    land = draw_land(draw, places[-1] + 1)
    budgets = tuple(draw.randrange(4_000_000, 50_000_000) for _ in range(plan.units))
    return _FewCounty(plan, land, tuple(places), tuple(services), budgets)


def _write_places(county: _FewCounty) -> Iterator[str]:
    for place, (x, y) in enumerate(county.land.places):
        yield f"p{place},Place {place},{x // 100}.{x % 100:02},{y // 100}.{y % 100:02}"


def _write_units(draw: Random, county: _FewCounty) -> Iterator[str]:
    rows = zip(county.places, county.services, county.budgets, strict=True)
    for unit, (place, service, budget) in enumerate(rows):
        rent = _write_pounds(draw.randrange(2_000_000)) if county.plan.variety == "mixed" else ""
        yield f"u{unit},Unit {unit},{service},{_write_pounds(budget)},p{place},{rent}"


def _write_pounds(pence: int) -> str:
    return f"{pence // 100}.{pence % 100:02}"


def _write_providers(draw: Random, county: _FewCounty) -> Iterator[str]:
    """Every fifth works everywhere, the others near a home, in half of all places or more."""
    count, mean = len(county.land.places), county.mean // 100
    for number in range(PROVIDERS):
        where = "*"
        if number % 5:
            near = county.land.sort_by_distance(draw.randrange(count))
            where = ";".join(f"p{p}" for p in sorted(near[: draw.randrange(count // 2, count)]))
        price = f"{draw.randrange(190, 221) / 2:g}" if county.plan.variety != "value" else ""
        kind = draw.choice(("vcse", "school", "sme", "national"))
        turnover, capacity = (mean * draw.randrange(low, high) // 10 for low, high in _MONEY)
        yield f"v{number},Provider {number},{kind},*,{where},{turnover},{capacity},,{price}"


_MONEY = ((24, 60), (13, 30))
"""Turnover and capacity in tenths of the average lot."""


def _write_tight(county: _FewCounty) -> Iterator[str]:
    """A provider for each of a hidden design's lots, which can take the next one as well.

    It also works in half of all places around, but not in the middle of the lot after that.
    """
    count, lots = len(county.land.places), _cut_path(county)
    capacity = county.mean * 13 // 1_000
    for number, lot in enumerate(lots):
        own = {*lot, *lots[(number + 1) % len(lots)]}
        near = county.land.sort_by_distance(lot[len(lot) // 2])[: count // 2]
        beyond = lots[(number + 2) % len(lots)]
        served = own | ({*near} - {beyond[len(beyond) // 2]})
        where = ";".join(f"p{p}" for p in sorted(served))
        yield f"v{number},Provider {number},vcse,*,{where},{capacity * 3},{capacity},2,"


def _cut_path(county: _FewCounty) -> list[range]:
    """Lots of about the same value along the path through all places."""
    ends, reached = [0], 0
    for unit, budget in enumerate(county.budgets):
        reached += budget
        if reached >= len(ends) * county.mean - budget // 2 and len(ends) < county.plan.lots:
            ends.append(unit + 1)
    ends.append(len(county.budgets))
    return [range(*pair) for pair in pairwise(ends)]


def _write_scenario(county: _FewCounty) -> str:
    plan, end = county.plan, county.mean * 16 // 1_000
    text = _HEAD.format(name=plan.name, end=end, lots=plan.lots)
    if plan.variety == "tight":
        return text + _SMALL_BIDDERS
    text += _BIDDERS
    if plan.variety == "mixed":
        text += _MIXED.format(cut=sum(county.budgets) // 100 // 100)
        for service, (initial, extension) in SERVICE_TERMS.items():
            text += _TERM.format(service=service, initial=initial, extension=extension)
    return text


_HEAD = """\
schema = 1
[authority]
name = "A generated county"
title = "{name}"
[term]
initial = 5
extensions = [1, 1]
[data]
units = "units.csv"
localities = "localities.csv"
neighbours = "neighbours.csv"
providers = "providers.csv"
[money]
contract_management = 8000
procurement = 15000
uplift = "2%"
scale = [{{ value = 0, saving = "0%" }}, {{ value = {end}, saving = "10%" }}]
[market]
small = {{ kinds = ["vcse", "school", "sme"] }}
small_needed = 2
[[objective]]
measure = "whole_life_cost"
[[rule]]
id = "connected"
kind = "contiguous"
[[rule]]
id = "count"
kind = "lot_count"
min = {lots}
max = {lots}
[[rule]]
id = "even"
kind = "balance"
measure = "value"
tolerance = "25%"
[[rule]]
id = "placed"
kind = "award"
"""
_BIDDERS = """\
[[rule]]
id = "choice"
kind = "bidders"
min = 2
"""
_SMALL_BIDDERS = """\
[[rule]]
id = "access"
kind = "small_bidders"
lots = "all"
"""
_MIXED = """\
[[money.promised]]
service = "youth"
first_year = 2
annual = {cut}
[[money.integration]]
services = ["children_centre", "youth"]
annual = 9000
"""
_TERM = """\
[[term.service]]
services = ["{service}"]
initial = {initial}
extensions = [{extension}]
"""
