"""Who knows whom: the state and the pictures know no terminal library."""

import subprocess
import sys

import pytest

WITHOUT = "import sys, {module}; sys.exit(any(m.split('.')[0] == 'textual' for m in sys.modules))"


@pytest.mark.parametrize(
    "module",
    [
        "lotdesign",
        "lotdesign.cli.app",
        "tui.session.actions",
        "tui.session.store",
        "tui.canvas.areas",
        "tui.panes.compare",
        "tui.panes.asked",
        "tui.data.write_back",
        "tui.bridge.worker",
        "tui.export",
    ],
)
def test_no_textual_behind(module: str) -> None:
    command = [sys.executable, "-c", WITHOUT.format(module=module)]
    assert subprocess.run(command, check=False).returncode == 0
