"""Writes docs/rules.md and docs/measures.md anew: `python -m tests.docs.reference`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.cli.run import ROOT
from tests.docs.reference.pages import REFERENCE_PAGES

with TemporaryDirectory() as folder:
    for name, write in REFERENCE_PAGES.items():
        (ROOT / "docs" / name).write_text(write(Path(folder)), encoding="utf-8")
