"""A county as a scenario: drawn from its plan, written as a folder, read as any other."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.county.land import Land, land
from benchmarks.county.market import SERVICES, Demand, Provider, market
from benchmarks.county.plan import Plan
from benchmarks.county.tables import written
from lotdesign.scenario.load import load
from lotdesign.scenario.scenario import Scenario


@dataclass(frozen=True)
class County:
    """Everything drawn; budgets are pounds a year.

    `lots` is a hidden design that keeps all rules; its lot i can be awarded to provider i.
    """

    plan: Plan
    land: Land
    services: tuple[str, ...]
    budgets: tuple[int, ...]
    needs: tuple[int, ...]
    providers: tuple[Provider, ...]
    lots: tuple[range, ...]

    def write(self, folder: Path) -> Path:
        """Writes the scenario as a folder, and returns it."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in written(self).items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        return folder

    def scenario(self) -> Scenario:
        """The scenario, read as a user's would be."""
        with tempfile.TemporaryDirectory() as folder:
            return load(self.write(Path(folder) / self.plan.name))


def county(plan: Plan) -> County:
    """The county of a plan; only the seed and the plan's own figures decide about it."""
    draw = Random(f"{plan.units} {plan.kind} {plan.seed}")
    ground = land(draw, plan.units)
    services = tuple(_service(draw) for _ in range(plan.units))
    budgets = tuple(_budget(draw) for _ in range(plan.units))
    needs = tuple(draw.randrange(3, 31) for _ in range(plan.units))
    lots = _hidden(draw, plan)
    providers = market(draw, plan, Demand(ground, services, budgets, lots))
    return County(plan, ground, services, budgets, needs, tuple(providers), lots)


def _service(draw: Random) -> str:
    """Six units of ten are centres, three are youth work."""
    return SERVICES[(0, 0, 0, 0, 0, 0, 1, 1, 1, 2)[draw.randrange(10)]]


def _budget(draw: Random) -> int:
    """£40,000 to £500,000, most of them small."""
    return 40_000 + 460_000 * draw.randrange(1001) ** 3 // 10**9 // 500 * 500


def _hidden(draw: Random, plan: Plan) -> tuple[range, ...]:
    """Lots along the path through all places, of sizes that the plan allows."""
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
