"""What contradicts itself is refused or explained, in one line a fault, and never guessed."""

import json
import shutil
from pathlib import Path

import pytest

from lotdesign.app.cli.exit_codes import ExitCode
from tests.cli.run import ROOT, Answer, run

BATH, FUNDED, NORTHANTS, SURREY = (
    ROOT / "examples" / name
    for name in ("bath", "commissioning-framework", "northamptonshire", "surrey")
)
CRITERIA = ("finance", "objectives", "users", "providers", "council", "social")


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def settings(*texts: str) -> list[str]:
    """Each as a --set of its own."""
    return [word for text in texts for word in ("--set", text)]


def refused(answer: Answer) -> list[str]:
    """The lines of a refusal; stdout is empty."""
    assert (answer.code, answer.out) == (ExitCode.INVALID_INPUT, "")
    return answer.faults


@pytest.mark.parametrize("command", ["check", "solve", "explain"])
def test_a_route_that_nobody_offers(command: str) -> None:
    """By a rule, and by an option; offered, but by another name."""
    rule = 'rule.own={kind = "route", units = ["woking-1"], route = "in_house"}'
    right = "nobody offers this route; write what it costs under [routes.in_house]"
    assert refused(run(command, SURREY, *settings(rule))) == [
        f"--set rule.own: 'in_house': {right}"
    ]
    routes = settings(
        'option.your-care.routes=["primes"]',
        rule.replace("woking-1", "keynsham").replace("in_house", "prison"),
    )
    assert refused(run(command, BATH, *routes)) == [
        "--set rule.own: 'prison': known are external, in_house, prime",
        "--set option.your-care.routes: 'primes': did you mean 'prime'?",
    ]


def test_a_route_that_nobody_offers_in_a_drawn_design(tmp_path: Path) -> None:
    drawn = tmp_path / "drawn.json"
    units = ["breaks", "early-east", "early-north", "early-south", "early-west", "therapies"]
    drawn.write_text(json.dumps({"lots": [units], "routes": ["prime"]}))
    assert refused(run("evaluate", FUNDED, "--design", drawn)) == [
        "design, routes: 'prime': nobody offers this route; the scenario has external"
    ]


SHORT = settings("funding.south-schools.annual=100000")


def test_funding_that_cannot_pay_is_impossible_by_two_engines() -> None:
    """No source is overdrawn and none invented: the sum that is short is said."""
    answer = run("solve", FUNDED, *SHORT, "--quiet", "--format", "json")
    assert answer.code == ExitCode.IMPOSSIBLE
    body = json.loads(answer.out)
    assert body["proved_by"] == ["pre-flight arithmetic"]
    assert body["lots"] == []
    assert "must cost at least £683,999.82" in body["preflight"][0]
    assert "hold £660,000" in body["preflight"][0]


def test_funding_that_cannot_pay_is_explained() -> None:
    body = json.loads(run("explain", FUNDED, *SHORT, "--quiet", "--format", "json").out)
    assert body["conflicts"] == [["sources"]]


def test_funding_without_any_source() -> None:
    gone = ("council", "south-schools", "pool")
    told = refused(run("check", FUNDED, *(w for s in gone for w in ("--off", f"funding.{s}"))))
    assert told == [
        "scenario.toml, rule sources, kind: 'funding': "
        "needs sources of money; write each as [[funding]]"
    ]


def test_a_consortium_of_one(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SURREY, tmp_path / "alone"))
    file = folder / "scenario.toml"
    text = file.read_text(encoding="utf-8")
    for old, new in (
        ('["charity-runnymede", "charity-elmbridge"]', '["charity-runnymede"]'),
        ('["50%", "50%"]', '["100%"]'),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    assert refused(run("solve", folder)) == [
        "scenario.toml, consortium lead-local, members: 'charity-runnymede': "
        "name two members at least; one alone bids as itself"
    ]


def test_weights_that_sum_to_zero() -> None:
    """Of an appraisal's criteria; of price and quality, and of a framework's criteria."""
    nothing = settings(*(f"criterion.{name}.weight=0" for name in CRITERIA))
    of_criteria = "criterion: the weights of the criteria sum to zero; give one a weight above 0"
    assert refused(run("appraise", BATH, *nothing)) == [f"scenario.toml, {of_criteria}"]
    names = ("experience", "qualifications", "approach")
    weights = [f"ranking.{each}_weight=0" for each in ("price", "quality")]
    nothing = settings(*weights, *(f"criterion.{name}.weight=0" for name in names))
    assert refused(run("framework", NORTHANTS, *nothing)) == [
        "framework.toml, ranking: the weights of price and quality sum to zero; "
        "give one a weight above 0",
        f"framework.toml, {of_criteria}",
    ]


def test_a_tie_without_a_rule() -> None:
    """At the opening and in the category where it is, with what would decide it."""
    tie = "framework.toml, ranking.ties: lab-a and lab-b have equal points, 82.00, in drugs"
    assert refused(run("framework", NORTHANTS, *settings("ranking.ties=[]"))) == [
        f"{tie} at opening 1: say what decides, for example "
        'ties = ["quality", "price", "earlier", "drawn"]'
    ]
    assert refused(run("framework", NORTHANTS, *settings('ranking.ties=["earlier"]'))) == [
        f"{tie} at opening 1: earlier do not part them; add a rule"
    ]
