"""Disagreements are kept as scenarios, which the tests answer again for ever."""

import json
from hashlib import sha256
from pathlib import Path

from tests.solve.loading import Doc

FOUND = Path(__file__).parent / "found"


def keep(doc: Doc) -> Path:
    """Writes a scenario beside the others."""
    text = json.dumps(doc, indent=1, ensure_ascii=False, default=str) + "\n"
    path = FOUND / f"{sha256(text.encode()).hexdigest()[:12]}.json"
    path.write_text(text, encoding="utf-8")
    return path


def kept() -> list[Path]:
    """All that were found so far."""
    return sorted(FOUND.glob("*.json"))


def read(path: Path) -> Doc:
    """A kept scenario."""
    doc: Doc = json.loads(path.read_text(encoding="utf-8"))
    return doc
