"""Links CP-SAT's library, most of what its import takes, while other modules load."""

import threading
from contextlib import suppress
from ctypes import CDLL
from importlib.util import find_spec
from pathlib import Path


def warm() -> None:
    """Begins in a thread, for the linker leaves the interpreter free; nothing where it cannot."""
    found = find_spec("ortools")
    if found is not None and found.origin is not None:
        libraries = (Path(found.origin).parent / ".libs").glob("libortools.so*")
        threading.Thread(target=_linked, args=([*libraries],)).start()


def _linked(libraries: list[Path]) -> None:
    for library in libraries:
        with suppress(OSError):
            CDLL(str(library))
