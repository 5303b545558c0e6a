"""Instances of the benchmark: generated counties, public ones, shipped examples, any path."""

from dataclasses import dataclass
from pathlib import Path

from lotdesign.app.bench.county.generate import generate_county
from lotdesign.app.bench.county.plan import COUNTY_PREFIX, parse_plan
from lotdesign.app.bench.us_states import STATE_PREFIX, read_state
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


def find_instance(name: str, folder: Path, at: Path | None = None) -> BenchInstance:
    """Return the instance of that name; a generated one is written into `folder`.

    `at` is the folder of public instances. Raises ValueError for an unknown name.
    """
    seconds = TABLE_INSTANCES.get(name, DEFAULT_SECONDS)
    shipped = {each.name: each.path for each in list_example_scenarios()}
    if name.startswith(f"{COUNTY_PREFIX}-"):
        return BenchInstance(name, generate_county(parse_plan(name)).write(folder / name), seconds)
    if name.startswith(f"{STATE_PREFIX}-"):
        state = read_state(name, at)
        return BenchInstance(name, state.write(folder / name), seconds, state.published)
    if name in shipped:
        return BenchInstance(name, shipped[name], seconds)
    if Path(name).exists():
        return BenchInstance(Path(name).stem, Path(name), seconds)
    known = ", ".join(("county-54-easy-priced", "us-ME", *shipped))
    raise ValueError(f"{name}: no instance and no scenario; instances are named as {known}")
