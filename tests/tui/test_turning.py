"""Rows generated from the rules, and how they are turned."""

from pathlib import Path

import pytest

from lotdesign.input.load import load
from tests.tui.drive import BEDFORDSHIRE, TINY
from tui.pictures.wording import describe_edit_changes, describe_edits
from tui.session.edits import Edits, fix_lot, keep_apart, keep_together
from tui.session.parameter_values import (
    NotAValue,
    format_value,
    is_edited,
    is_off,
    parse_typed,
    read_value,
    step_value,
)
from tui.session.parameters import ParameterRow, build_parameter_rows
from tui.session.write_back import write_edits_back


def _row(path: str, edits: Edits | None = None) -> ParameterRow:
    found = build_parameter_rows(load(BEDFORDSHIRE), edits or Edits())
    return next(row for row in found if path in (row.path, row.rule))


def test_every_rule_and_figure_has_a_row() -> None:
    scenario = load(BEDFORDSHIRE)
    found = build_parameter_rows(scenario, Edits())
    assert {rule.id for rule in scenario.rules} <= {row.rule for row in found}
    assert {"money.contract_management", "market.small_needed"} <= {row.path for row in found}
    assert len({row.key for row in found}) == len(found)


@pytest.mark.parametrize(
    ("path", "steps", "text"),
    [
        ("envelope-family.annual", 1, "1521000"),
        ("envelope-family.annual", -10, "1510000"),
        ("spread.max_share", -1, "29%"),
        ("spread.max_share", 500, "100%"),
        ("access.lots", -1, "5"),
        ("market.small_needed", 1, "4"),
        ("market.small_needed", -9, "0"),
        ("money.discount_rate", 1, "4%"),
    ],
)
def test_steps_are_written_as_a_setting(path: str, steps: int, text: str) -> None:
    assert step_value(_row(path), Edits(), steps, most=6) == text


def test_all_lots_is_the_tightest_step() -> None:
    edits = Edits().set("access.lots", "5")
    assert step_value(_row("access.lots"), edits, 1, most=6) == "all"
    assert step_value(_row("access.lots"), Edits(), 1, most=6) is None


@pytest.mark.parametrize(
    ("path", "said", "text"),
    [
        ("envelope-family.annual", "1.52m*0.9", "1368000"),
        ("envelope-family.annual", "+20k", "1540000"),
        ("spread.max_share", "35", "35%"),
        ("spread.max_share", "+2%", "32%"),
        ("access.lots", "all", "all"),
        ("access.lots", "4", "4"),
    ],
)
def test_typed_sums_are_written_as_a_setting(path: str, said: str, text: str) -> None:
    assert parse_typed(_row(path), Edits(), said) == text


def test_what_cannot_be_is_refused_with_words() -> None:
    with pytest.raises(NotAValue, match="whole number"):
        parse_typed(_row("access.lots"), Edits(), "2.5")
    with pytest.raises(NotAValue, match="at least 0"):
        parse_typed(_row("envelope-family.annual"), Edits(), "-1m*2")


def test_every_step_of_every_row_is_a_valid_scenario() -> None:
    """What the arrows write, the command line reads."""
    for path in (TINY, BEDFORDSHIRE):
        for row in build_parameter_rows(load(path), Edits()):
            text = step_value(row, Edits(), 1, 6)
            if text is not None:
                scenario = load(path, [f"{row.path}={text}"])
                again = next(r for r in build_parameter_rows(scenario, Edits()) if r.key == row.key)
                assert again.base == read_value(row, Edits().set(row.path, text)), row.path


def test_off_and_back() -> None:
    row = _row("connected")
    off = Edits().switch_off("connected")
    assert is_off(row, off)
    assert is_edited(row, off)
    assert not is_edited(row, off.switch_on("connected"))


def test_rules_added_by_hand_are_rows_and_valid() -> None:
    edits = keep_together(Edits(), ["sandy", "biggleswade"])
    edits = keep_apart(edits, ["flitwick", "sandy"])
    edits = fix_lot(edits, ["contact"])
    assert keep_together(edits, ["sandy", "biggleswade"]) == edits
    assert [row.rule for row in build_parameter_rows(load(BEDFORDSHIRE), edits) if row.added] == [
        "keep-1",
        "part-1",
        "lock-1",
    ]
    kinds = [rule.kind for rule in load(BEDFORDSHIRE, edits.as_settings, edits.off).rules[-3:]]
    assert kinds == ["together", "apart", "fixed"]


