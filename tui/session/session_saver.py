"""The thread that writes a session to its file, and loses nothing that stands there."""

import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from tui.session.session import Session
from tui.session.session_file import save_session
from tui.session.session_places import SessionPlace, set_aside

SECONDS_TO_RETRY = 5.0
"""After so long a session that could not be written is tried again."""

SECONDS_TO_CLOSE = 10.0
"""The longest that closing waits for a slow disk."""


def digest_file(file: Path) -> str:
    """The digest of what is in a file, "" where it cannot be read or there is none."""
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


FileIdentity = tuple[int, int, int]
"""Number, time of the last change and size of a file: others where anybody wrote to it."""


def _identify(file: Path) -> FileIdentity | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


class SessionSaver:
    """Writes sessions to the file of a place.

    `known` is the digest of what is in that file as far as its sessions have it, "" for nothing:
    anything else in it is somebody else's and is set aside, to join the list of designs when the
    scenario is opened next. `fault` says why the last session could not be written, "" where it
    was; `notify` is called, from the thread, whenever this changes.
    """

    def __init__(
        self, place: SessionPlace, known: str = "", notify: Callable[[], object] = lambda: None
    ) -> None:
        self._place = place
        self._known = known
        self._seen: FileIdentity | None = None
        self._notify = notify
        self.fault = ""
        self._changed = threading.Condition()
        self._next: Session | None = None
        self._failed: Session | None = None
        self._writing = False
        self._closed = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def save_soon(self, session: Session) -> None:
        """Has the session written, unless another one follows before its turn."""
        with self._changed:
            self._next = session
            self._changed.notify_all()

    def wait_until_tried(self, seconds: float) -> None:
        """Waits until the last session was written, or could not be; at most so long."""
        with self._changed:
            self._changed.wait_for(self._has_tried, seconds)

    def _has_tried(self) -> bool:
        return not self._writing and self._next is None

    def close(self) -> None:
        """Writes the last session, tried once more where it could not be, and ends the thread."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join(timeout=SECONDS_TO_CLOSE)

    def _run(self) -> None:
        while (session := self._take_next()) is not None:
            self._save(session)
            with self._changed:
                self._writing = False
                if self.fault and not self._closed:
                    self._failed = session
                self._changed.notify_all()

    def _take_next(self) -> Session | None:
        """The session to write, one that could not be after a while; None where all is done."""
        with self._changed:
            wait = None if self._failed is None else SECONDS_TO_RETRY
            self._changed.wait_for(lambda: self._closed or self._next is not None, wait)
            session = self._next or self._failed
            self._next = self._failed = None
            self._writing = session is not None
            return session

    def _save(self, session: Session) -> None:
        before, fault = self.fault, ""
        try:
            data = save_session(
                session, self._place.file, self._keep_what_others_wrote, self._keep_replaced
            )
            self._known = sha256(data).hexdigest()
            self._seen = self._find_known()
        except OSError as error:
            fault = (error.strerror or "unknown reason").lower()
        self.fault = fault
        if fault != before:
            self._notify()

    def _keep_what_others_wrote(self) -> None:
        """Sets aside what is in the file if no session of this thread has it; raises OSError.

        The file is read only where it is not the one seen last.
        """
        while self._seen is None or _identify(self._place.file) != self._seen:
            found = digest_file(self._place.file)
            if not found:
                return
            if found != self._known:
                set_aside(self._place, self._place.file)
                self._known = found
            self._seen = self._find_known()

    def _keep_replaced(self, replaced: Path) -> None:
        """Sets aside what somebody wrote between that look and the move; raises OSError."""
        if digest_file(replaced) not in ("", self._known):
            set_aside(self._place, replaced)

    def _find_known(self) -> FileIdentity | None:
        """Which file is in the place, if just what is known is in it."""
        identity = _identify(self._place.file)
        return identity if digest_file(self._place.file) == self._known else None
