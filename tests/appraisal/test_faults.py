"""What is wrong with scores is said all at once, and a tie is never guessed."""

from pathlib import Path

import pytest

import lotdesign as ld
from lotdesign.input.load import load
from tests.cli.run import ROOT, run
from tests.scenario.town import faults, write

OPTIONS = """\
[[option]]
id = "council"
lots = [["north", "south"], ["work"]]
[[option]]
id = "apart"
lots = [["north"], ["south"], ["work"]]
[[dropped]]
id = "wait"
reason = "no time"
[appraisal]
top_score = 5
[[criterion]]
id = "money"
weight = 3
[[criterion]]
id = "users"
weight = 2
"""
OWN = '[[option]]\nid = "council"\nlots = [["north", "south"], ["work"]]\n'
SCORES = "option,criterion,score\ncouncil,money,4\ncouncil,users,1\napart,money,2\napart,users,3\n"
DATA = ("scenario.toml", 'units = "units.csv"', 'units = "units.csv"\nscores = "scores.csv"')


def scored(
    folder: Path, *changes: tuple[str, str], scores: str = SCORES, options: str = OPTIONS
) -> Path:
    """The town with two scored options, changed."""
    for old, new in changes:
        assert old in options
        options = options.replace(old, new)
    return write(folder / "town", DATA, ("scenario.toml", OWN, options), scores=scores)


def test_without_a_fault(tmp_path: Path) -> None:
    """4 and 1 of 5 with weights 3 and 2: 80 x 0.6 + 20 x 0.4 = 56; the other 40 x 0.6 + 24 = 48."""
    town = scored(tmp_path)
    assert faults(town) == []
    said = run("appraise", town, "--quiet", "--format", "csv")
    assert said.code == 0
    rows = [line.split(",")[:4] for line in said.out.splitlines()[1:3]]
    assert rows == [["council", "council", "1", "56.00"], ["apart", "apart", "2", "48.00"]]


def test_nobody_is_missing_where_nobody_is_scored() -> None:
    """Options without criteria are judged and not ranked, and that is no gap."""
    found = ld.appraise(ld.load(ROOT / "examples" / "surrey")).told
    assert (found.ranking, found.not_scored, found.weights) == ((), (), ())


def test_all_faults_at_once(tmp_path: Path) -> None:
    town = scored(
        tmp_path,
        ("weight = 3", "weight = 0"),
        ("weight = 2", "weight = 0"),
        ("top_score = 5", 'top_score = 5\nties = ["user", "money", "money"]'),
        ('id = "wait"', 'id = "apart"'),
        scores="option,criterion,score\ncouncil,money,6\ncouncil,money,1\naprt,users,1\n",
    )
    said = "\n".join(faults(town))
    for words in (
        "the weights of the criteria sum to zero",
        "did you mean 'users'?",
        "names a rule twice",
        "is also an option; it is one or the other",
        "the top score is 5",
        "a second score for the same",
        "did you mean 'apart'?",
        "has no score for users",
        "has no score for money and users",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("weight = 3", "weight = -1"), "must be at least 0"),
        (("top_score = 5", "top_score = 0"), "must be above 0"),
        (("top_score = 5", "top = 5"), "unknown key; known are ties, top_score"),
        (('id = "money"', 'id = "travel"'), "is the name of a measure"),
        (('id = "users"', 'id = "money"'), "ids must differ"),
        (('id = "apart"', 'id = "best"'), "stands for the best design"),
    ],
)
def test_one_fault(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    assert words in "\n".join(faults(scored(tmp_path, change)))


def test_criteria_without_options(tmp_path: Path) -> None:
    none = OPTIONS[OPTIONS.index("[[dropped]]") :]
    town = scored(tmp_path, options=none, scores="option,criterion,score\n")
    assert "there is no option to score" in "\n".join(faults(town))


def test_the_best_design_is_scored_wholly_or_not_at_all(tmp_path: Path) -> None:
    part = scored(tmp_path, scores=SCORES + "best,money,1\n")
    assert "has no score for users" in "\n".join(faults(part))
    whole = scored(tmp_path / "whole", scores=SCORES + "best,money,1\nbest,users,1\n")
    assert len(load(whole).scores) == 6


def test_a_tie_without_a_rule_is_refused_with_words(tmp_path: Path) -> None:
    """2 and 4 by money, 3 and 0 by users: 48 each."""
    even = SCORES.replace("council,users,1", "council,users,0")
    said = run("appraise", scored(tmp_path, scores=even), "--quiet")
    assert (said.code, said.out) == (3, "")
    assert "council and apart have equal points, 48.00: say what decides" in said.err
    same = run("appraise", scored(tmp_path / "same", scores=even), "--quiet", *RULED)
    assert same.code == 0
    assert "(equal points: users decides)" in same.out


RULED = ("--set", "appraisal.ties=users")


def test_a_rule_that_does_not_part_them_is_said(tmp_path: Path) -> None:
    same = SCORES.replace("apart,money,2", "apart,money,4").replace(
        "apart,users,3", "apart,users,1"
    )
    said = run("appraise", scored(tmp_path, scores=same), "--quiet", *RULED)
    assert "have equal points, 56.00: users" in said.err
