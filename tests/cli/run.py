"""Runs the command line as a user does."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from typer.testing import CliRunner

from lotdesign.app.cli.main import run_command_line

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Answer:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def faults(self) -> list[str]:
        """The lines on stderr."""
        return self.err.splitlines()


def run(*args: str | Path, stdin: str | bytes = "") -> Answer:
    """The command in this process, with streams of its own."""
    with CliRunner().isolation(input=stdin) as streams:
        code = run_command_line([str(arg) for arg in args])
        sys.stdout.flush()
        out, err = (stream.getvalue().decode() for stream in streams[:2])
    return Answer(code, out, err)


def spawn(*args: str | Path, stdin: str | IO[bytes] = "", **env: str) -> Answer:
    """The command as a process of its own; stdin is a text or an open file."""
    given: dict[str, Any] = {"input": stdin} if isinstance(stdin, str) else {"stdin": stdin}
    done = subprocess.run(
        [sys.executable, "-m", "lotdesign.app.cli", *map(str, args)],
        **given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)
