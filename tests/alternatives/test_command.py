"""`lotdesign alternatives` as people and scripts use it."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO

import pytest

import lotdesign as ld
from lotdesign.design import Design, build_external_design
from lotdesign.faults import EngineContradiction, InputFaults
from lotdesign.report.alternatives import write_alternatives_page as alternatives_page
from lotdesign.report.plain_text import write_plain_text
from lotdesign.scenario.values import parse_tolerance
from solver.alternatives import searched
from solver.alternatives import study as runs
from solver.alternatives.near_optimal import EnumeratedAlternatives
from solver.alternatives.study import find_alternatives
from solver.backends.base import EngineOutcome, SolveRequest
from solver.backends.cp_sat import CpSatEngine
from solver.backends.highs import HighsEngine
from solver.certified_design import evaluate_with_award
from solver.solve_context import RunOptions
from tests.atlas.towns import scenario as town
from tests.cli.run import ROOT, run

TINY = ROOT / "examples" / "tiny"
COUNCIL = ROOT / "examples" / "central-bedfordshire"
"""Ten designs lie within 1% of the best."""


def test_json_is_what_scripts_hold_on_to() -> None:
    answer = run("alternatives", TINY, "--tolerance", "3%", "--format", "json", "--quiet")
    told = json.loads(answer.out)
    assert answer.code == 0
    assert (told["status"], told["selection"], told["count"]) == ("optimal", "all", 5)
    assert told["proved_by"] == ["listing all designs"]
    assert told["tolerance"] == "3%"
    assert told["designs"][0]["best"]
    assert told["designs"][1]["behind"] == 2044000
    assert {"units": ["centre-east", "youth-west"], "shared": "none"} in told["backbone"]


def test_an_amount_is_in_pounds() -> None:
    wide = run("alternatives", TINY, "--tolerance", "£21,200", "--format", "json", "--quiet")
    assert len(json.loads(wide.out)["designs"]) == 3
    less = run("alternatives", TINY, "--tolerance", "21199.99", "--format", "json", "--quiet")
    assert len(json.loads(less.out)["designs"]) == 2


def test_tables_and_rows() -> None:
    said = run("alternatives", TINY, "--tolerance", "3%", "--quiet").out
    assert said.startswith("All 5 designs within 3% of the best whole-life cost, £788,760: proved")
    assert "Youth club East (a lot of its own)" in said
    marked = run("alternatives", TINY, "--quiet", "--format", "md").out
    assert marked.startswith("The one design within 1%")
    assert "## What they share" in marked
    out = run("alternatives", TINY, "--tolerance", "3%", "--quiet", "--format", "csv").out
    rows = list(csv.DictReader(StringIO(out)))
    assert [row["best"] for row in rows] == ["yes", "no", "no", "no", "no"]
    assert rows[1]["contents"].endswith("| youth-east")
    assert rows[1]["whole_life_cost"] == "80920000"


def test_most_different_is_not_called_all() -> None:
    said = run("alternatives", COUNCIL, "--most", "3", "--quiet").out
    assert said.startswith("The 3 most different designs within 1%")
    assert "these are not all" in said.replace("\n", " ")
    assert "Pairs apart" in said.replace("\n", " ") or "apart" in said
    told = json.loads(run("alternatives", TINY, "--most", "9", "--format", "json", "--quiet").out)
    assert (told["selection"], told["count"]) == ("all", 1)


def test_more_than_can_be_listed_are_picked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the 4,140 partitions of eight units some are picked; their number is still reported."""
    told = find_alternatives(town(8), parse_tolerance("900%"), None, RunOptions())
    assert (told.selection, told.count, len(told.designs)) == ("most different", 4140, 10)
    monkeypatch.setattr(runs, "enumerate_near_optimal", lambda *given: None)
    monkeypatch.setattr(runs, "MOST_DESIGNS_LISTED", 3)
    told = find_alternatives(town(4), parse_tolerance("900%"), None, RunOptions())
    assert (told.selection, told.count, len(told.designs)) == ("most different", None, 10)
    assert {pair.shared for pair in told.backbone} == {"some"}


def test_what_is_impossible_has_no_alternatives() -> None:
    answer = run("alternatives", TINY, "--set", "market.small_needed=4", "--quiet")
    assert answer.code == 4
    assert answer.out.startswith("Impossible")


