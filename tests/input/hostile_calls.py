"""All hostile calls by family, and what they come to within the bounds."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tests.cli.run import ROOT
from tests.input import hostile_kept, hostile_lines, hostile_results
from tests.input.hostile_call import HostileCall
from tests.input.hostile_file import HostileFile

MOST_LINES = 101

FAMILIES: Mapping[str, Sequence[Callable[[], Iterator[HostileCall]]]] = MappingProxyType(
    {
        "results and designs": (hostile_results.list_results, hostile_results.list_designs),
        "command lines": (hostile_lines.list_lines,),
        "job tables, notices, boundaries": (
            hostile_kept.list_job_tables,
            hostile_kept.list_notices,
            hostile_kept.list_boundaries,
        ),
    }
)


def list_hostile_calls() -> list[tuple[str, HostileCall]]:
    """Every call with its family."""
    return [(name, call) for name, each in FAMILIES.items() for find in each for call in find()]


@dataclass(frozen=True)
class Ended:
    """How a call ended, and what was wrong with that; "" for nothing."""

    fault: str
    seconds: float
    megabytes: float


def run_calls(calls: Sequence[HostileCall], folder: Path) -> list[Ended]:
    """Run the calls one after the other in one process, each with a folder of its own."""
    lines = [call.write(folder / str(i)) for i, call in enumerate(calls)]
    answers, why = run_bounded(lines)
    ended = [
        Ended(_find_fault(call, answer["code"], answer["err"]), *_read_cost(answer))
        for call, answer in zip(calls, answers, strict=False)
    ]
    return ended + [Ended(f"{call.name}: {why}", 0, 0) for call in calls[len(ended) :][:1]]


def run_files(files: Sequence[HostileFile], folder: Path) -> list[Ended]:
    """The same for scenarios that are checked: each is not valid, and what it must say is said."""
    lines = []
    for i, file in enumerate(files):
        (folder / str(i)).mkdir()
        lines.append(["check", str(file.write(folder / str(i)))])
    answers, why = run_bounded(lines)
    ended = []
    for file, answer in zip(files, answers, strict=False):
        call = HostileCall(file.name, (), (3,), {})
        fault = _find_fault(call, answer["code"], answer["err"])
        if not fault and file.says not in answer["err"]:
            fault = f"{file.name}: does not say {file.says!r}"
        ended.append(Ended(fault, *_read_cost(answer)))
    return ended + [Ended(f"{file.name}: {why}", 0, 0) for file in files[len(ended) :][:1]]


def run_bounded(lines: Sequence[Sequence[str]]) -> tuple[list[dict[str, Any]], str]:
    """What each command line came to, and how the process ended that ran them."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.input.bounded_calls"],
        input=json.dumps(lines),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    why = f"ended the process: {done.returncode} {done.stderr[-300:]}"
    return [json.loads(line) for line in done.stdout.splitlines()], why


def _read_cost(answer: Mapping[str, Any]) -> tuple[float, float]:
    return answer["seconds"], answer["megabytes"]


def _find_fault(call: HostileCall, code: int, err: str) -> str:
    lines = err.splitlines()
    if "Traceback" in err or code == 1:
        return f"{call.name}: a fault of ours: {err[:300]}"
    if code not in call.codes:
        return f"{call.name}: {code}, not {call.codes}: {err[:300]}"
    if len(lines) > MOST_LINES or not all(line.isprintable() for line in lines):
        return f"{call.name}: {len(lines)} lines, or what no screen should show"
    if code != 7 and not lines:
        return f"{call.name}: {code} and not a word"
    return ""
