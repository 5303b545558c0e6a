"""Public instances with published optima: counties of US states as scenarios.

A unit is a county, its value its population, one service, no providers; so many contiguous lots
of near-equal value with the fewest neighbouring pairs cut (Validi and Buchanan, Mathematical
Programming Computation 14, 2022). The files are not part of the project: they are read from a
folder that is given, or that the environment names.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lotdesign.file_guard import note_reading
from lotdesign.report.spreadsheet import write_csv

FOLDER_VARIABLE = "LOTDESIGN_PUBLIC"
"""Environment variable of the folder with files such as ME_county.json."""
STATE_PREFIX = "us"


@dataclass(frozen=True)
class StateInstance:
    """A state's counties, and the fewest cut pairs known from the literature.

    `proven` says whether that figure was proved there to be the optimum.
    """

    name: str
    counties: tuple[str, ...]
    population: tuple[int, ...]
    touching: tuple[tuple[int, int], ...]
    lots: int
    least: int
    most: int
    published: int | None
    proven: bool

    def write(self, folder: Path) -> Path:
        """Write the scenario into a folder, and return it."""
        folder.mkdir(parents=True, exist_ok=True)
        counties = list(enumerate(zip(self.counties, self.population, strict=True)))
        tables: dict[str, list[tuple[str, ...]]] = {
            "localities": [("id", "name"), *((f"p{i}", name) for i, (name, _) in counties)],
            "neighbours": [("a", "b"), *((f"p{a}", f"p{b}") for a, b in self.touching)],
            "units": [
                ("id", "name", "service", "annual_budget", "locality"),
                *((f"u{i}", name, "any", str(people), f"p{i}") for i, (name, people) in counties),
            ],
        }
        for table, rows in tables.items():
            (folder / f"{table}.csv").write_text(write_csv(rows[0], rows[1:]), encoding="utf-8")
        text = _SCENARIO_TEXT.format(lots=self.lots, least=self.least, most=self.most)
        (folder / "scenario.toml").write_text(text, encoding="utf-8")
        return folder


def read_state(name: str, folder: Path | None) -> StateInstance:
    """Read an instance such as `us-ME` from the folder, or from the one that the environment names.

    Raises ValueError, which says what to do, where there is none.
    """
    at = folder or (Path(os.environ[FOLDER_VARIABLE]) if os.environ.get(FOLDER_VARIABLE) else None)
    if at is None:
        raise ValueError(
            f"{name}: give the folder of public instances, --public or {FOLDER_VARIABLE}"
        )
    file = at / f"{name.partition('-')[2]}_county.json"
    try:
        return _parse_state(name, json.loads(note_reading(file).read_text(encoding="utf-8")))
    except OSError:
        raise ValueError(f"{name}: the folder of public instances has no {file.name}") from None
    except (ValueError, LookupError, TypeError):
        raise ValueError(f"{name}: {file.name} is no public instance") from None


def _parse_state(name: str, data: dict[str, Any]) -> StateInstance:
    known = data["published"].get("min_cut_edges_contiguous", {})
    return StateInstance(
        name=name,
        counties=tuple(data["unit_name"]),
        population=tuple(data["population"]),
        touching=tuple((a, b) for a, b in data["edges"]),
        lots=data["k"],
        least=data["L"],
        most=data["U"],
        published=known.get("value"),
        proven=bool(known.get("proven")),
    )


_SCENARIO_TEXT = """\
schema = 1
[data]
units = "units.csv"
localities = "localities.csv"
neighbours = "neighbours.csv"
[[objective]]
measure = "cut_neighbours"
[[rule]]
id = "connected"
kind = "contiguous"
[[rule]]
id = "count"
kind = "lot_count"
min = {lots}
max = {lots}
[[rule]]
id = "equal"
kind = "lot_value"
min = {least}
max = {most}
"""