def test_values_read_as_people_write_them() -> None:
    assert format_value(_row("envelope-family.annual"), 152000000) == "£1,520,000"
    assert format_value(_row("spread.max_share"), _row("spread.max_share").base) == "30%"


def test_a_list_of_years_steps_as_a_whole() -> None:
    row = _row("envelope-family.annual")
    edits = Edits().set(row.path, "[1, 2000, 3000, 4000, 5000, 6000, 7000]")
    assert step_value(row, edits, 1, 6) == "[1001, 3000, 4000, 5000, 6000, 7000, 8000]"


def test_edits_read_as_a_command() -> None:
    edits = Edits().set("access.lots", "2").switch_off("connected")
    assert edits.as_flags == "--set access.lots=2 --off connected"


HUBS = ['rule.hubs={kind = "hub", units = ["sandy", "flitwick"]}']
"""Two hubs among the council's centres."""


def _hub_row() -> ParameterRow:
    rows = build_parameter_rows(load(BEDFORDSHIRE, HUBS), Edits())
    return next(row for row in rows if row.rule == "hubs")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("sandy; flitwick ;guidance", "sandy;flitwick;guidance"),
        ("+guidance", "sandy;flitwick;guidance"),
        ("+ sandy;guidance", "sandy;flitwick;guidance"),
        ("-sandy", "flitwick"),
        ("linslade;", "linslade"),
    ],
)
def test_a_list_of_units_is_typed(typed: str, text: str) -> None:
    """Anew, or one more, or one less; the command line reads what is written."""
    row = _hub_row()
    assert parse_typed(row, Edits(), typed) == text
    scenario = load(BEDFORDSHIRE, [*HUBS, f"{row.path}={text}"])
    again = next(r for r in build_parameter_rows(scenario, Edits()) if r.key == row.key)
    assert again.base == read_value(row, Edits().set(row.path, text)) == text


def test_a_list_of_units_is_shown_by_its_number_and_is_no_figure() -> None:
    row = _hub_row()
    assert (row.path, format_value(row, row.base)) == ("hubs.units", "2 units")
    assert step_value(row, Edits(), 1, most=6) is None
    assert is_off(row, Edits().switch_off("hubs"))
    edits = Edits().set(row.path, "sandy")
    assert describe_edits([row], edits) == "Hubs 1 unit"
    assert describe_edit_changes([row], Edits(), edits) == ("Hubs 2 units -> 1 unit",)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("sandy;flitwik", "flitwik: did you mean 'flitwick'?"),
        ("-sandy;flitwick", "leave at least one unit"),
        (";", "leave at least one unit"),
        ("+", "2 units"),
    ],
)
def test_units_that_are_not_there_are_refused_with_words(typed: str, said: str) -> None:
    """Adding none changes none."""
    row = _hub_row()
    try:
        found = format_value(row, parse_typed(row, Edits(), typed))
    except NotAValue as error:
        found = str(error)
    assert said in found


DATED = """\
schema = 1
[term]
initial = 4
[[term.service]]
services = ["day_care"]
initial = 3
first_year = 2
[[units]]
id = "a"
name = "A"
service = "centre"
annual_budget = 10
[[units]]
id = "b"
name = "B"
service = "day_care"
annual_budget = 20
[[rule]]
id = "as-one"
kind = "term"
start_within = 1
"""


def test_terms_of_services_and_years_of_rules_are_turned(tmp_path: Path) -> None:
    """Rows are named by the services, and paths number terms from 1."""
    (tmp_path / "scenario.toml").write_text(DATED, encoding="utf-8")
    rows = {row.path: row for row in build_parameter_rows(load(tmp_path), Edits())}
    assert rows["term.service.1.initial"].label == "Term of day care, initial"
    assert step_value(rows["term.service.1.first_year"], Edits(), 1, 6) == "3"
    assert step_value(rows["as-one.end_within"], Edits(), 2, 6) == "2"
    assert load(tmp_path, ["term.service.1.first_year=3"]).years == 5
    edits = Edits().set("term.service.1.initial", "9").set("as-one.start_within", "0")
    written = write_edits_back(tmp_path, edits)
    (text,) = written.texts.values()
    assert 'services = ["day_care"]\ninitial = 9\n' in text
    assert "start_within = 0" in text
