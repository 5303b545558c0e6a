"""Who imports what: state, services and pictures load no terminal library, nothing the app."""

import ast
import subprocess
import sys
from pathlib import Path

import tui

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
    "tui.pictures.holding",
    "tui.session.write_back",
    "tui.worker.process",
    "tui.export",
    "tui.pictures.start",
    "tui.services.session",
    "tui.services.solving",
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


ORDER = (
    ("tui.safe_text", "tui.canvas"),
    ("tui.session",),
    ("tui.worker",),
    ("tui.snapshot",),
    ("tui.pictures", "tui.export"),
    ("tui.messages",),
    ("tui.services",),
    ("tui.widgets",),
    ("tui.screens",),
    ("tui.app",),
    ("tui.screenshot",),
)
"""Parts from the lowest up; see `tui.__init__`."""


def _find_level(module: str) -> int | None:
    for level, parts in enumerate(ORDER):
        if any(module == part or module.startswith(f"{part}.") for part in parts):
            return level
    return None


def test_every_part_imports_only_those_below() -> None:
    """Widgets and screens know neither services nor the app; they send messages."""
    for path in sorted(Path(tui.__file__).parent.rglob("*.py")):
        name = ".".join(("tui", *path.relative_to(Path(tui.__file__).parent).with_suffix("").parts))
        level = _find_level(name.removesuffix(".__init__"))
        if level is None:
            assert name == "tui.__init__"
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tui"):
                other = _find_level(str(node.module))
                assert other is not None, f"{name} imports {node.module}"
                assert other <= level, f"{name} imports {node.module}"
                if name.startswith(("tui.widgets.", "tui.screens.")):
                    assert not str(node.module).startswith("tui.services"), name
