"""A pytest plugin that keeps every part of a set as soon as all of its tests have ended."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.fuzz.small import UNDECIDED
from tests.long.kept import FinishedPart, KeptParts
from tests.sets import DrawnSet


class PartRecorder:
    """Counts the tests of each part, and keeps a part with its last one."""

    def __init__(self, drawn: DrawnSet, kept: KeptParts) -> None:
        self._set, self._kept = drawn, kept
        self._left: Counter[int] = Counter()
        self._seconds: defaultdict[int, float] = defaultdict(float)
        self._counted: defaultdict[int, Counter[str]] = defaultdict(Counter)
        self._faults: defaultdict[int, list[str]] = defaultdict(list)
        self._open_before: Counter[str] = Counter()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Count the tests of each part."""
        self._left.update(read_part(item) for item in session.items)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Remember what was left open before the test."""
        item.user_properties.append(("part", read_part(item)))
        self._open_before = Counter(UNDECIDED)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add what a phase of a test shows; the test has ended after its last phase."""
        told: dict[str, Any] = dict(report.user_properties)
        part = told["part"]
        self._seconds[part] += report.duration
        if report.failed:
            self._faults[part].append(_read_fault(report))
        if report.when == "call":
            self._counted[part].update(told.get("counted", {}))
            left_open = UNDECIDED - self._open_before
            self._counted[part].update({f"left open by {way}": n for way, n in left_open.items()})
        if report.when == "teardown":
            self._left[part] -= 1
            if not self._left[part]:
                self._kept.keep(self._finish(part))

    def _finish(self, part: int) -> FinishedPart:
        return FinishedPart(
            set_name=self._set.name,
            part=part,
            passed=not self._faults[part],
            cases=self._set.each,
            seconds=round(self._seconds[part], 1),
            counted=dict(self._counted[part]),
            why="; ".join(self._faults[part]),
        )


def read_part(item: pytest.Item) -> int:
    """The part that a test is of."""
    assert isinstance(item, pytest.Function)
    number = item.callspec.params["number"]
    assert isinstance(number, int)
    return number


def _read_fault(report: pytest.TestReport) -> str:
    """The test and the line that failed, without its long texts."""
    crash = getattr(report.longrepr, "reprcrash", None)
    said = str(report.longrepr) if crash is None else f"line {crash.lineno}: {crash.message}"
    return f"{report.nodeid.partition('::')[2]} {said.splitlines()[0][:200]}"


def run_parts(drawn: DrawnSet, kept: KeptParts, root: Path) -> int:
    """Run the tests of the parts that the environment names; returns pytest's exit code."""
    options: Sequence[str] = ("-q", "-p", "no:cacheprovider", "-o", "timeout=3600", "--tb=short")
    tests = [str(root / test) for test in drawn.tests]
    return int(pytest.main([*options, *tests], plugins=[PartRecorder(drawn, kept)]))
