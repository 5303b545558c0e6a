"""Session service, which opens, changes and saves sessions; view service, which keeps cursors."""

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from lotdesign.input.load import load
from lotdesign.scenario.scenario import Scenario
from lotdesign.user_state import remember_scenario
from tui.session.actions import SessionAction, WriteFiles, apply_action
from tui.session.edits import Edits
from tui.session.file_versions import go_between, hold_files, keep_versions
from tui.session.parameters import ParameterRow, build_parameter_rows
from tui.session.session import Session
from tui.session.session_file import load_session, save_session
from tui.session.session_merge import merge_sessions, ready_for_copy
from tui.session.session_places import (
    SessionPlace,
    choose_session_file,
    find_session_beside,
    take_abandoned_places,
    take_place,
)
from tui.session.session_saver import SessionSaver, digest_file
from tui.session.write_back import EditedFiles
from tui.snapshot import Snapshot, ViewSettings

SECONDS_TO_SAVE = 1.0
"""The longest that leaving waits for a slow disk before it is asked about."""

APART_WORDS = (
    "This scenario is open in another window too. What you do here is kept apart; it joins the "
    "list of designs when the scenario is opened next."
)


class SessionService:
    """Holds the session and its scenario as the files have it; both None before one is opened.

    With `keep` the session is saved after every action, beside the scenario or in the user's state
    folder; `notify` is called, from another thread, when `save_fault` changes.
    """

    def __init__(self, keep: bool, notify: Callable[[], object] = lambda: None) -> None:
        self._notify = notify
        self._place: SessionPlace | None = None
        self.session: Session | None = None
        self.base: Scenario | None = None
        self.version = 0
        self._keep = keep
        self._saver: SessionSaver | None = None
        self._rows: tuple[ParameterRow, ...] = ()
        self._rows_of: tuple[Scenario, Edits] | None = None

    def open(self, path: str) -> Scenario:
        """Loads a scenario and its last session; raises InputFaults and keeps the present one."""
        base = load(path)
        self.session = self._load_session(path, base) if self._keep else Session(path)
        self.base = base
        self.version += 1
        return base

    def _load_session(self, path: str, base: Scenario) -> Session:
        self.close()
        authority = base.authority
        remember_scenario(path, ", ".join(filter(None, (authority.title, authority.name))))
        main = choose_session_file(path)
        known = digest_file(main)
        session = load_session(path, main)
        self._place = take_place(main)
        if self._place is None:
            self._saver = None
            return session
        if self._place.number > 1:
            self._saver = SessionSaver(self._place, "", self._notify)
            return session
        places = take_abandoned_places(main)
        if places:
            session = _take_in(places, session, main)
            known = digest_file(main)
        self._saver = SessionSaver(self._place, known, self._notify)
        return session

    @property
    def is_apart(self) -> bool:
        """Whether another window has the scenario, so that this one's session is kept apart."""
        return self._place is not None and self._place.number > 1

    @property
    def save_fault(self) -> str:
        """Why the session is not saved, "" where it is or is not to be."""
        if self._saver is None:
            return "too many windows" if self._keep and self.session is not None else ""
        return self._saver.fault

    def save_as(self, folder: Path) -> str:
        """Copies the scenario with edits, designs, notes and pins; the copy's path.

        Raises OSError, also where the folder exists; nothing is there then.
        """
        if self.session is None:
            return ""
        copy = copy_scenario(Path(self.session.path), folder)
        save_session(ready_for_copy(self.session, str(copy)), find_session_beside(copy))
        return str(copy)

    def reload(self) -> None:
        """Loads the scenario's files again; raises InputFaults and keeps the present scenario."""
        if self.session is not None:
            self.version += 1
            self.base = load(self.session.path)

    def perform(self, action: SessionAction) -> bool:
        """Applies an action and has the session saved; whether anything changed.

        Undo and redo of what was written to files go between their versions: raises NotWritable or
        OSError where they cannot, and the session stays as it is.
        """
        if self.session is None:
            return False
        session = apply_action(action, self.session)
        if session is self.session:
            return False
        if session.state.written != self.session.state.written:
            with hold_files():
                go_between(self.session.state.written, session.state.written)
        self._keep_session(session)
        return True

    def _keep_session(self, session: Session) -> None:
        self.session = session
        if self._saver is not None:
            self._saver.save_soon(session)

    def write_edits(self, edits: Edits, files: EditedFiles) -> list[Path]:
        """Writes files with edits in them and takes these out of the session.

        Returns the files written. Raises NotWritable where somebody else changed one since, OSError
        where one cannot be written; files and session stay as they are then.
        """
        if self.session is None:
            return []
        versions = keep_versions(files)
        with hold_files():
            files.store_files()
        present = self.session.state.edits
        rest = Edits(
            tuple(each for each in present.settings if each not in edits.settings),
            tuple(each for each in present.off if each not in edits.off),
        )
        self._keep_session(apply_action(WriteFiles(rest, versions), self.session))
        return list(files.texts)

    @property
    def rows(self) -> tuple[ParameterRow, ...]:
        """The parameter rows; built again only when the files or the edits change."""
        if self.session is None or self.base is None:
            return ()
        edits = self.session.state.edits
        known = self._rows_of
        if known is None or known[0] is not self.base or known[1] != edits:
            self._rows = build_parameter_rows(self.base, edits)
            self._rows_of = (self.base, edits)
        return self._rows

    def find_save_fault(self, seconds: float = SECONDS_TO_SAVE) -> str:
        """As `save_fault`, once what is being written is, or after so long."""
        if self._saver is not None:
            self._saver.wait_until_tried(seconds)
        return self.save_fault

    def close(self) -> None:
        """Writes what is not saved yet, and lets other windows have the file."""
        if self._saver is not None:
            self._saver.close()
        if self._place is not None:
            self._place.release()
            self._place = None


def _take_in(places: Sequence[SessionPlace], session: Session, main: Path) -> Session:
    """Joins what other windows kept apart; their files go once the joined session is saved."""
    for place in places:
        session = merge_sessions(session, load_session(session.path, place.file))
    with suppress(OSError):
        save_session(session, main)
        for place in places:
            place.file.unlink(missing_ok=True)
    for place in places:
        place.release()
    return session


def copy_scenario(source: Path, folder: Path) -> Path:
    """Copies a scenario's folder; the copy's path. Raises OSError, also where it exists."""
    shutil.copytree(source if source.is_dir() else source.parent, folder, dirs_exist_ok=False)
    return folder if source.is_dir() else folder / source.name


class ViewService:
    """Holds the view settings of the opened scenario."""

    def __init__(self) -> None:
        self.settings = ViewSettings()

    def begin(self) -> None:
        """Starts anew at the top of every list."""
        self.settings = ViewSettings()

    def clamp_cursors(self, snapshot: Snapshot) -> bool:
        """Moves cursors into lists that became shorter; whether any moved."""
        settings = self.settings
        for pane, count in (("asked", len(snapshot.rows)), ("lots", snapshot.lot_count)):
            if settings.cursor_of(pane) >= count > 0:
                settings = settings.move_cursor(pane, count - 1)
        changed = settings is not self.settings
        self.settings = settings
        return changed
