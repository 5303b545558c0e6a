"""`lotdesign frontier` as people and scripts use it."""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import lotdesign as ld
from lotdesign.faults import EngineContradiction, InputFaults
from solver.certified_design import EvaluatedDesign
from solver.pareto import study as runs
from solver.pareto.epsilon_constraint import EpsilonConstraintSearch
from solver.pareto.study import EnumeratedFront
from tests.atlas.towns import PROVIDERS, town
from tests.cli.run import ROOT, run
from tests.strategies import to_toml

TINY = ROOT / "examples" / "tiny"
COUNCIL = ROOT / "examples" / "central-bedfordshire"
DIVIDED = COUNCIL / "locality-youth.toml"
SVG = "{http://www.w3.org/2000/svg}"
TWO = ("--measures", "whole_life_cost,travel")


def test_json_is_what_scripts_hold_on_to() -> None:
    answer = run("frontier", COUNCIL, *TWO, "--format", "json", "--quiet")
    told = json.loads(answer.out)
    assert answer.code == 0
    assert (told["status"], told["complete"]) == ("optimal", True)
    assert told["measures"] == ["whole_life_cost", "travel"]
    assert [point["values"] for point in told["points"]] == [
        [1534714936, 21318],
        [1546035334, 19737],
    ]
    assert told["points"][0]["measures"]["lots"] == 6
    assert len(told["points"][1]["lots"]) == 7


def test_tables_and_rows() -> None:
    said = run("frontier", COUNCIL, *TWO, "--quiet").out
    assert said.startswith("The trade-off between whole-life cost and distance to the middle")
    assert " has 2 points, proved by" in said
    assert (
        "whole-life cost £113,203.98 more, distance to the middle of each lot 1.6 km less"
        in " ".join(said.split())
    )
    marked = run("frontier", COUNCIL, *TWO, "--quiet", "--format", "md").out
    assert "```text\n" in marked
    assert "## The points" in marked
    out = run("frontier", COUNCIL, *TWO, "--quiet", "--format", "csv").out
    rows = list(csv.DictReader(StringIO(out)))
    assert [row["travel"] for row in rows] == ["21318", "19737"]
    assert rows[0]["contents"].startswith("leighton-north+linslade | ")


def test_without_measures_those_of_the_first_two_aims() -> None:
    told = json.loads(run("frontier", COUNCIL, "--format", "json", "--quiet").out)
    assert told["measures"] == ["whole_life_cost", "fewest_small_bidders"]
    said = run("frontier", COUNCIL, "--quiet").out
    assert said.startswith("There is no trade-off: one design is best by")


def test_what_is_impossible_has_no_frontier() -> None:
    impossible = (TINY, "--set", "market.small_needed=4", "--measures", "lots,whole_life_cost")
    answer = run("frontier", *impossible, "--quiet")
    assert answer.code == 4
    assert answer.out.startswith("Impossible: no design keeps all rules (proved by")
    told = json.loads(run("frontier", *impossible, "--format", "json", "--quiet").out)
    assert (told["status"], told["complete"], told["points"]) == ("infeasible", True, [])


def test_two_engines_call_it_impossible() -> None:
    few = 'rule.few={kind = "lot_count", max = 1}'
    flags = ("--set", few, "--measures", "lots,whole_life_cost", "--format", "json", "--quiet")
    told = json.loads(run("frontier", TINY, *flags).out)
    assert told["proved_by"] == ["cp-sat", "highs"]


@pytest.mark.parametrize(
    ("flags", "code", "said"),
    [
        (("--measures", "lots,costs"), 3, "--measures: 'costs': "),
        (("--measures", "lots,lots"), 3, "--measures: 'lots': stands twice"),
        (("--measures", "lots"), 3, "--measures: name two or three measures"),
        ((), 3, "--measures: name two or three measures"),
        (("--measures", "lots,need_spread"), 3, "'need_spread': needs the need of each unit"),
        (("--measures", "lots,travel"), 3, "'travel': needs x and y"),
        (("--measures", "lots,travel", "--plot", "-"), 2, "--plot: give a file of its own"),
        (("--measures", "lots,travel", "--plot", "no/x.svg"), 2, "--plot 'no/x.svg': there is no"),
    ],
)
def test_bad_input_is_one_line(flags: tuple[str, ...], code: int, said: str) -> None:
    answer = run("frontier", TINY, *flags)
    assert answer.code == code
    assert said in answer.err
    assert answer.out == ""


