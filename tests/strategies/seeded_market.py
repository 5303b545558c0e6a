"""Providers of seeded scenarios: a few large ones, and small ones in part of the map."""

from random import Random

from tests.brute.case import Row

LARGE, SMALL = 3, 6


def providers(random: Random, towns: list[str], units: list[Row], *, prices: bool) -> list[Row]:
    """Three that can do about half of everything each, six that can do two lots or so."""
    total = sum(row["annual_budget"] for row in units)
    large = [_large(random, i, total) for i in range(1, LARGE + 1)]
    small = [_small(random, i, towns, total // len(units)) for i in range(1, SMALL + 1)]
    if prices:
        for row in large + small:
            row["price"] = random.choice((95, 97.5, "", 102, "104%"))
        large[0]["price"] = 103  # one at least is filled
    return large + small


def _large(random: Random, number: int, total: int) -> Row:
    return {
        "id": f"large{number}",
        "name": f"Large {number}",
        "services": "*",
        "localities": "*",
        "annual_turnover": 20 * total,
        "kind": random.choice(("national", "national", "sme")),
        "capacity": total * random.randint(50, 90) // 100,
        "basis": "assumption",
    }


def _small(random: Random, number: int, towns: list[str], mean: int) -> Row:
    known = random.sample(towns, max(1, len(towns) * random.randint(4, 9) // 10))
    return {
        "id": f"small{number}",
        "name": f"Small {number}",
        "services": random.choice(("*", "*", "centre", "youth")),
        "localities": random.choice(("*", ";".join(known))),
        "annual_turnover": 2 * mean * random.randint(2, 6),
        "kind": random.choice(("vcse", "mutual", "sme")),
        "capacity": mean * random.randint(2, 9),
        "tupe_limit": random.choice(("", 15, 30)),
        "max_lots": random.choice(("", 2, 3)),
        "basis": "assumption",
    }


def consortia(random: Random, rows: list[Row]) -> list[Row]:
    """Two of small providers, of different ones."""
    names = [row["id"] for row in rows if row["id"].startswith("small")]
    random.shuffle(names)
    return [
        {"id": f"joint{i}", "name": f"Joint {i}", "members": members, "shares": ["60%", "40%"]}
        for i, members in enumerate((names[:2], names[2:4]), 1)
    ]
