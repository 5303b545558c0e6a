"""Sessions on disk: one readable JSON file a scenario, there whole or not at all."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from lotdesign.cli.output import write_file
from lotdesign.design import ROUTES
from lotdesign.faults import shown
from lotdesign.files import reading
from lotdesign.result.model import Result
from tui.session.edits import Edits
from tui.session.entry import Entry
from tui.session.session import Desk, Session, Step

VERSION = 1


def place_of(path: str | Path) -> Path:
    """The file of a scenario's session, in the user's state folder."""
    from platformdirs import user_state_path

    full = Path(path).resolve()
    name = "".join(c if c.isalnum() or c in "-_" else "-" for c in shown(full.stem, 40))
    key = sha256(str(full).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return user_state_path("lotdesign", appauthor=False) / "sessions" / f"{name}-{key}.json"


def save(session: Session, file: Path) -> None:
    """Writes the session in one go; raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    write_file(file, dumped(session))


def load(path: str | Path, file: Path) -> Session:
    """The session last saved, or a new one; what cannot be read is left where it is."""
    try:
        return read(str(path), reading(file).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return Session(str(path))


def dumped(session: Session) -> str:
    """The session as JSON."""
    body = {
        "version": VERSION,
        "scenario": session.path,
        "desk": _desk(session.desk),
        "past": [_step(each) for each in session.past],
        "future": [_step(each) for each in session.future],
        "upcoming": session.upcoming,
        "entries": [_entry(each) for each in session.entries],
    }
    return json.dumps(body, indent=1, ensure_ascii=True) + "\n"


def read(path: str, text: str) -> Session:
    """The session that was dumped; raises ValueError, KeyError or TypeError for anything else."""
    body = json.loads(text)
    if body["version"] != VERSION:
        raise ValueError("another version")
    return Session(
        path,
        _read_desk(body["desk"]),
        tuple(map(_read_step, body["past"])),
        tuple(map(_read_step, body["future"])),
        tuple(map(_read_entry, body["entries"])),
        int(body["upcoming"]),
    )


def _edits(edits: Edits) -> dict[str, Any]:
    return {"set": [list(each) for each in edits.settings], "off": list(edits.off)}


def _read_edits(body: dict[str, Any]) -> Edits:
    settings = tuple((str(path), str(text)) for path, text in body["set"])
    return Edits(settings, tuple(map(str, body["off"])))


def _desk(desk: Desk) -> dict[str, Any]:
    return {
        "edits": _edits(desk.edits),
        "hand": desk.hand,
        "routes": desk.routes,
        "showing": desk.showing,
        "pins": sorted(desk.pins),
        "marks": list(desk.marks),
        "notes": [list(each) for each in desk.notes],
        "dropped": sorted(desk.dropped),
    }


def _read_desk(body: dict[str, Any]) -> Desk:
    hand, routes = body["hand"], body.get("routes")
    return Desk(
        _read_edits(body["edits"]),
        None if hand is None else tuple(tuple(map(str, lot)) for lot in hand),
        body["showing"],
        frozenset(body["pins"]),
        tuple(body["marks"]),
        tuple((int(number), str(text)) for number, text in body["notes"]),
        frozenset(body["dropped"]),
        None if routes is None else tuple(ROUTES[ROUTES.index(route)] for route in routes),
    )


def _step(step: Step) -> dict[str, Any]:
    return {"desk": _desk(step.desk), "label": step.label}


def _read_step(body: dict[str, Any]) -> Step:
    return Step(_read_desk(body["desk"]), str(body["label"]))


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "edits": _edits(entry.edits),
        "kind": entry.kind,
        "letters": list(entry.letters),
        "at": entry.at,
        "result": entry.result.model_dump(mode="json", by_alias=True),
    }


def _read_entry(body: dict[str, Any]) -> Entry:
    return Entry(
        int(body["number"]),
        _read_edits(body["edits"]),
        body["kind"],
        Result.model_validate(body["result"]),
        tuple(body["letters"]),
        str(body["at"]),
    )
