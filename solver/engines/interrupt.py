"""Runs native code so that Ctrl-C reaches us and not it."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Interrupted(Exception, Generic[Result]):
    """The user asked to stop; `result` is what the work came to by then."""

    def __init__(self, result: Result) -> None:
        self.result = result
        super().__init__("interrupted")


def interruptible(
    work: Callable[[], Result], stop: Callable[[], None], deadline: float | None = None
) -> Result:
    """What `work` returns, run in a thread while this one listens for Ctrl-C.

    On Ctrl-C `stop` is called until the work ends, and Interrupted carries its result. From the
    deadline on it is called too, and the result is returned. An exception of the work is raised
    here.
    """
    results: list[Result] = []
    failures: list[BaseException] = []
    ended = threading.Event()

    def run() -> None:
        try:
            results.append(work())
        except BaseException as failure:
            failures.append(failure)
        ended.set()

    threading.Thread(target=run, daemon=True).start()
    asked = False
    # Not thread.join: in Python 3.11 Ctrl-C inside it makes a running thread look ended.
    while not ended.is_set():
        try:
            if asked or (deadline is not None and time.monotonic() > deadline):
                stop()
            ended.wait(0.1)
        except KeyboardInterrupt:
            asked = True
    if failures:
        raise failures[0]
    if asked:
        raise Interrupted(results[0])
    return results[0]