def test_faults_come_all_at_once(tmp_path: Path) -> None:
    path = tmp_path / "town.toml"
    path.write_text(to_toml(town(3)), encoding="utf-8")
    with pytest.raises(InputFaults) as found:
        ld.frontier(ld.load(path), measures=["x", "fewest_bidders", "lots", "lots"])
    assert [fault.found for fault in found.value.faults] == ["", "x", "fewest_bidders", "lots"]


@pytest.mark.parametrize(
    "way", [EnumeratedFront, EpsilonConstraintSearch], ids=["listed", "searched"]
)
def test_ctrl_c_keeps_the_points_and_says_that_there_may_be_more(
    way: type[Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    points = way.points

    def stopped(self: object) -> Iterator[EvaluatedDesign]:
        yield next(points(self))
        raise KeyboardInterrupt

    monkeypatch.setattr(way, "points", stopped)
    if way is EpsilonConstraintSearch:
        monkeypatch.setattr(runs, "enumerate_designs", lambda *given: None)
    picture = tmp_path / "x.svg"
    answer = run("frontier", COUNCIL, *TWO, "--quiet", "--plot", picture)
    assert answer.code == 130
    assert answer.out.startswith("1 point of the trade-off between whole-life cost and distance")
    assert "there may be others (stopped by hand)" in answer.out.replace("\n", " ")
    assert "points proved so far" in picture.read_text(encoding="utf-8")


def test_out_of_time_is_said() -> None:
    answer = run("frontier", COUNCIL, *TWO, "--time-limit", "1e-9", "--quiet")
    assert answer.code == 5
    assert "stopped by the time limit" in answer.out


def test_a_design_that_does_not_measure_up_is_not_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from solver.pareto import epsilon_constraint as searched

    monkeypatch.setattr(runs, "enumerate_designs", lambda *given: None)
    right = searched.evaluate_by_objectives
    monkeypatch.setattr(
        searched,
        "evaluate_by_objectives",
        lambda evaluation: EvaluatedDesign(right(evaluation).evaluation, (0,) * 2),
    )
    with pytest.raises(EngineContradiction):
        ld.frontier(ld.load(TINY), measures=["lots", "whole_life_cost"])


def test_frames() -> None:
    found = ld.frontier(ld.load(DIVIDED), measures=["whole_life_cost", "travel", "lots"])
    assert found.status == "optimal"
    assert found.points["point"].to_list() == list(range(1, found.points.height + 1))
    assert found.points["whole_life_cost"].is_sorted()
    assert found.points["contents"][0].startswith("leighton-north+linslade+youth")


def test_the_picture_has_every_point_and_no_markup_of_others(tmp_path: Path) -> None:
    name = '<script>alert("&")</script>'
    doc = town(3, providers=PROVIDERS) | {"authority": {"name": name, "title": name}}
    path, picture = tmp_path / "town.toml", tmp_path / "trade.svg"
    path.write_text(to_toml(doc), encoding="utf-8")
    flags = ("--measures", "lots,fewest_bidders", "--plot", picture, "--quiet")
    told = json.loads(run("frontier", path, *flags, "--format", "json").out)
    text = picture.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    root = ElementTree.fromstring(text)
    assert name in [each.text for each in root.iter(f"{SVG}text")]
    assert len(list(root.iter(f"{SVG}circle"))) == len(told["points"]) > 1
    assert "prefers-color-scheme: dark" in text
    words = [each.text or "" for each in root.iter(f"{SVG}text")]
    assert "Lots (lots; less is better)" in words


def test_the_picture_of_the_page_is_what_the_command_draws(tmp_path: Path) -> None:
    picture = tmp_path / "x.svg"
    measures = ("--measures", "whole_life_cost,largest_provider_share")
    assert run("frontier", COUNCIL, *measures, "--plot", picture, "--quiet").code == 0
    shown = ROOT / "docs" / "pictures" / "frontier.svg"
    assert picture.read_bytes() == shown.read_bytes()
