"""Which parameters have a row."""

from lotdesign.input.load import load
from tests.rules.office import AREAS, office, rule
from tests.tui.drive import BEDFORDSHIRE
from tui.session.edits import Edits, keep_apart
from tui.session.parameter_values import step_value
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


def test_numbers_of_areas_and_caps_have_rows_that_step() -> None:
    """The budget of an area in pounds, the lots of one provider one by one; more is looser."""
    rules = (
        rule("envelope", annual=60_000, by="unitary", area="West") | {"id": "west"},
        rule("award", max_lots=2),
    )
    rows = {row.path: row for row in build_parameter_rows(office(*rules, **AREAS), Edits())}
    budget, lots = rows["west.annual"], rows["award.max_lots"]
    assert (budget.group, budget.base, budget.unit) == ("Money", 60_000_00, "pence")
    assert (lots.group, lots.base, lots.whole, lots.looser) == ("Who can bid", 2, True, "up")
    assert step_value(lots, Edits(), 1, 5) == "3"
    assert step_value(lots, Edits(), -1, 5) == "1"
