"""Which runs that claimed jobs are still alive.

Every run holds a lock on one byte of a file beside the job table, at the place of its number. The
system gives the lock back when the process ends, however it ends, so that a lock that can be had
belongs to nobody. Where there are no such locks, every other run counts as dead; then two at once
do some work twice, and no harm.
"""

import os
import sys
from pathlib import Path


class Owners:
    """The runs of a job table."""

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)

    def enter(self, number: int) -> None:
        """Marks this run alive until it ends."""
        self._lock(number)

    def alive(self, number: int) -> bool:
        """Whether another run is still at work."""
        if not self._lock(number):
            return True
        self._unlock(number)
        return False

    def leave(self) -> None:
        """Gives all locks back."""
        os.close(self._file)

    def _lock(self, number: int) -> bool:
        if sys.platform == "win32":
            return True
        import fcntl

        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, number)
        except OSError:
            return False
        return True

    def _unlock(self, number: int) -> None:
        if sys.platform != "win32":
            import fcntl

            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, number)
