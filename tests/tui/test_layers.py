"""Who knows whom: the state and the pictures know no terminal library."""

import subprocess
import sys

BARE = (
    "lotdesign",
    "lotdesign.app.cli.registry",
    "tui.session.actions",
    "tui.session.session_file",
    "tui.pictures.design_map",
    "tui.pictures.compare",
    "tui.pictures.request",
    "tui.pictures.no_solution",
    "tui.pictures.rule_cost",
    "tui.session.write_back",
    "tui.worker.process",
    "tui.export",
)
LOADED = """
import sys
from importlib import import_module
for name in sys.argv[1:]:
    import_module(name)
    if any(module.split(".")[0] == "textual" for module in sys.modules):
        sys.exit(f"{name} loads textual")
"""


def test_no_textual_behind() -> None:
    command = [sys.executable, "-c", LOADED, *BARE]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
