"""Instances of the benchmark: generated counties, public ones, shipped examples, any path."""

from dataclasses import dataclass
from pathlib import Path

from lotdesign.app.bench.county.generate import generate_county
from lotdesign.app.bench.county.plan import COUNTY_PREFIX, parse_plan
from lotdesign.app.bench.few import FEW_PREFIX, parse_few_plan, write_few_county
from lotdesign.app.bench.us_states import STATE_PREFIX, read_state
from lotdesign.input.load import load
from lotdesign.scenario.scenario import Scenario
from lotdesign.shipped_examples import list_example_scenarios

TABLE_INSTANCES: dict[str, float] = {
    "central-bedfordshire": 60,
    "county-13-easy": 60,
    "county-13-tight-priced": 60,
    "county-54-easy": 60,
    "county-54-easy-priced": 60,
    "county-54-tight-priced": 60,
    "county-54-large": 60,
    "county-100-easy": 60,
    "county-100-easy-priced": 60,
    "county-150-easy": 60,
    "county-150-easy-priced": 60,
    "county-150-large": 60,
    "county-500-easy": 120,
    "county-500-middle": 120,
    "few-20-3": 60,
    "few-32-4": 60,
    "few-40-4": 60,
    "few-60-4": 60,
    "few-145-7": 60,
    "few-20-3-priced": 60,
    "few-32-4-priced": 60,
    "few-60-4-priced": 60,
    "few-145-7-priced": 60,
    "few-32-4-tight": 60,
    "few-60-4-tight": 60,
    "few-20-3-mixed": 60,
    "few-60-4-mixed": 60,
    "us-ME": 120,
    "us-NM": 120,
    "us-ID": 120,
    "us-OK": 120,
    "county-3000-easy": 600,
    "county-3000-easy-priced": 600,
}
"""Instance of the table -> seconds that lotdesign has for it."""
DEFAULT_SECONDS = 60.0
"""Seconds for any other instance."""


@dataclass(frozen=True)
class BenchInstance:
    """A scenario to solve, lotdesign's seconds for it, and its optimum if one is published."""

    name: str
    path: Path
    seconds: float
    published: int | None = None


def require_open_instance(scenario: Scenario, name: str) -> None:
    """Raise ValueError where arithmetic proves the first cut of the map best: a race of nothing.

    That is where every lot lies above the last point of the scale curve, or there is none.
    """
    from solver.lot_bands.band_listing import BandListing
    from solver.lot_bands.search import LargeLotSearch
    from solver.solve_context import SolveContext

    context = SolveContext()
    listing = BandListing.begin(scenario, context)
    if listing is None:
        return
    search = LargeLotSearch(listing, context)
    search.find_first()
    search.sharpen_bounds()
    if search.is_best_possible:
        raise ValueError(f"{name}: arithmetic proves that the first cut of the map is the best")


def find_instance(name: str, folder: Path, at: Path | None = None) -> BenchInstance:
    """Return the instance of that name; a generated one is written into `folder`.

    `at` is the folder of public instances. Raises ValueError for an unknown name.
    """
    seconds = TABLE_INSTANCES.get(name, DEFAULT_SECONDS)
    shipped = {each.name: each.path for each in list_example_scenarios()}
    if name.startswith(f"{COUNTY_PREFIX}-"):
        return BenchInstance(name, generate_county(parse_plan(name)).write(folder / name), seconds)
    if name.startswith(f"{FEW_PREFIX}-"):
        path = write_few_county(parse_few_plan(name), folder / name)
        require_open_instance(load(path), name)
        return BenchInstance(name, path, seconds)
    if name.startswith(f"{STATE_PREFIX}-"):
        state = read_state(name, at)
        return BenchInstance(name, state.write(folder / name), seconds, state.published)
    if name in shipped:
        return BenchInstance(name, shipped[name], seconds)
    if Path(name).exists():
        return BenchInstance(Path(name).stem, Path(name), seconds)
    known = ", ".join(("county-54-easy-priced", "us-ME", *shipped))
    raise ValueError(f"{name}: no instance and no scenario; instances are named as {known}")
