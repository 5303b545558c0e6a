"""A pytest plugin: the same examples each time, failing ones as drawn, and what failed by name.

A run can so be repeated, and nobody will read the examples.
"""

import pytest
from hypothesis import Phase, settings

settings.register_profile(
    "unshrunk", phases=(Phase.explicit, Phase.generate), derandomize=True, database=None
)
settings.load_profile("unshrunk")

NOTICED = "noticed by "
"""Begins the line that names a test that failed."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Names the tests that failed, in lines of their own."""
    for kind in ("failed", "error"):
        for report in terminalreporter.getreports(kind):
            terminalreporter.write_line(NOTICED + report.nodeid)
