"""Makes HiGHS solvers without a word on stdout, where answers are written."""

from functools import cache

import highspy

from solver.backends.native_calls import silence_stdout

THREADS = 1
"""Threads of a search for whole numbers. With more HiGHS 1.16 takes another course for each number
of processors, up to a fifth more of them, and 10 ms more for every small model."""


def create_highs() -> highspy.Highs:
    """A solver that holds no model."""
    silence_banner()
    return highspy.Highs()


@cache
def silence_banner() -> None:
    """Let the process's first solver say its version, which HiGHS does once, to nobody.

    No option of a solver can stop it: it is printed before there is a solver to take one.
    """
    with silence_stdout():
        highspy.Highs()
