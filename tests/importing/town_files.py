"""Files of a small town as a council might have them, and an import of them."""

import csv
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import lotdesign as ld
from lotdesign.faults import InputFaults
from lotdesign.importing.map_file import write_map_file
from lotdesign.importing.run import ImportAnswer
from tests.maps.squares import draw_square, write_map

Rows = list[dict[str, str]]

WARDS = {
    "W1": draw_square(0, 0),
    "W2": draw_square(1000, 0),
    "W3": draw_square(2000, 0),
}
DECIDED: dict[str, Any] = {
    "authority": {"name": "A town"},
    "term": {"initial": 2},
    "money": {"contract_management": 1000, "procurement": 2000},
    "boundaries": {"id": "code", "name": "label", "coordinates": "british national grid"},
}
UNITS: Rows = [
    {"Centre": "Quay hub", "Type": "Hub", "Budget": "£90,000", "Ward": "w1"},
    {"Centre": "Moor hub", "Type": "Hub", "Budget": "80,000.50", "Ward": "W2"},
]


def write_rows(rows: Rows) -> bytes:
    """The rows as CSV, as the first names the columns."""
    text = StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


class Town:
    """A folder of files, and imports of them; what is decided is laid over DECIDED."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.target = folder / "made"

    def bring_in(
        self, decided: Mapping[str, Any] | None = None, **files: Rows | bytes | None
    ) -> ImportAnswer:
        """Import these files, boundaries being those of WARDS unless they are given or None."""
        given: dict[str, Rows | bytes | None] = {
            "units": UNITS,
            "boundaries": write_map(WARDS),
            **files,
        }
        paths = {}
        for name, content in given.items():
            if content is not None:
                path = self.folder / f"{name}.{'geojson' if name == 'boundaries' else 'csv'}"
                path.write_bytes(write_rows(content) if isinstance(content, list) else content)
                paths[name] = path
        values = {
            name: {**DECIDED.get(name, {}), **(decided or {}).get(name, {})}
            for name in dict.fromkeys([*DECIDED, *(decided or {})])
        }
        map_path = self.folder / "map.toml"
        map_path.write_text(write_map_file(values), encoding="utf-8")
        return ld.import_files(self.target, **paths, decisions=map_path)

    def refuse(
        self, decided: Mapping[str, Any] | None = None, **files: Rows | bytes | None
    ) -> list[str]:
        """What an import of these files says is open or wrong; it has written nothing."""
        with pytest.raises(InputFaults) as caught:
            self.bring_in(decided, **files)
        assert not self.target.exists()
        return [str(fault).removeprefix(f"{self.folder}/") for fault in caught.value.faults]

    def read(self, table: str) -> Rows:
        """The rows of a table that was written."""
        text = (self.target / f"{table}.csv").read_text(encoding="utf-8")
        return list(csv.DictReader(StringIO(text)))

    def tell(self) -> str:
        """The record of the import on one line."""
        return " ".join((self.target / "import.md").read_text(encoding="utf-8").split())
