"""Explanations of drawn impossible scenarios: the conflicts and repairs that enumeration finds."""

from pathlib import Path

import pytest

from lotdesign.input.load import load
from lotdesign.result.explained import ExplainAnswer, ProposedRepair
from solver.infeasibility.study import explain_infeasibility
from solver.solve_context import RunOptions
from tests import brute
from tests.explain.by_brute import (
    active,
    changed,
    conflicts,
    corrections,
    impossible,
    list_fewer,
    possible,
    tighter,
    with_data,
)
from tests.sets import SETS
from tests.solve.loading import Doc, loaded
from tests.strategies import to_toml

SET = SETS["explain"]


@pytest.mark.parametrize("number", SET.parts)
def test_conflicts_are_minimal_and_repairs_least(number: int, tmp_path: Path) -> None:
    """More of them by `make test-long`."""
    for doc in impossible(number, SET.each):
        check(doc, tmp_path)


def check(doc: Doc, folder: Path) -> None:
    """Checks the conflicts and repairs of one scenario."""
    explanation = explain_infeasibility(loaded(doc), RunOptions())
    assert explanation.status == "infeasible"
    assert explanation.ended == "done"
    assert explanation.complete
    minimal = conflicts(doc)
    assert {frozenset(each) for each in explanation.conflicts} == minimal
    assert all(set(each.needed) == set(each.rules) for each in explanation.details)
    expected = corrections(doc, minimal)
    by_rules = [each for each in explanation.repairs if each.cost.rules]
    repaired = {frozenset(change.rule for change in each.changes) for each in by_rules}
    assert repaired <= expected
    assert len(repaired) == len(by_rules)
    assert repaired == expected or len(by_rules) == 8
    assert explanation.mendable == all(c & set().union(*expected, frozenset()) for c in minimal)
    for repair in explanation.repairs:
        check_repair(doc, repair, folder)
    _in_order(explanation)


def check_repair(doc: Doc, repair: ProposedRepair, folder: Path) -> None:
    """Given back as settings it makes the scenario possible; a step less does not."""
    path = folder / "scenario.toml"
    path.write_text(to_toml(doc), encoding="utf-8")
    flags = [change.setting.partition(" ") for change in repair.changes]
    repaired_scenario = load(
        path,
        [text for flag, _, text in flags if flag == "--set"],
        [text for flag, _, text in flags if flag == "--off"],
    )
    loosened = doc
    for change in repair.changes:
        if change.table:
            loosened = with_data(loosened, change, change.to)
        else:
            loosened = changed(loosened, change.rule, change.parameter, change.to)
    best = brute.solve(loosened)
    assert best.status == "optimal", repair.changes
    assert repair.result is not None
    assert repair.result.verification.ok
    assert [list(lot.units) for lot in repair.result.lots] == best.lots
    assert {rule.id for rule in repaired_scenario.active_rules} == set(active(loosened))
    assert [rule.sentence for rule in repair.result.rules if rule.status != "off"] == [
        rule.write_sentence(repaired_scenario) for rule in repaired_scenario.active_rules
    ]
    assert repair.least
    for change in repair.changes:
        if change.table == "neighbours":
            assert brute.solve(doc).status == "infeasible"
        elif change.parameter in ("localities", "services"):
            for fewer in list_fewer(change):
                less = with_data(loosened, change, fewer)
                assert brute.solve(less).status == "infeasible", change
        elif change.table:
            less = with_data(loosened, change, tighter(change) or change.origin)
            assert brute.solve(less).status == "infeasible", change
        elif change.parameter is not None:
            step = tighter(change)
            less = changed(loosened, change.rule, change.parameter, step or change.origin)
            assert brute.solve(less).status == "infeasible", change
        else:
            assert not possible(loosened, {*active(loosened), change.rule})


def _in_order(explanation: ExplainAnswer) -> None:
    costs = [
        (not r.cost.rules, r.cost.rules, r.cost.switched_off, float(r.cost.loosening))
        for r in explanation.repairs
    ]
    assert costs == sorted(costs)
