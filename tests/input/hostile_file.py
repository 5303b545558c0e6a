"""What a hostile file is: a scenario of the test council with some of its files replaced."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

BASE = Path(__file__).parents[1] / "cases" / "three-places"


def _leave_as_it_is(folder: Path) -> None:
    """Nothing more is put into the folder."""


@dataclass(frozen=True)
class HostileFile:
    """The files that are replaced, what the fault must say, and what else is put there."""

    name: str
    files: Mapping[str, bytes]
    says: str
    prepare: Callable[[Path], None] = _leave_as_it_is

    def write(self, folder: Path) -> Path:
        """Write the scenario into a folder of its own; returns the folder."""
        scenario = folder / "scenario"
        shutil.copytree(BASE, scenario)
        for name, data in self.files.items():
            (scenario / name).write_bytes(data)
        self.prepare(scenario)
        return scenario
