"""The runner: what becomes of a mutation, and that an interrupted run goes on."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.mutations import run, trial
from tests.mutations.kept import KeptOutcomes, key_entry, key_sound
from tests.mutations.mutation import Mutation
from tests.mutations.outcome import Outcome, as_markdown
from tests.mutations.run import _rank_entry, choose_areas, recall, run_all
from tests.mutations.snapshot import ROOT, copy_tree
from tests.mutations.trial import CopiedTree, try_mutation

TWICE = Mutation("lotdesign/twice.py", "tests/test_twice.py", "2 * n", "3 * n")
ENDLESS = replace(TWICE, old="    return", new="    while True:\n        pass\n    return")
UNSEEN = replace(TWICE, old="n: int", new="n: float", equivalent="no type is looked at")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project of one function and one test."""
    files = {
        "lotdesign/__init__.py": "",
        "lotdesign/twice.py": "def twice(n: int) -> int:\n    return 2 * n\n",
        "tests/test_twice.py": "from lotdesign.twice import twice\n\n"
        "def test_twice():\n    assert twice(2) == 4\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "tests/mutations").mkdir()
    for name in (
        "__init__.py",
        "mutations/__init__.py",
        "mutations/quick.py",
        "mutations/forks.py",
    ):
        shutil.copy(ROOT / "tests" / name, tmp_path / "tests" / name)
    return tmp_path


@pytest.fixture
def copied(tree: Path) -> Iterator[CopiedTree]:
    """That project with its process."""
    copied = CopiedTree(tree)
    yield copied
    copied.close()


@pytest.mark.parametrize(
    ("mutation", "word"),
    [
        (TWICE, "caught"),
        (UNSEEN, "survived"),
        (replace(TWICE, old="4 * n"), "error"),
        (replace(TWICE, new="("), "error"),
        (replace(TWICE, file="lotdesign/gone.py"), "error"),
    ],
)
def test_a_mutation_is_tried_and_taken_back(
    mutation: Mutation, word: str, copied: CopiedTree
) -> None:
    file = copied.folder / TWICE.file
    before = file.read_text(encoding="utf-8")
    outcome, noticed = try_mutation(mutation, copied)
    assert outcome.word == word
    assert noticed == (["tests/test_twice.py::test_twice"] if word == "caught" else [])
    assert file.read_text(encoding="utf-8") == before


def test_a_test_that_does_not_end_has_noticed(
    copied: CopiedTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named, and the next mutation is tried as before."""
    monkeypatch.setattr(trial, "PATIENCE", 3)
    outcome, noticed = try_mutation(ENDLESS, copied)
    assert (outcome.word, noticed) == ("no end", ["tests/test_twice.py::test_twice"])
    monkeypatch.undo()
    assert try_mutation(UNSEEN, copied)[0].word == "survived"


@pytest.mark.parametrize("usual_seconds", [0, 3])
def test_a_test_without_end_shows_something_only_where_it_is_short_else(
    usual_seconds: int,
    tree: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """And it counts as caught, under a name of its own."""
    monkeypatch.setattr(trial, "PATIENCE", 8)
    monkeypatch.setattr(trial, "TIMES", 4 if usual_seconds else 1)
    test = (tree / TWICE.tests).read_text(encoding="utf-8")
    slow = test.replace("    assert", f"    import time; time.sleep({usual_seconds})\n    assert")
    (tree / TWICE.tests).write_text(slow, encoding="utf-8")
    kept = KeptOutcomes(tree / "kept.jsonl")
    run_all({"One": [ENDLESS]}, [tree], kept, afresh=False)
    found = recall(ENDLESS, tree, kept)
    if usual_seconds:
        assert found.word == "not run"
        assert "test_twice fails, or takes long, without any mutation" in capsys.readouterr().err
        return
    assert found.as_said
    page = as_markdown({"One": [found]})
    assert "**1 mutations: 1 caught (1 by a test that does not end), 0 survived.**" in page
    assert "| One | 1 | 1 | 1 | 0 | 0 |" in page
    assert page.count("| caught: no end |") == 1


def test_a_run_goes_on_where_it_ended(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is not tried again; a line that was cut off counts as not kept."""
    file, areas = tree / "kept.jsonl", {"One": [TWICE], "Other": [UNSEEN]}
    kept = KeptOutcomes(file)
    run_all({"One": [TWICE]}, [tree], kept, afresh=False)
    with file.open("a", encoding="utf-8") as out:
        out.write('{"key": "cut o')
    tried: list[Mutation] = []

    def note(
        mutation: Mutation, tree: CopiedTree, first: Sequence[str]
    ) -> tuple[Outcome, list[str]]:
        tried.append(mutation)
        return try_mutation(mutation, tree, first)

    monkeypatch.setattr(run, "try_mutation", note)
    again = KeptOutcomes(file)
    assert recall(UNSEEN, tree, again).word == "not run"
    run_all(areas, [tree], again, afresh=False)
    assert tried == [UNSEEN]
    assert [recall(each, tree, again).word for each in (TWICE, UNSEEN)] == ["caught", "survived"]
    assert all(recall(each, tree, again).as_said for each in (TWICE, UNSEEN))


def test_what_has_changed_is_tried_again(tree: Path) -> None:
    """The entry, the file that it changes, or a test; the tests prove nothing once any is other."""
    entry, sound = key_entry(TWICE, tree), key_sound(TWICE.tests, tree)
    assert key_entry(replace(TWICE, equivalent="why"), tree) == entry
    assert key_entry(replace(TWICE, new="4 * n"), tree) != entry
    (tree / "solver").mkdir()
    (tree / "solver/other.py").write_text("", encoding="utf-8")
    assert (key_entry(TWICE, tree), key_sound(TWICE.tests, tree) == sound) == (entry, False)
    for name in (TWICE.file, TWICE.tests):
        before = key_entry(TWICE, tree)
        with (tree / name).open("a", encoding="utf-8") as out:
            out.write("\n")
        assert key_entry(TWICE, tree) != before


def test_what_a_test_noticed_holds_while_that_test_stays(tree: Path) -> None:
    """Other tests may be added to its folder; where none noticed, each of them is tried.

    The test that noticed is run first the next time; where it is gone, the others are.
    """
    other = tree / "tests/test_other.py"
    table = {"One": [replace(each, tests="tests") for each in (TWICE, UNSEEN)]}
    kept = KeptOutcomes(tree / "kept.jsonl")
    run_all(table, [tree], kept, afresh=False)
    other.write_text("def test_one():\n    assert True\n", encoding="utf-8")
    found = [recall(each, tree, KeptOutcomes(tree / "kept.jsonl")) for each in table["One"]]
    assert [(each.word, each.is_earlier) for each in found] == [
        ("caught", False),
        ("survived", True),
    ]
    assert kept.find_noticed(TWICE) == "tests/test_twice.py::test_twice"
    (tree / TWICE.tests).rename(tree / "tests/test_there.py")
    run_all(table, [tree], kept, afresh=False)
    assert recall(table["One"][0], tree, kept).as_said
    assert kept.find_noticed(TWICE) == "tests/test_there.py::test_twice"
    likely = ["tests/test_there.py::test_twice", "tests/test_twice.py::test_twice"]
    assert (
        kept.list_likely(UNSEEN) == KeptOutcomes(tree / "kept.jsonl").list_likely(UNSEEN) == likely
    )


def test_an_outcome_from_before_a_change_is_told_as_such(tree: Path) -> None:
    """And is tried again; what survived comes first, then what was never run."""
    kept, other = KeptOutcomes(tree / "kept.jsonl"), replace(TWICE, new="4 * n")
    survivor = replace(UNSEEN, equivalent="")
    run_all({"One": [TWICE, survivor]}, [tree], kept, afresh=False)
    with (tree / TWICE.tests).open("a", encoding="utf-8") as out:
        out.write("\n")
    again = KeptOutcomes(tree / "kept.jsonl")
    found = [recall(each, tree, again) for each in (TWICE, other, survivor)]
    assert [each.word for each in found] == ["caught", "not run", "survived"]
    assert [each.is_earlier for each in found] == [True, False, True]
    assert not any(each.as_said for each in found)
    assert [_rank_entry(each, again) for each in (TWICE, other, survivor)] == [2, 1, 0]
    page = as_markdown({"One": found})
    assert "**3 mutations: 1 caught, 1 survived, 1 not run.**" in page
    assert "| One | 3 | 1 | 0 | 1 | 1 |" in page
    assert "| `2 * n` | `3 * n` | caught, *earlier* |" in page


def test_a_test_that_fails_anyway_has_noticed_nothing(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its outcome is not kept."""
    (tree / TWICE.tests).write_text("def test_no():\n    assert False\n", encoding="utf-8")
    kept = KeptOutcomes(tree / "kept.jsonl")
    run_all({"One": [TWICE]}, [tree], kept, afresh=False)
    assert "test_no fails, or takes long, without any mutation" in capsys.readouterr().err
    assert kept.find(key_entry(TWICE, tree)) is None


def test_parts_are_chosen_by_the_start_of_their_names() -> None:
    areas = {"Money": [TWICE], "Measures": [UNSEEN]}
    assert choose_areas(areas, []) == areas
    assert choose_areas(areas, ["mon"]) == {"Money": [TWICE]}
    assert choose_areas(areas, ["M"]) == areas
    assert choose_areas(areas, ["law"]) == {}


def test_a_copy_has_what_git_would_have(tmp_path: Path) -> None:
    """The files as they stand, or those of a commit; nothing that is ignored."""
    for commit in ("", "HEAD"):
        copy = copy_tree(tmp_path / (commit or "now"), commit)
        assert (copy / "lotdesign/pence.py").is_file()
        assert not (copy / ".venv").exists()
        assert not (copy / ".git").exists()
