"""Pipes, screens and files."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from lotdesign.atomic_files import write_file
from tests.cli.run import ROOT


def write_on_a_screen(town: Path, **env: str) -> str:
    """What `solve` writes to a terminal."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "lotdesign.app.cli", "solve", str(town)],
        stdout=slave,
        stderr=slave,
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm", **env},
    )
    os.close(slave)
    text = b""
    try:
        while block := os.read(master, 65536):
            text += block
    except OSError:
        pass  # Linux says so when the other end has closed
    os.close(master)
    assert process.wait() == 0
    return text.decode()


def test_a_screen_shows_progress_and_colours_the_answer(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = write_on_a_screen(town)
    assert text.startswith("\rstarting, 0 s")
    assert "\x1b[1;32mBest design\x1b[0m:" in text


def test_no_color_is_honoured(town: Path) -> None:
    assert "\x1b" not in write_on_a_screen(town, NO_COLOR="1")


def test_a_reader_that_goes_away_is_no_failure(town: Path) -> None:
    command = f"{sys.executable} -m lotdesign.app.cli solve {town} --quiet | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert done.stderr == b""


def test_a_file_is_replaced_through_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    write_file(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "target"
    target.write_text("old")

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="No space"):
        write_file(target, "new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
