"""`lotdesign explain` as people and scripts use it."""

import json
from pathlib import Path

import pytest

import lotdesign as ld
from lotdesign.faults import EngineContradiction
from solver.backends.base import EngineOutcome
from solver.candidate_mip import CandidateMip
from solver.infeasibility.study import explain_infeasibility
from solver.solve_context import RunOptions
from tests.cli.run import ROOT, run
from tests.solve.loading import Doc, loaded

TINY = ROOT / "examples" / "tiny"
FEW = 'rule.few={kind = "lot_count", max = 1}'


def doc(*rules: Doc, **more: object) -> Doc:
    """Three units and these rules."""
    rows = [{"id": n, "name": n, "service": "s", "annual_budget": 100} for n in "abc"]
    return {"schema": 1, "term": {"initial": 1}, "units": rows, "rule": list(rules), **more}


def together(*units: str, **more: object) -> Doc:
    """These units share a lot."""
    return {"id": "+".join(units), "kind": "together", "units": list(units), **more}


APART: Doc = {"id": "apart", "kind": "apart", "units": ["a", "b", "c"]}


def test_json_is_what_scripts_hold_on_to() -> None:
    answer = run("explain", TINY, "--set", FEW, "--format", "json", "--quiet")
    explanation = json.loads(answer.out)
    assert answer.code == 4
    assert explanation["status"] == "infeasible"
    assert explanation["conflicts"] == [["access", "few"]]
    first, second = explanation["repairs"]
    assert [(c["rule"], c["parameter"], c["from"], c["to"]) for c in first["changes"]] == [
        ("few", "max", "1", "2")
    ]
    assert second["changes"][0]["parameter"] is None
    assert second["changes"][0]["setting"] == "--off access"
    assert first["result"]["status"] == "optimal"
    assert first["cost"] == {"rules": 1, "switched_off": 0, "loosening": "1"}


def test_what_it_proposes_makes_the_scenario_possible() -> None:
    explanation = json.loads(run("explain", TINY, "--set", FEW, "--format", "json", "--quiet").out)
    for repair in explanation["repairs"]:
        flags = [part for c in repair["changes"] for part in c["setting"].split(" ", 1)]
        solved = run("solve", TINY, "--set", FEW, *flags, "--format", "json", "--quiet")
        assert solved.code == 0
        assert json.loads(solved.out)["lots"] == repair["result"]["lots"]


def test_tables_and_rows() -> None:
    shown = run("explain", TINY, "--set", FEW, "--quiet").out
    assert "No design keeps access and few, both at once:" in shown
    assert (
        "## What cannot hold together"
        in run("explain", TINY, "--set", FEW, "--quiet", "--format", "md").out
    )
    rows = run("explain", TINY, "--set", FEW, "--quiet", "--format", "csv").out.splitlines()
    assert rows[1].startswith("1,few,max,1,2,--set few.max=2,yes,1,0,1,2,") or "'--set" in rows[1]
    assert len(rows) == 3


def test_where_a_design_is_possible_nothing_is_explained() -> None:
    answer = run("explain", TINY, "--quiet")
    assert answer.code == 0
    assert answer.out.startswith("Possible:")


def test_protected_rules_are_left_alone() -> None:
    explanation = explain_infeasibility(
        loaded(doc(APART, together("a", "b", protected=True))), RunOptions(listen=print)
    )
    assert explanation.conflicts == (("apart", "a+b"),)
    assert [[c.rule for c in each.changes] for each in explanation.repairs] == [["apart"]]


def test_a_conflict_of_protected_rules_has_no_repair() -> None:
    rules = (APART | {"protected": True}, together("a", "b", protected=True))
    explanation = explain_infeasibility(loaded(doc(*rules)), RunOptions())
    assert explanation.repairs == ()
    assert not explanation.mendable


def test_several_conflicts_and_what_meets_them_all() -> None:
    explanation = explain_infeasibility(
        loaded(doc(APART, together("a", "b"), together("b", "c"))), RunOptions()
    )
    assert set(explanation.conflicts) == {("apart", "a+b"), ("apart", "b+c")}
    assert [[c.rule for c in each.changes] for each in explanation.repairs] == [
        ["apart"],
        ["a+b", "b+c"],
    ]
    assert explanation.complete


def test_no_rule_is_to_blame_where_an_aim_asks_for_winners() -> None:
    nobody = {"id": "p", "name": "p", "services": "*", "localities": "*"}
    market: Doc = doc(
        providers=[nobody | {"annual_turnover": 10, "kind": "sme"}],
        objective=[{"measure": "largest_provider_share"}],
    )
    explanation = explain_infeasibility(loaded(market), RunOptions())
    assert explanation.conflicts == ((),)
    assert explanation.details[0].winners == "aim"
    assert not explanation.mendable


def test_ctrl_c_keeps_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("solver.infeasibility.study.RepairSearch.find_cheapest", stopped)
    explanation = explain_infeasibility(loaded(doc(APART, together("a", "b"))), RunOptions())
    assert explanation.ended == "interrupted"
    assert explanation.conflicts == (("apart", "a+b"),)
    assert explanation.repairs == ()


def test_out_of_time_is_said() -> None:
    explanation = explain_infeasibility(
        loaded(doc(APART, together("a", "b"))), RunOptions(time_limit=1e-9)
    )
    assert (explanation.status, explanation.ended) == ("unknown", "time limit")


def test_engines_that_contradict_each_other_are_not_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import numpy as np

    find_any = CandidateMip.find_any

    def lie(mip: CandidateMip) -> EngineOutcome:
        if mip.context.engine.name == "highs":
            return EngineOutcome("feasible", np.zeros(1, dtype=np.int64))
        return find_any(mip)

    monkeypatch.setattr(CandidateMip, "find_any", lie)
    few = {"id": "few", "kind": "lot_count", "max": 2}
    small: Doc = doc(few, {"id": "still", "kind": "change", "max_pairs": 0})
    with pytest.raises(EngineContradiction):
        explain_infeasibility(loaded(small), RunOptions())


def test_frames(tmp_path: Path) -> None:
    why = ld.explain(ld.load(TINY, [FEW]))
    assert why.status == "infeasible"
    assert why.conflicts.to_dicts()[0] == {"conflict": 1, "rule": "access", "needed": True}
    assert why.repairs["setting"].to_list() == ["--set few.max=2", "--off access"]
    assert ld.explain(ld.load(TINY)).repairs.height == 0
