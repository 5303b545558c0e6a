"""The full sets: one table, parts that go on where they ended, and a page made from them."""

import ast
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.long.__main__ import AT_A_TIME, choose_parts, find_batches, main
from tests.long.kept import ROOT, FinishedPart, KeptParts, describe_state
from tests.long.page import BEGIN, END, PAGE, replace_tables, write_tables
from tests.sets import SETS, VARIABLE, DrawnSet, read_parts, write_parts

PRICE, MODELS = SETS["price"], SETS["engine models"]
PASSED = FinishedPart("price", 3, True, 4, 1.5, {"left open by highs": 2})
FAILED = FinishedPart("price", 4, False, 4, 2.5, {}, "test_prices[4] line 1: assert 1 == 2")


def list_test_parameters(test: str) -> list[str]:
    """The parameters of a test; raises KeyError where there is no such test."""
    file, _, name = test.partition("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    found = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}
    return [argument.arg for argument in found[name].args.args]


@pytest.mark.parametrize("drawn", SETS.values(), ids=SETS)
def test_a_set_names_tests_that_take_a_part(drawn: DrawnSet) -> None:
    assert all("number" in list_test_parameters(test) for test in drawn.tests)
    assert 0 < drawn.sample < drawn.full


def find_other_sizes() -> Iterator[str]:
    """Tests that read from the environment how much to do, elsewhere than in the table."""
    pattern = re.compile(r"""environ(?:\.get\(|\[)["'](LOTDESIGN_(?:\w+_CASES|\w+_KILLS|PARTS))""")
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for name in pattern.findall(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(ROOT)} reads {name}: add a set to tests/sets.py"


def test_no_other_place_says_how_much_is_drawn() -> None:
    assert list(find_other_sizes()) == []


def test_parts_are_written_and_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(PRICE.parts) == [0, 1, 2, 3]
    monkeypatch.setenv(VARIABLE, write_parts("price", range(7, 9)))
    assert list(PRICE.parts) == [7, 8]
    assert [PRICE.seed(part) for part in PRICE.parts] == [87_000, 88_000]
    assert MODELS.parts == range(MODELS.sample)
    assert read_parts("") == {}
    with pytest.raises(ValueError, match="invalid literal"):
        read_parts("price=all")


def test_kept_parts_are_those_of_the_same_sources(tmp_path: Path) -> None:
    """The last outcome of a part counts; a line that was cut off does not."""
    file = tmp_path / "kept.jsonl"
    kept = KeptParts(file, "now")
    assert kept.read() == {}
    KeptParts(file, "before").keep(FAILED)
    kept.keep(FAILED)
    kept.keep(PASSED)
    with file.open("a", encoding="utf-8") as out:
        out.write('{"state": "now", "set_name": "pri')
    assert kept.read() == {("price", 3): PASSED, ("price", 4): FAILED}
    assert describe_state() == describe_state()


def test_batches_leave_out_what_has_passed() -> None:
    done = {("price", 3), ("tipping", 1)}
    batches = [list(each) for each in find_batches(PRICE, choose_parts(PRICE, "0-11"), done)]
    assert batches == [[0, 1, 2], [4, 5, 6, 7, 8], [9, 10, 11]]
    assert max(map(len, batches)) == AT_A_TIME
    assert choose_parts(PRICE, "") == range(125)
    assert choose_parts(PRICE, "120-199") == range(120, 125)
    assert choose_parts(PRICE, "7") == range(7, 8)
    assert list(find_batches(PRICE, [3], done)) == []


def test_a_killed_run_goes_on_where_it_ended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The part that had ended is not run again; run a third time nothing is."""
    kept = tmp_path / "kept.jsonl"
    words = ["--set", MODELS.name, "--parts", "0-1", "--kept", str(kept), "--state", "now"]
    command = [sys.executable, "-m", "tests.long", *words]
    with subprocess.Popen(command, cwd=ROOT, start_new_session=True) as run:
        while run.poll() is None and not (kept.is_file() and kept.read_text(encoding="utf-8")):
            time.sleep(0.02)
        subprocess.run(["kill", "-KILL", "--", f"-{run.pid}"], check=True)
    first = kept.read_text(encoding="utf-8")
    assert [json.loads(line)["part"] for line in first.splitlines()] == [0]
    assert main(words) == 0
    both = kept.read_text(encoding="utf-8")
    assert both.startswith(first)
    assert [json.loads(line)["part"] for line in both.splitlines()] == [0, 1]
    assert "| 320 |" in capsys.readouterr().out
    assert main(words) == 0
    assert kept.read_text(encoding="utf-8") == both


FAILS = """
import pytest

@pytest.mark.parametrize("number", [5, 6])
@pytest.mark.parametrize("way", ["listed", "searched"])
def test_that_fails(number, way, record_property):
    record_property("counted", {"asked": 3})
    assert (number, way) != (6, "listed")
"""
RUN_THEM = """
import sys
from pathlib import Path
from tests.long.kept import KeptParts
from tests.long.record import run_parts
from tests.sets import DrawnSet
folder = Path(sys.argv[1])
sizes = {"each": 7, "sample": 1, "full": 9, "first_seed": 0}
drawn = DrawnSet(name="x", compared="", tests=("test_x.py",), **sizes)
sys.exit(run_parts(drawn, KeptParts(folder / "kept.jsonl", "now"), folder))
"""


def test_a_part_fails_with_any_of_its_tests(tmp_path: Path) -> None:
    """What was counted by all of them is added up, and the one that failed is named."""
    (tmp_path / "test_x.py").write_text(FAILS, encoding="utf-8")
    command = [sys.executable, "-c", RUN_THEM, str(tmp_path)]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 1
    found = KeptParts(tmp_path / "kept.jsonl", "now").read()
    good, bad = found["x", 5], found["x", 6]
    assert (good.passed, good.cases, good.counted, good.why) == (True, 7, {"asked": 6}, "")
    assert (bad.passed, bad.counted) == (False, {"asked": 6})
    assert bad.why.startswith("test_that_fails[listed-6] line 8: ")


def test_tables_add_up_what_was_kept() -> None:
    fuzz = FinishedPart("fuzz", 0, True, 20, 60.0, {"kind award": 4, "kind mix": 9, "optimal": 12})
    tables = write_tables({(p.set_name, p.part): p for p in (PASSED, FAILED, fuzz)})
    (row,) = [line for line in tables.splitlines() if line.startswith("| price |")]
    assert row.split(" | ")[2:] == ["16", "500", "4", "80000", "2", "1", "0 |"]
    assert "| optimal | 12 |" in tables
    assert "| scenarios of the rarest kind | 4 (award) |" in tables


def test_the_page_has_a_row_for_every_set() -> None:
    """As large as it is now; what has passed is of the last time that the page was made."""
    page = PAGE.read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in page.partition(BEGIN)[2].splitlines()]
    shown = {row[0]: row[1:4] for row in rows if row[0] in SETS}
    expected = {
        name: [each.compared, f"{each.sample * each.each:,}", f"{each.full * each.each:,}"]
        for name, each in SETS.items()
    }
    assert shown == expected, "make test-long LONG=--show prints the tables"


def test_tables_are_put_between_their_marks() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert replace_tables(page, "new") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"
    with pytest.raises(ValueError, match="no place for tables"):
        replace_tables("before", "new")
