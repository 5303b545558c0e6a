"""Which parameters have a row."""

from lotdesign.input.load import load
from tests.tui.drive import BEDFORDSHIRE
from tui.session.edits import Edits, keep_apart
from tui.session.parameters import build_parameter_rows


def test_the_last_aim_has_no_leeway() -> None:
    """Its tolerance would have no effect."""
    scenario = load(BEDFORDSHIRE)
    rows = build_parameter_rows(scenario, Edits())
    paths = [row.path for row in rows if row.path.startswith("objective.")]
    assert paths == [f"objective.{i}.tolerance" for i in range(len(scenario.objectives) - 1)]
    assert paths


def test_only_rules_that_edits_add_are_added_by_hand() -> None:
    """A rule of the files that an edit writes anew keeps its own row."""
    scenario = load(BEDFORDSHIRE)
    known = scenario.rules[0].id
    edits = keep_apart(Edits().set(f"rule.{known}", "{}"), ["sandy", "flitwick"])
    rows = build_parameter_rows(scenario, edits)
    assert [row.rule for row in rows if row.added] == ["part-1"]
