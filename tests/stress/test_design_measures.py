"""Measures that a solver works out for each design: their places and thresholds, out of time."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

import lotdesign as ld
from lotdesign.design import Design, build_external_design
from lotdesign.faults import InputFaults
from lotdesign.measures.registry import ALL_MEASURES, MEASURES, STRESS_MEASURES
from lotdesign.report.amounts import format_measure
from lotdesign.result.build import write_measure
from solver.backends.cp_sat import CpSatEngine
from solver.deadline import OutOfTime
from solver.solve_context import RunOptions
from solver.stress.design_measures import DESIGN_MEASURES, DesignMeasurer
from solver.stress.lot_conflicts import MeasureThreshold
from solver.stress.study import GivenDesign, stress_designs
from solver.stress.withdrawals import count_to_break
from tests.cli.run import ROOT, run

COUNCIL = ROOT / "examples" / "central-bedfordshire"
TINY = ROOT / "examples" / "tiny"
BOTH = "withdrawals_survived,capacity_margin"
NAMES = BOTH.split(",")


def test_each_stressed_measure_is_worked_out_somewhere() -> None:
    assert tuple(DESIGN_MEASURES) == tuple(STRESS_MEASURES)
    assert tuple(ALL_MEASURES) == (*MEASURES, *STRESS_MEASURES)


@pytest.mark.parametrize("option", ["council", "single-centres"])
def test_they_are_what_stress_says(option: str) -> None:
    scenario = ld.load(COUNCIL)
    given = next(each for each in scenario.options if each.id == option)
    told = stress_designs(scenario, RunOptions(), [GivenDesign(option, option, given.lots)])
    (stressed,) = told.designs
    frame = ld.compare([ld.evaluate(scenario, option=option)], scenario=scenario, measures=NAMES)
    assert stressed.withdrawals is not None
    assert stressed.withdrawals.size == frame["withdrawals_survived"][0] + 1
    assert stressed.margins is not None
    least = Fraction(stressed.margins.capacity.exact or "")
    assert str(frame["capacity_margin"][0]) == write_measure("capacity_margin", 1 - least)


def test_a_share_never_looks_larger_than_it_is() -> None:
    """At what is written there is a certificate."""
    assert write_measure("capacity_margin", Fraction(2, 3)) == "0.666666"
    assert write_measure("accessible_share", Fraction(2, 3)) == "0.666667"
    assert format_measure("capacity_margin", "0.666666") == "66.66%"
    assert write_measure("withdrawals_survived", None) is None


def test_thresholds() -> None:
    above = MeasureThreshold("withdrawals_survived", 2, strictly=True)
    least = MeasureThreshold("withdrawals_survived", 2, strictly=False)
    assert [above.admits(value) for value in (None, 1, 2, 3)] == [False, False, False, True]
    assert [least.admits(value) for value in (None, 1, 2, 3)] == [False, False, True, True]
    assert above.asks_as_much_as(least)
    assert not least.asks_as_much_as(above)
    assert least.asks_as_much_as(least)
    assert replace(least, least=3).asks_as_much_as(above)
    assert not replace(least, measure="capacity_margin").asks_as_much_as(least)


def test_the_fewest_who_leave_no_team() -> None:
    assert count_to_break([]) == 0
    assert count_to_break([[1], [2], [1, 2]]) == 2
    assert count_to_break([[1, 2], [2, 3], [3, 1]]) == 2
    assert count_to_break([[1, 2], [2, 3], [2, 4]]) == 1
    assert count_to_break([[n] for n in range(3_000)]) == 3_000


def test_a_deadline_that_has_passed_is_told() -> None:
    scenario = ld.load(TINY)
    design = build_external_design([range(len(scenario.units))])
    measurer = DesignMeasurer(scenario, CpSatEngine(), deadline=0)
    for name in NAMES:
        with pytest.raises(OutOfTime):
            measurer.measure(name, design)


def test_alternatives_show_them() -> None:
    flags = ("--measures", BOTH, "--quiet", "--format")
    told = json.loads(run("alternatives", COUNCIL, *flags, "json").out)
    assert told["measures"] == NAMES
    figures = [[each["measures"][name] for name in NAMES] for each in told["designs"]]
    assert figures[0] == [5, "0.666666"]
    assert figures[3] == [3, "0.666666"]
    rows = run("alternatives", COUNCIL, *flags, "csv").out.splitlines()
    assert rows[0].endswith(",withdrawals_survived,capacity_margin")
    assert rows[1].endswith(",5,0.666666")
    near = ld.alternatives(ld.load(TINY), measures=["withdrawals_survived", "lots"])
    assert near.designs["withdrawals_survived"].to_list() == [2] * near.designs.height
    plain = json.loads(run("alternatives", TINY, "--quiet", "--format", "json").out)
    assert "measures" not in plain


def test_alternatives_out_of_time_leave_them_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(self: DesignMeasurer, name: str, design: object) -> None:
        raise OutOfTime

    monkeypatch.setattr(DesignMeasurer, "measure", late)
    near = ld.alternatives(ld.load(TINY), measures=["capacity_margin"])
    assert near.told.ended == "time limit"
    assert near.designs["capacity_margin"].to_list() == [None] * near.designs.height


def test_what_is_impossible_has_no_front_of_them() -> None:
    few = 'rule.few={kind = "lot_count", max = 1}'
    flags = ("--set", few, "--measures", BOTH, "--format", "json", "--quiet")
    answer = run("frontier", TINY, *flags)
    assert answer.code == 4
    told = json.loads(answer.out)
    assert (told["status"], told["complete"], told["points"]) == ("infeasible", True, [])
    assert told["proved_by"] == ["cp-sat", "highs"]


def test_a_front_keeps_its_points_when_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measures that are worked out for one design more, and then no time is left."""
    right, asked = DesignMeasurer.measure, []

    def measure(self: DesignMeasurer, name: str, design: Design) -> object:
        asked.append(design)
        if len(set(asked)) > 1:
            raise OutOfTime
        return right(self, name, design)

    monkeypatch.setattr(DesignMeasurer, "measure", measure)
    names = ["whole_life_cost", "withdrawals_survived"]
    told = ld.frontier(ld.load(ROOT / "examples" / "gloucestershire"), measures=names).told
    assert (told.ended, told.complete) == ("time limit", False)
    assert len(told.points) <= 1


