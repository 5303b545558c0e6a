"""Who knows whom: the state and the pictures know no terminal library."""

import subprocess
import sys

BARE = (
    "lotdesign",
    "lotdesign.cli.app",
    "tui.session.actions",
    "tui.session.store",
    "tui.canvas.areas",
    "tui.panes.compare",
    "tui.panes.asked",
    "tui.panes.stuck",
    "tui.panes.worth",
    "tui.data.write_back",
    "tui.bridge.worker",
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
