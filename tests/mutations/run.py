"""Runs the mutations: `python -m tests.mutations.run [AREA ...] > docs/mutations.md`.

Each is put into a copy of the project, its narrow tests are run there, and the outcome is a row
of a Markdown table on stdout; progress goes to stderr. The exit status is 0 when every mutation
is caught, or survives as it is said to.
"""

import shutil
import sys
from collections.abc import Iterable
from compileall import compile_dir
from pathlib import Path
from py_compile import PycInvalidationMode
from tempfile import TemporaryDirectory

from tests.mutations.mutation import Mutation
from tests.mutations.outcome import Outcome, as_markdown
from tests.mutations.table import AREAS
from tests.mutations.trial import faults_of_tests, tried

ROOT = Path(__file__).parents[2]
COPIED = ("lotdesign", "solver", "tests", "examples", "pyproject.toml")


def main(areas: Iterable[str]) -> int:
    """Runs the named areas, or all."""
    wanted = {name: table for name, table in AREAS.items() if not areas or name in areas}
    with TemporaryDirectory() as folder:
        tree = copied(Path(folder))
        sick = faults_of_tests((each for table in wanted.values() for each in table), tree)
        if sick:
            print(f"{sick}\nThese tests fail without any mutation.", file=sys.stderr)
            return 1
        outcomes = {name: [told(each, tree) for each in table] for name, table in wanted.items()}
    print(as_markdown(outcomes))
    return 0 if all(each.as_said for found in outcomes.values() for each in found) else 1


def copied(folder: Path) -> Path:
    """A copy of what the tests need.

    It is compiled by content: a file that changes twice a second must not pass for its old self.
    """
    for name in COPIED:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    compile_dir(folder, quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    return folder


def told(mutation: Mutation, tree: Path) -> Outcome:
    """The outcome of a mutation, and a line of progress."""
    outcome = tried(mutation, tree)
    print(f"{outcome.word:10} {mutation.file}: {mutation.old!r}", file=sys.stderr, flush=True)
    return outcome


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
