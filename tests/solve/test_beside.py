"""Work beside this process: the same answers, whatever becomes of the copy."""

import os
import signal
import threading

import pytest

from solver import processes as module
from solver.processes import run_in_background


def test_a_copy_does_the_work() -> None:
    """Its own process id tells that it was one, where this process may be copied."""
    copied = module._can_fork()
    with run_in_background(os.getpid) as told:
        assert (told() != os.getpid()) == copied


def test_beside_other_threads_the_work_is_done_here() -> None:
    """A copy would be without them."""
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        with run_in_background(os.getpid) as told:
            assert told() == os.getpid()
    finally:
        ended.set()
        thread.join()


def test_what_the_copy_cannot_do_is_done_here() -> None:
    """A copy that fails, or is killed, says nothing."""
    here = os.getpid()

    def only_here() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    with run_in_background(only_here) as told:
        assert told() == "done"


def test_what_fails_here_too_is_raised() -> None:
    """The copy's exception is raised by doing the work again."""

    def fails() -> None:
        raise ValueError("never")

    with pytest.raises(ValueError, match="never"), run_in_background(fails) as told:
        told()


def test_no_copy_is_left_when_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy is ended and waited for, also on Ctrl-C."""
    here, fork, copies = os.getpid(), os.fork, list[int]()

    def noted() -> int:
        copies.append(fork())
        return copies[-1]

    def stopped() -> None:
        with run_in_background(lambda: None if os.getpid() == here else signal.pause()):
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "fork", noted)
    with pytest.raises(KeyboardInterrupt):
        stopped()
    for copy in copies:
        with pytest.raises(ChildProcessError):
            os.waitpid(copy, os.WNOHANG)