def test_compare_shows_them_and_asks_conditions(tmp_path: Path) -> None:
    best, other = tmp_path / "best.json", tmp_path / "other.json"
    run("evaluate", TINY, "--option", "places", "--quiet", "--format", "json", "--out", best)
    flags = ("--set", "market.small_needed=1", "--format", "json")
    run("evaluate", TINY, "--option", "places", "--quiet", *flags, "--out", other)
    asked = (best, other, "--scenario", TINY, "--measures", BOTH)
    require = ("--require", "withdrawals_survived>=1", "--format", "json")
    answer = run("compare", *asked, *require)
    assert answer.code == 8
    rows = {row["measure"]: row for row in json.loads(answer.out)["measures"]}
    assert rows["withdrawals_survived"]["values"][1] is None
    assert rows["withdrawals_survived"]["values"][0] >= 1
    assert rows["capacity_margin"]["unit"] == "share"
    assert "'other.json' is not of the scenario as given" in answer.err
    assert "'other.json': withdrawals_survived>=1 does not hold" in answer.err
    said = run("compare", best, "--scenario", TINY, "--measures", BOTH, "--quiet").out
    assert "Withdrawals survived" in said
    plain = run("compare", best, "--scenario", TINY, "--quiet").out
    assert "Withdrawals survived" not in plain


def test_a_design_that_nobody_can_take_has_none(tmp_path: Path) -> None:
    said = run(
        *("compare", "option:places", "--scenario", TINY, "--measures", BOTH, "--quiet"),
        *("--set", "market.turnover_multiple=1000", "--format", "json"),
    )
    values = [row["values"] for row in json.loads(said.out)["measures"][-2:]]
    assert values == [[None], [None]]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("compare", "option:places", "--scenario", TINY), 3, "'lots': is shown anyway; withdr"),
        (("compare", TINY / "x.json"), 2, "--measures asks the market of a scenario"),
        (("alternatives", TINY), 3, "--measures: 'capacity': "),
    ],
)
def test_wrong_measures_are_one_line_each(args: tuple[object, ...], code: int, said: str) -> None:
    answer = run(*args, "--measures", "lots,capacity", "--quiet")
    assert answer.code == code
    assert said in answer.err
    assert answer.out == ""


def test_measures_need_a_scenario_and_providers() -> None:
    scenario = ld.load(TINY)
    result = ld.evaluate(scenario, option="places")
    with pytest.raises(ValueError, match="give scenario="):
        ld.compare([result], measures=NAMES)
    nobody = replace(scenario, providers=None)
    for ask in (ld.frontier, ld.alternatives):
        with pytest.raises(InputFaults) as found:
            ask(nobody, measures=NAMES)
        assert [fault.right for fault in found.value.faults] == ["needs a table of providers"] * 2
