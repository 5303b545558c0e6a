"""Chances that providers stay, and cases, put into drawn scenarios."""

from collections.abc import Sequence
from random import Random
from typing import Any

from tests.brute.case import Doc, Row
from tests.sets import DrawnSet
from tests.solve.loading import drawn
from tests.strategies import scenarios

CHANCES = ("0%", "50%", "62.5%", 0.8, "90%", "95%", "100%", "")

SEEDS_OF_CHUNK = 1000
"""How far apart the seeds of two chunks are."""


def draw_chunk(part: DrawnSet, number: int, kinds: Sequence[str], cases: int) -> list[Doc]:
    """Some scenarios of up to five units, the same on every run, with chances and cases.

    One of three has prices, one of two consortia, one of four routes, one of five sources.
    """
    strategy = scenarios(
        units=(2, 5),
        kinds=kinds,
        with_providers=True,
        prices=number % 3 == 1,
        consortia=number % 2 == 1,
        routes=number % 4 == 2,
        funding=number % 5 == 3,
    )
    docs = drawn(strategy, part.each, start=part.seed(number))
    return [with_stress(doc, SEEDS_OF_CHUNK * number + at, cases) for at, doc in enumerate(docs)]


def with_stress(doc: Doc, seed: int, cases: int = 2) -> Doc:
    """The scenario with chances for its providers, and so many cases that are valid input."""
    random = Random(f"stress {seed}")
    found = doc | {"stress": {"stay": {"national": "95%", "vcse": "75%", "sme": "80%"}}}
    if "providers" in doc:
        rows = [row | _draw_stay(random) for row in doc["providers"]]
        found["providers"] = [{k: r[k] for k in r} for r in rows]
    found["case"] = [
        {"id": f"case{n}", "set": _draw_changes(random, found)} for n in range(1, cases + 1)
    ]
    return found


def _draw_stay(random: Random) -> Row:
    chance = random.choice(CHANCES)
    return {} if random.random() < 0.3 else {"stay": chance}


def _draw_changes(random: Random, doc: Doc) -> list[str]:
    """None, one or some changes, each of them valid."""
    choices = [
        f"money.contract_management={random.choice((0, 500, 7000))}",
        f"market.turnover_multiple={random.choice((0, 1, 1.5, 3))}",
        f"money.procurement={random.choice((0, 100, 3000))}",
    ]
    for rule in doc.get("rule", []):
        if rule["kind"] in ("envelope", "saving") and not isinstance(rule["annual"], list):
            choices.append(f"{rule['id']}.annual={_shift(random, rule['annual'])}")
    for row in doc.get("providers", []):
        choices.append(f"providers.{row['id']}.capacity={random.choice(('', 0, 20_000, 90_000))}")
        if random.random() < 0.4:
            choices.append(f"providers.{row['id']}.count=0")
    return random.sample(choices, min(len(choices), random.randint(0, 3)))


def _shift(random: Random, annual: Any) -> int:
    from tests.brute.exact import number

    return max(0, int(number(annual)) + random.choice((-2000, -100, 0, 500, 5000)))
