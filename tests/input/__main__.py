"""Tries every hostile input, within ten seconds and a gigabyte each, and prints a table.

`make hostile` runs it. Exit code 1 where anything went wrong.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from tests.input import hostile_tables, hostile_toml, hostile_workbooks
from tests.input.hostile_call import HostileCall
from tests.input.hostile_calls import FAMILIES, Ended, run_calls, run_files
from tests.input.hostile_file import HostileFile
from tests.input.test_hostile import FAMILIES as FILE_FAMILIES

AT_ONCE = 12
"""Inputs that one process tries."""

FILES = {
    "scenarios": hostile_toml.__name__,
    "tables": hostile_tables.__name__,
    "workbooks": hostile_workbooks.__name__,
}
"""Family of files -> the module that makes them."""


HostileInput = TypeVar("HostileInput", HostileCall, HostileFile)


def main() -> int:
    """Try all six families and print a row each."""
    print("| family | inputs | ended as they should | longest, s | most memory, MB |")
    print("| --- | --- | --- | --- | --- |")
    faults: list[str] = []
    for family, module in FILES.items():
        files = [file for find in FILE_FAMILIES if find.__module__ == module for file in find()]
        faults += _write_row(family, len(files), list(_try_all(files, run_files)))
    for family, makers in FAMILIES.items():
        calls = [call for find in makers for call in find()]
        faults += _write_row(family, len(calls), list(_try_all(calls, run_calls)))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _try_all(
    inputs: Sequence[HostileInput], run: Callable[[Sequence[HostileInput], Path], list[Ended]]
) -> Iterator[Ended]:
    """Try them some at a time; one that ends its process is passed by."""
    left = list(inputs)
    while left:
        with tempfile.TemporaryDirectory() as folder:
            ended = run(left[:AT_ONCE], Path(folder))
        yield from ended
        left = left[len(ended) :]


def _write_row(family: str, count: int, ended: Sequence[Ended]) -> list[str]:
    faults = [each.fault for each in ended if each.fault]
    longest = max(each.seconds for each in ended)
    most = max(each.megabytes for each in ended)
    print(
        f"| {family} | {count} | {count - len(faults)} | {longest:.1f} | {most:.0f} |", flush=True
    )
    return faults


if __name__ == "__main__":
    sys.exit(main())
