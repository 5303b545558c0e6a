"""Sessions on disk: one JSON file for each scenario, written whole or not at all."""

import json
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

from lotdesign.atomic_files import encode_text, write_bytes, write_together
from lotdesign.design import ROUTES
from lotdesign.faults import make_printable
from lotdesign.file_guard import note_reading
from lotdesign.result.model import Result
from tui.session.edits import Edits
from tui.session.session import ChosenKind, Session, TrayEntry, UndoableState, UndoStep, WrittenFile

SESSION_FORMAT_VERSION = 1

_CHOSEN_KINDS = get_args(ChosenKind)


def find_session_file(path: str | Path) -> Path:
    """The path of a scenario's session file, in the user's state folder."""
    from platformdirs import user_state_path

    full = Path(path).resolve()
    name = "".join(c if c.isalnum() or c in "-_" else "-" for c in make_printable(full.stem, 40))
    key = sha256(str(full).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return user_state_path("lotdesign", appauthor=False) / "sessions" / f"{name}-{key}.json"


def save_session(
    session: Session,
    file: Path,
    check: Callable[[], None] = lambda: None,
    keep: Callable[[Path], None] | None = None,
) -> bytes:
    """Replaces the session file as a whole, after `check`; what was written.

    `keep` is called with what it has replaced, where the system can. Raises OSError.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    data = encode_text(dump_session(session))
    write_together({file: data}, check, keep)
    return data


def load_session(path: str | Path, file: Path) -> Session:
    """The session last saved, or a new one where there is none that can be read.

    One that cannot be read is kept beside, so that the new one does not overwrite it.
    """
    try:
        return parse_session(str(path), note_reading(file).read_text(encoding="utf-8"))
    except (
        *(OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError),
    ):
        _keep_unreadable(file)
        return Session(str(path))


def _keep_unreadable(file: Path) -> None:
    """Keeps a session file that a newer version wrote, or that was damaged, under another name."""
    kept = file.with_suffix(".unreadable.json")
    with suppress(OSError):
        if file.is_file() and file.stat().st_size and not kept.exists():
            write_bytes(kept, file.read_bytes())


def dump_session(session: Session) -> str:
    """The session as JSON."""
    body = {
        "version": SESSION_FORMAT_VERSION,
        "scenario": session.path,
        "desk": _dump_state(session.state),
        "past": [_dump_step(each) for each in session.past],
        "future": [_dump_step(each) for each in session.future],
        "upcoming": session.next_number,
        "entries": [_dump_entry(each) for each in session.entries],
    }
    return json.dumps(body, indent=1, ensure_ascii=True) + "\n"


def parse_session(path: str, text: str) -> Session:
    """The session of a JSON text.

    Raises ValueError, KeyError, TypeError, IndexError or AttributeError for any other text.
    """
    body = json.loads(text)
    if body["version"] != SESSION_FORMAT_VERSION:
        raise ValueError("another version")
    return Session(
        path,
        _parse_state(body["desk"]),
        tuple(map(_parse_step, body["past"])),
        tuple(map(_parse_step, body["future"])),
        tuple(map(_parse_entry, body["entries"])),
        int(body["upcoming"]),
    )


def _dump_edits(edits: Edits) -> dict[str, Any]:
    return {"set": [list(each) for each in edits.settings], "off": list(edits.off)}


def _parse_edits(body: dict[str, Any]) -> Edits:
    settings = tuple((str(path), str(text)) for path, text in body["set"])
    return Edits(settings, tuple(map(str, body["off"])))


def _dump_state(state: UndoableState) -> dict[str, Any]:
    return {
        "edits": _dump_edits(state.edits),
        "hand": state.hand,
        "routes": state.routes,
        "kind": state.hand_kind,
        "written": [[each.path, each.before, each.after] for each in state.written],
        "showing": state.showing,
        "pins": sorted(state.pins),
        "marks": list(state.marks),
        "notes": [list(each) for each in state.notes],
        "dropped": sorted(state.dropped),
    }


def _parse_state(body: dict[str, Any]) -> UndoableState:
    hand, routes = body["hand"], body.get("routes")
    return UndoableState(
        _parse_edits(body["edits"]),
        None if hand is None else tuple(tuple(map(str, lot)) for lot in hand),
        body["showing"],
        frozenset(body["pins"]),
        tuple(body["marks"]),
        tuple((int(number), str(text)) for number, text in body["notes"]),
        frozenset(body["dropped"]),
        None if routes is None else tuple(ROUTES[ROUTES.index(route)] for route in routes),
        _CHOSEN_KINDS[_CHOSEN_KINDS.index(body.get("kind", "hand"))],
        tuple(WrittenFile(*map(str, each)) for each in body.get("written", ())),
    )


def _dump_step(step: UndoStep) -> dict[str, Any]:
    return {"desk": _dump_state(step.state), "label": step.label}


def _parse_step(body: dict[str, Any]) -> UndoStep:
    return UndoStep(_parse_state(body["desk"]), str(body["label"]))


def _dump_entry(entry: TrayEntry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "edits": _dump_edits(entry.edits),
        "kind": entry.kind,
        "letters": list(entry.letters),
        "at": entry.at,
        "figures": entry.figures,
        "result": entry.result.model_dump(mode="json", by_alias=True),
    }


def _parse_entry(body: dict[str, Any]) -> TrayEntry:
    return TrayEntry(
        int(body["number"]),
        _parse_edits(body["edits"]),
        body["kind"],
        Result.model_validate(body["result"]),
        tuple(body["letters"]),
        str(body["at"]),
        str(body.get("figures", "")),
    )
