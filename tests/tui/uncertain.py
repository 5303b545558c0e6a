"""The small town, where providers may leave and the future may be another one."""

import shutil
from pathlib import Path

from tests.tui.drive import TINY

UNCERTAIN = """
[stress]
stay = { national = "90%", vcse = "70%" }

[[case]]
id = "dear"
name = "Contracts cost four times as much to manage"
set = ["money.contract_management=20000"]

[[case]]
id = "gone"
name = "The national charity goes"
set = ["providers.national.count=0"]
"""


def write_uncertain_town(folder: Path) -> Path:
    """Writes it into a folder; returns the scenario."""
    town = folder / "town"
    shutil.copytree(TINY, town)
    scenario = town / "scenario.toml"
    scenario.write_text(scenario.read_text(encoding="utf-8") + UNCERTAIN, encoding="utf-8")
    return town
