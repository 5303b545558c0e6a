"""Links CP-SAT's library while other modules load (to be deleted)."""

import threading
from contextlib import suppress
from ctypes import CDLL
from importlib.util import find_spec
from pathlib import Path


def preload_cp_sat() -> None:
    """Begins in a thread, for the linker leaves the interpreter free; nothing where it cannot."""
    found = find_spec("ortools")
    if found is not None and found.origin is not None:
        libraries = (Path(found.origin).parent / ".libs").glob("libortools.so*")
        threading.Thread(target=_link_libraries, args=([*libraries],)).start()


def _link_libraries(libraries: list[Path]) -> None:
    for library in libraries:
        with suppress(OSError):
            CDLL(str(library))
