"""A pytest plugin: the same examples each time, failing ones as drawn; what began and what failed.

A run can so be repeated, and nobody will read the examples.
"""

import sys

import pytest
from hypothesis import Phase, settings

settings.register_profile(
    "unshrunk", phases=(Phase.explicit, Phase.generate), derandomize=True, database=None
)
settings.load_profile("unshrunk")

BEGUN = "begun "
"""Begins the line that names a test as it begins."""
NOTICED = "noticed by "
"""Begins the line that names a test that failed."""


def pytest_runtest_logstart(nodeid: str) -> None:
    """Names a test on the real standard output, at once: it may be one that does not end."""
    print(f"\n{BEGUN}{nodeid}", file=sys.__stdout__, flush=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Names the tests that failed, in lines of their own."""
    for kind in ("failed", "error"):
        for report in terminalreporter.getreports(kind):
            terminalreporter.write_line(NOTICED + report.nodeid)
