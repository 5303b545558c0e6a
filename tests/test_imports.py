"""What `import lotdesign` leaves unloaded."""

import json
import subprocess
import sys

import pytest

HEAVY = ("ortools", "highspy", "pulp", "polars", "numpy", "textual", "distributed")
CODE = "import {module}, json, sys; print(json.dumps([n for n in {heavy!r} if n in sys.modules]))"


@pytest.mark.parametrize("module", ["lotdesign", "lotdesign.app.api", "lotdesign.app.cli.registry"])
def test_nothing_heavy_is_loaded_before_it_is_needed(module: str) -> None:
    """The package, its calls and its command line start without engines, tables or screens."""
    code = CODE.format(module=module, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert json.loads(done.stdout) == []
