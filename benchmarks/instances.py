"""What can be raced: counties by their names, public instances, shipped examples, any path."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks import public
from benchmarks.county import county
from benchmarks.county.plan import PREFIX, named
from lotdesign.shipped import examples

STANDARD: dict[str, float] = {
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
"""The instances of the table, and how many seconds lotdesign has for each."""
SECONDS = 60.0
"""And for any other."""


@dataclass(frozen=True)
class Instance:
    """A scenario to be solved, lotdesign's seconds for it, and its optimum if one is published."""

    name: str
    path: Path
    seconds: float
    published: int | None = None


def instance(name: str, folder: Path, at: Path | None = None) -> Instance:
    """The instance of that name; what has to be written for it is written into `folder`.

    `at` is where the public instances are. Raises ValueError for a name that is none.
    """
    seconds = STANDARD.get(name, SECONDS)
    shipped = {each.name: each.path for each in examples()}
    if name.startswith(f"{PREFIX}-"):
        return Instance(name, county(named(name)).write(folder / name), seconds)
    if name.startswith(f"{public.PREFIX}-"):
        state = public.state(name, at)
        return Instance(name, state.write(folder / name), seconds, state.published)
    if name in shipped:
        return Instance(name, shipped[name], seconds)
    if Path(name).exists():
        return Instance(Path(name).stem, Path(name), seconds)
    known = ", ".join(("county-54-easy-priced", "us-ME", *shipped))
    raise ValueError(f"{name}: no instance and no scenario; instances are named as {known}")
