"""What a hostile call is: a command line, the files that it names, and how it may end."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = "FOLDER"
"""Stands for the call's own folder in its arguments."""


@dataclass(frozen=True)
class HostileCall:
    """`codes` are the exit codes that are right; `files` are written into the call's folder."""

    name: str
    arguments: tuple[str, ...]
    codes: tuple[int, ...]
    files: Mapping[str, bytes]

    def write(self, folder: Path) -> list[str]:
        """Write the files into a folder that is not there yet; returns the arguments."""
        folder.mkdir()
        for name, data in self.files.items():
            (folder / name).write_bytes(data)
        return [each.replace(FOLDER, str(folder)) for each in self.arguments]
