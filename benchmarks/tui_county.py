"""A seeded county for measuring: units over localities on a plane, providers of every size."""

import random
from pathlib import Path

SERVICES = ("children_centre", "youth", "contact", "outreach")


def county(folder: Path, units: int = 150, localities: int = 24, seed: int = 7) -> Path:
    """Writes a scenario folder and returns it."""
    draw = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    places = [(draw.uniform(0, 60), draw.uniform(0, 45)) for _ in range(localities)]
    _write(folder / "localities.csv", "id,name,x,y", _localities(places))
    _write(folder / "neighbours.csv", "a,b", _neighbours(places))
    _write(
        folder / "units.csv",
        "id,name,service,annual_budget,locality,x,y,need",
        _units(draw, places, units),
    )
    _write(
        folder / "providers.csv",
        "id,name,kind,services,localities,annual_turnover,capacity,max_lots",
        _providers(draw, localities),
    )
    (folder / "scenario.toml").write_text(_SCENARIO, encoding="utf-8")
    return folder


def _localities(places: list[tuple[float, float]]) -> list[str]:
    return [f"p{i},Place {i},{x:.2f},{y:.2f}" for i, (x, y) in enumerate(places)]


def _neighbours(places: list[tuple[float, float]]) -> list[str]:
    """Each place touches the three that are nearest."""
    pairs = set()
    for i, here in enumerate(places):
        others = sorted(range(len(places)), key=lambda j: _apart(here, places[j]))
        pairs |= {(min(i, j), max(i, j)) for j in others[1:4]}
    return [f"p{i},p{j}" for i, j in sorted(pairs)]


def _apart(a: tuple[float, float], b: tuple[float, float]) -> float:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def _units(draw: random.Random, places: list[tuple[float, float]], count: int) -> list[str]:
    rows = []
    for i in range(count):
        place = i % len(places)
        x, y = places[place]
        service = SERVICES[(i // len(places)) % len(SERVICES)]
        budget = draw.randrange(60_000, 260_000, 1000)
        east, north = x + draw.uniform(-2, 2), y + draw.uniform(-2, 2)
        need = draw.randint(3, 30)
        rows.append(f"u{i},Unit {i},{service},{budget},p{place},{east:.2f},{north:.2f},{need}")
    return rows


def _providers(draw: random.Random, localities: int) -> list[str]:
    rows = []
    for i in range(80):
        kind = draw.choice(("vcse", "vcse", "school", "sme", "national"))
        large = kind == "national"
        where = "*" if large or i % 5 == 0 else ";".join(_some(draw, localities))
        what = "*" if large else ";".join(draw.sample(SERVICES, 2))
        turnover = draw.randrange(20_000_000, 90_000_000, 10**6) if large else 6_000_000
        capacity = 9_000_000 if large else 2_500_000
        rows.append(f"v{i},Provider {i},{kind},{what},{where},{turnover},{capacity},")
    return rows


def _some(draw: random.Random, localities: int) -> list[str]:
    return [f"p{i}" for i in draw.sample(range(localities), 8)]


def _write(path: Path, header: str, rows: list[str]) -> None:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


_SCENARIO = """\
schema = 1
[authority]
name = "A generated county"
title = "150 services, for measuring"
[term]
initial = 3
[data]
units = "units.csv"
localities = "localities.csv"
neighbours = "neighbours.csv"
providers = "providers.csv"
[money]
contract_management = 8000
procurement = 15000
scale = [{ value = 200000, saving = "0%" }, { value = 1200000, saving = "4%" }]
[market]
small_needed = 2
[[rule]]
id = "size"
kind = "lot_size"
max = 4
[[rule]]
id = "connected"
kind = "contiguous"
[[rule]]
id = "within"
kind = "alignment"
mode = "within"
[[rule]]
id = "count"
kind = "lot_count"
max = 70
[[objective]]
measure = "whole_life_cost"
[[objective]]
measure = "value_spread"
"""
