"""Saves the session as it changes, in a thread: the latest one wins, each file whole."""

import threading
from contextlib import suppress
from pathlib import Path

from tui.session.session import Session
from tui.session.store import save


class Saver:
    """Writes sessions to one file; a disk that is full must not stop anybody from working."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._changed = threading.Condition()
        self._next: Session | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def keep(self, session: Session) -> None:
        """Has the session written soon."""
        with self._changed:
            self._next = session
            self._changed.notify()

    def close(self) -> None:
        """Writes what is left and ends."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join(timeout=0.5)

    def _run(self) -> None:
        while True:
            with self._changed:
                while self._next is None and not self._closed:
                    self._changed.wait()
                session, self._next = self._next, None
                if session is None:
                    return
            with suppress(OSError):
                save(session, self._file)
