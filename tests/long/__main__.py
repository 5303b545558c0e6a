"""Runs the full sets: `python -m tests.long [--set NAME] [--parts FROM-TO]`.

Every set of `tests/sets.py` is run part by part. Finished parts are kept in a file, so that a run
that was stopped goes on where it ended; a part that failed is run again. Progress and what fails
goes to stderr, the tables to stdout and, with --write, into docs/reliability.md. The exit status is
0 when every part that was asked for has passed.
"""

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Container, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.long.kept import ROOT, KeptParts, describe_state
from tests.long.page import PAGE, replace_tables, write_tables
from tests.long.record import run_parts
from tests.sets import SETS, VARIABLE, DrawnSet, write_parts

KEPT = ROOT / ".long-tests.jsonl"
AT_A_TIME = 5
"""Parts of one process: few enough to tell how far a run is, many enough to be worth a start."""


def main(words: Sequence[str] | None = None) -> int:
    """Runs what is asked for and prints the tables."""
    asked = read_arguments(words)
    kept = KeptParts(asked.kept, asked.state or describe_state())
    if asked.child:
        return run_parts(SETS[asked.sets[0]], kept, ROOT)
    chosen = [SETS[name] for name in asked.sets or SETS]
    if not asked.show:
        try:
            run_all(chosen, asked, {key for key, part in kept.read().items() if part.passed})
        except KeyboardInterrupt:
            print("Stopped. What has ended is kept: run it again to go on.", file=sys.stderr)
            return 130
    found = kept.read()
    tables = write_tables(found)
    print(tables)
    if asked.write:
        PAGE.write_text(replace_tables(PAGE.read_text(encoding="utf-8"), tables), encoding="utf-8")
    wanted = [(drawn.name, part) for drawn in chosen for part in choose_parts(drawn, asked.parts)]
    return 0 if all(key in found and found[key].passed for key in wanted) else 1


def read_arguments(words: Sequence[str] | None) -> Namespace:
    """What is asked for on the command line."""
    parser = ArgumentParser(
        prog="tests.long", description=__doc__, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--set", action="append", default=[], dest="sets", choices=SETS, help="may be repeated"
    )
    parser.add_argument("--parts", default="", metavar="FROM-TO", help="only these parts of a set")
    parser.add_argument("--jobs", type=int, default=1, help="processes at a time")
    parser.add_argument(
        "--kept", type=Path, default=ROOT / ".long-tests.jsonl", help="the outcomes"
    )
    parser.add_argument("--state", default="", help="instead of a word for sources and engines")
    parser.add_argument("--show", action="store_true", help="run nothing, print what is kept")
    parser.add_argument("--write", action="store_true", help="put the tables into the page")
    parser.add_argument("--child", action="store_true", help="run the parts in this process")
    return parser.parse_args(words)


def run_all(chosen: Sequence[DrawnSet], asked: Namespace, done: Container[tuple[str, int]]) -> None:
    """Run what has not passed yet; on Ctrl-C nothing more is begun."""
    with ThreadPoolExecutor(asked.jobs) as pool:
        runs = [
            pool.submit(
                run_batch, drawn, parts, ("--kept", str(asked.kept), "--state", asked.state)
            )
            for drawn in chosen
            for parts in find_batches(drawn, choose_parts(drawn, asked.parts), done)
        ]
        try:
            for run in runs:
                run.result()
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            raise


def choose_parts(drawn: DrawnSet, span: str) -> range:
    """The parts of a set that are asked for, of those that it has."""
    first, _, last = (span or f"0-{drawn.full - 1}").partition("-")
    return range(int(first), min(int(last or first), drawn.full - 1) + 1)


def find_batches(
    drawn: DrawnSet, parts: Iterable[int], done: Container[tuple[str, int]]
) -> Iterator[range]:
    """Parts that have not passed yet, so many of them in a row."""
    begun: list[int] = []
    for part in parts:
        if (drawn.name, part) in done:
            continue
        if begun and (part != begun[-1] + 1 or len(begun) == AT_A_TIME):
            yield range(begun[0], begun[-1] + 1)
            begun = []
        begun.append(part)
    if begun:
        yield range(begun[0], begun[-1] + 1)


def run_batch(drawn: DrawnSet, parts: range, options: Sequence[str]) -> None:
    """Run parts in a process of their own and say on stderr how it went."""
    command = [sys.executable, "-m", "tests.long", "--child", "--set", drawn.name]
    environment = {**os.environ, VARIABLE: write_parts(drawn.name, parts)}
    run = subprocess.run(
        [*command, *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    said = "passed" if run.returncode == 0 else f"FAILED\n{run.stdout}"
    told = f"{drawn.name} {parts[0]}-{parts[-1]} of {drawn.full}: {said}"
    print(told, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
