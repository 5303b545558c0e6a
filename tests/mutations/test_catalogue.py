"""Every entry of the catalogue fits the tree: what it replaces stands there, and its tests exist.

A mutation that cannot be put in, or that no test would run on, shows nothing.
"""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from tests.mutations.drawn import draw_mutations
from tests.mutations.explained import EXPLAINED
from tests.mutations.mutation import Mutation
from tests.mutations.snapshot import ROOT
from tests.mutations.table import AREAS

TEXT = """
Pair = tuple[int, 2]
def choose(a: "Literal[1]", b: list[int]) -> int:
    b.append(min(b) + 3)
    if not a <= 5 and b:
        raise ValueError("no " + "more")
    return [x for x in b if x] if a else f"{1 + 1}"
"""
CHANGED = {
    "()",
    "b.append(max(b) + 3)",
    "b.append(min(b) - 3)",
    "b.append(min(b) + 4)",
    "if a <= 5 and b:",
    "if not a < 5 and b:",
    "if not a <= 6 and b:",
    "if not a <= 5 or b:",
    'return [x for x in b if True] if a else f"{1 + 1}"',
    'return [x for x in b if x] if not (a) else f"{1 + 1}"',
}
SOUND = Mutation("lotdesign/pence.py", "tests/core/test_pence.py", "def round_away", "def rounded")


def find_faults(mutation: Mutation, root: Path = ROOT) -> list[str]:
    """What is wrong with an entry, in words."""
    faults = [f"no test {name}" for name in mutation.tests.split() if not _is_test(name, root)]
    if not mutation.tests.split():
        faults.append("it names no test")
    if mutation.old == mutation.new:
        faults.append("it changes nothing")
    file = root / mutation.file
    if not file.is_file():
        return [*faults, "no such file"]
    times = file.read_text(encoding="utf-8").count(mutation.old)
    return faults if times == 1 else [*faults, f"the old text stands {times} times in the file"]


def _is_test(name: str, root: Path) -> bool:
    """Whether there is a test file or folder, and in the file the test that is named."""
    path, _, function = name.partition("::")
    if not function:
        return (root / path).exists()
    file = root / path
    defined = f"def {function.partition('[')[0]}("
    return file.is_file() and defined in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("area", AREAS)
def test_every_entry_fits_the_tree(area: str) -> None:
    found = [(each.file, each.old, fault) for each in AREAS[area] for fault in find_faults(each)]
    assert found == []


@pytest.mark.parametrize(
    ("off", "fault"),
    [
        ({"file": "lotdesign/pennies.py"}, "no such file"),
        ({"old": "def rounded_away"}, "the old text stands 0 times in the file"),
        ({"old": "\n"}, "the old text stands"),
        ({"new": SOUND.old}, "it changes nothing"),
        ({"tests": ""}, "it names no test"),
        ({"tests": "tests/core tests/core/test_gone.py"}, "no test tests/core/test_gone.py"),
        ({"tests": "tests/core/test_pence.py::test_gone[1]"}, "no test tests/core/test_pence.py::"),
    ],
)
def test_an_entry_that_is_off_is_noticed(off: dict[str, str], fault: str) -> None:
    assert find_faults(SOUND) == []
    (found,) = find_faults(replace(SOUND, **off))
    assert found.startswith(fault)


def test_drawn_faults_are_of_every_kind_and_still_python(tmp_path: Path) -> None:
    """In a text that has one of each; annotations, names of types and messages stay."""
    text = tmp_path / "text.py"
    text.write_text(TEXT, encoding="utf-8")
    found = draw_mutations([str(text)], "tests", 100)
    assert {each.new.strip() for each in found} == CHANGED
    assert all(ast.parse(TEXT.replace(each.old, each.new)) for each in found)


def test_explanations_are_of_faults_that_are_drawn() -> None:
    drawn = {(each.file, each.new.strip()) for table in AREAS.values() for each in table}
    assert set(EXPLAINED) <= drawn