@pytest.mark.parametrize(
    ("flags", "code", "said"),
    [
        (("--tolerance", "some"), 3, "--tolerance: 'some': write a percentage of the optimum"),
        (("--tolerance=-1%",), 3, "--tolerance: '-1%': write a percentage"),
        (("--most", "0"), 2, "give a whole number, 1 or more"),
        (("--out", "nowhere/x.json"), 2, "there is no folder 'nowhere'"),
    ],
)
def test_bad_input_is_one_line(flags: tuple[str, ...], code: int, said: str) -> None:
    answer = run("alternatives", TINY, *flags)
    assert answer.code == code
    assert said in answer.err
    assert answer.out == ""


def test_faults_come_all_at_once() -> None:
    with pytest.raises(InputFaults) as found:
        ld.alternatives(ld.load(TINY), tolerance="x", most=0)
    assert [fault.where for fault in found.value.faults] == ["--tolerance", "--most"]


def test_ctrl_c_keeps_what_was_found_and_does_not_call_it_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = EnumeratedAlternatives.designs

    def stopped(self: EnumeratedAlternatives) -> Iterator[Design]:
        designs = found(self)
        yield next(designs)
        yield next(designs)
        raise KeyboardInterrupt

    monkeypatch.setattr(EnumeratedAlternatives, "designs", stopped)
    answer = run("alternatives", TINY, "--tolerance", "3%", "--quiet")
    assert answer.code == 130
    assert answer.out.startswith("2 designs found within 3%")
    assert "it is not proved that there are no more" in answer.out.replace("\n", " ")
    assert "Stopped by hand" in answer.out
    assert "Not settled" in answer.out


def test_out_of_time_is_said() -> None:
    answer = run("alternatives", TINY, "--time-limit", "1e-9", "--quiet")
    assert answer.code == 5
    assert answer.out.startswith("Not known: the best design is not proved")


def test_what_takes_too_long_is_not_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """One question that takes too long ends the picking; what is known stays."""
    monkeypatch.setattr(runs, "enumerate_near_optimal", lambda *given: None)
    monkeypatch.setattr(searched, "QUESTION_SECONDS", 0)
    told = ld.alternatives(ld.load(TINY), tolerance="3%", most=3).told
    assert (told.ended, told.selection, told.count) == ("time limit", "most different", None)
    assert [each.best for each in told.designs] == [True]
    assert {pair.shared for pair in told.backbone} == {"not settled"}


def test_what_differs_most_only_so_far_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "enumerate_near_optimal", lambda *given: None)
    right = searched.minimise_goal
    monkeypatch.setattr(
        searched, "minimise_goal", lambda *given: replace(right(*given), proved=False)
    )
    told = ld.alternatives(ld.load(TINY), tolerance="5%", most=3).told
    assert [each.apart_proved for each in told.designs if each.apart] == [False, False]
    assert "~" in write_plain_text(alternatives_page(ld.load(TINY), told))


def test_two_engines_prove_that_there_are_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "enumerate_near_optimal", lambda *given: None)
    told = ld.alternatives(ld.load(TINY), tolerance="3%").told
    assert (told.count, told.proved_by) == (5, ("cp-sat", "highs"))


def test_a_second_engine_that_finds_more_is_not_hushed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "enumerate_near_optimal", lambda *given: None)

    def more(self: HighsEngine, request: SolveRequest) -> EngineOutcome:
        """Solves without the last rows, the no-good cuts."""
        model = replace(request.model, rows=request.model.rows[:-5])
        return CpSatEngine().solve(replace(request, model=model))

    monkeypatch.setattr(HighsEngine, "solve", more)
    with pytest.raises(EngineContradiction):
        ld.alternatives(ld.load(TINY), tolerance="3%")


def test_a_design_that_breaks_a_rule_is_never_told() -> None:
    scenario = ld.load(TINY)
    everything = build_external_design([range(len(scenario.units))])
    with pytest.raises(EngineContradiction):
        evaluate_with_award(scenario, everything, CpSatEngine()).confirm()


def test_frames() -> None:
    near = ld.alternatives(ld.load(TINY), tolerance="3%")
    assert near.status == "optimal"
    assert near.designs["design"].to_list() == [1, 2, 3, 4, 5]
    assert near.designs["best"].to_list() == [True, False, False, False, False]
    assert near.designs["contents"][1].endswith(" | youth-east")
    assert near.pairs["shared"].value_counts(sort=True)["count"].to_list() == [8, 7]
    none = ld.alternatives(ld.load(TINY, ["market.small_needed=4"]))
    assert none.designs.height == 0
