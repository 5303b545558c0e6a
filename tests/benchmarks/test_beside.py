"""Another build of lotdesign as a peer: here the same build, by its program."""

import sys
from pathlib import Path

import pytest

from lotdesign.app.bench.instances import find_instance
from lotdesign.app.bench.races import RaceLimits, run_races
from lotdesign.app.bench.runners import BESIDE_PREFIX, title_runner
from lotdesign.app.cli.commands.bench import _name_other_build
from lotdesign.faults import UsageError

PROGRAM = Path(sys.executable).with_name("lotdesign")


def test_another_build_is_run_and_checked_like_ours(tmp_path: Path) -> None:
    """The same design at the same cost, proved by both; none of our modules is on its path."""
    program = tmp_path / "other"
    program.write_text(
        f'#!/bin/sh\ntest -z "$PYTHONPATH" && test ! -e lotdesign && exec "{PROGRAM}" "$@"\n'
    )
    program.chmod(0o755)
    runner = _name_other_build(str(program))
    rows = list(run_races([find_instance("tiny", tmp_path)], ["auto", runner], [], RaceLimits(60)))
    own, other = rows
    assert runner == f"{BESIDE_PREFIX}{program}"
    assert title_runner(runner) == "lotdesign, the other build"
    assert own.value == other.value is not None
    assert own.proved
    assert other.proved


def test_a_program_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="--beside 'no-such-build': no program of that name"):
        _name_other_build("no-such-build")
