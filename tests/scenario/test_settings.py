"""--set and --off: every key a person can write, a script can change."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from lotdesign.faults import InputFaults
from lotdesign.input.load import load
from lotdesign.scenario.scenario import Scenario
from tests.scenario.town import FILES, faults, write

EXAMPLES = Path(__file__).parents[2] / "examples"
TINY, BEDFORDSHIRE = EXAMPLES / "tiny", EXAMPLES / "central-bedfordshire"


def _rule(scenario: Scenario, name: str) -> Any:
    return next(rule for rule in scenario.rules if rule.id == name)


@pytest.mark.parametrize(
    ("setting", "read", "value"),
    [
        ("access.lots=all", lambda s: _rule(s, "access").lots, "all"),
        ("access.lots=2", lambda s: _rule(s, "access").lots, 2),
        ("access.protected=true", lambda s: _rule(s, "access").protected, True),
        ("rule.1.lots=2", lambda s: _rule(s, "access").lots, 2),
        ("budget.annual=[1, 2, 3]", lambda s: _rule(s, "budget").annual, (100, 200, 300)),
        ("budget.cut=10%", lambda s: _rule(s, "budget").cut, Fraction(1, 10)),
        ("market.small_needed=3", lambda s: s.market.small_needed, 3),
        ("market.small.max_turnover=5", lambda s: s.market.small.max_turnover, 500),
        ("money.contract_management=£7,000", lambda s: s.money.contract_management, 7000_00),
        ("money.scale.1.value=700000", lambda s: s.money.scale[1].value, 700_000_00),
        ("term.initial = 4", lambda s: s.years, 5),
        ("term.extensions=[]", lambda s: s.years, 2),
        ("objective.0.tolerance=0.5%", lambda s: s.objectives[0].tolerance.relative, True),
        ("authority.name=Town", lambda s: s.authority.name, "Town"),
        ("units.north.annual_budget=1", lambda s: s.budgets["north"], 100),
        ("units.work.cpv=0123", lambda s: s.units[2].cpv, "0123"),
        ("localities.uptown.population=10", lambda s: s.localities[0].population, 10),
        ("providers.n.capacity=", lambda s: s.providers[2].capacity, None),
        ('option.council.name="A = B"', lambda s: s.options[0].name, "A = B"),
    ],
)
def test_a_setting_puts_a_value_in_its_place(
    tmp_path: Path, setting: str, read: Any, value: object
) -> None:
    """Rules by id, sections by key, lists by position, rows by id; values as TOML or text."""
    assert read(load(write(tmp_path), [setting])) == value


def test_later_settings_win_and_off_switches_rules_off(tmp_path: Path) -> None:
    """Settings apply in their order; a rule switched off stays in the scenario."""
    scenario = load(write(tmp_path), ["access.lots=1", "access.lots=2"], ["budget"])
    assert _rule(scenario, "access").lots == 2
    assert [rule.id for rule in scenario.active_rules] == ["access"]
    assert len(scenario.rules) == 2


@pytest.mark.parametrize(
    ("setting", "line"),
    [
        ("access.lot=1", "--set access.lot: 'lot': did you mean 'lots'?"),
        ("acces.lots=1", "--set acces.lots: 'acces': did you mean 'access'?"),
        (
            "market.smal_needed=1",
            "--set market.smal_needed: 'smal_needed': did you mean 'small_needed'?",
        ),
        ("units.nrth.need=1", "--set units.nrth.need: 'nrth': did you mean 'north'?"),
        ("units.north.needs=1", "--set units.north.needs: 'needs': did you mean 'need'?"),
        ("money.scale.7.value=1", "--set money.scale.7.value: '7': known are 0, 1"),
        ("access", "--set: 'access': write PATH=VALUE"),
        ("access=1", "--set access: a key is missing after it; known are id, kind, lots"),
        ("data.units=a.csv", "--set data.units: 'data': known are access, appraisal, authority"),
        ("access.lots.x=1", "--set access.lots.x: 'x': there is none to choose from"),
        ("access.lots=many", "--set access.lots: 'many': write \"all\" or a number of lots"),
        (
            "term.initial=1\nextensions=[9]",
            "--set term.initial: '1\\nextensions=[9]': write a whole",
        ),
        (
            "units.north.annual_budget=-1",
            "--set units.north.annual_budget: '-1': must be at least 0",
        ),
        ("budget.annual=[1]", "--set budget.annual: write one amount, or 3: one a contract year"),
    ],
)
def test_a_setting_that_does_not_fit_is_told_by_its_path(
    tmp_path: Path, setting: str, line: str
) -> None:
    """Unknown paths name the nearest known; a bad value is told where it was given."""
    (found,) = faults(write(tmp_path), (setting,))
    assert found.startswith(line)


def test_switching_off_what_is_not_there_is_a_fault(tmp_path: Path) -> None:
    """--off names rules, not kinds."""
    assert faults(write(tmp_path), off=("acess",)) == [
        "--off: 'acess': no such rule; did you mean 'access'?"
    ]


def test_a_new_rule_is_added_and_a_provider_left_out() -> None:
    added = load(TINY, ['rule.pair={kind = "together", units = ["centre-east", "youth-east"]}'])
    assert added.rules[-1].id == "pair"
    fewer = load(TINY, (), ["providers.town"])
    assert [provider.id for provider in fewer.providers or ()] == ["lowland", "upland", "national"]


def test_a_row_is_left_out_of_a_table_that_lacks_a_column(tmp_path: Path) -> None:
    """What is wrong with the table is told as ever."""
    rows = [line.split(",") for line in FILES["units.csv"].replace('"£20,000"', "1").splitlines()]
    lines = "\n".join(",".join([*row[:2], *row[3:]]) for row in rows)
    assert faults(write(tmp_path, units=lines), off=("units.south",)) == [
        "units.csv, column service: missing; it holds: the service line it belongs to"
    ]


def test_an_added_entry_that_is_wrong_is_told_by_its_setting() -> None:
    with pytest.raises(InputFaults) as told:
        load(TINY, ['rule.pair={kind = "together", units = ["centre-eats"]}'])
    assert [fault.where for fault in told.value.faults] == ["--set rule.pair"]


def test_faults_of_rows_after_one_left_out_are_told_with_their_own_row() -> None:
    with pytest.raises(InputFaults) as told:
        load(BEDFORDSHIRE, ["providers.school-mid.capacity=-5"], ["providers.charity-leighton"])
    assert [fault.where for fault in told.value.faults] == ["--set providers.school-mid.capacity"]


@pytest.mark.parametrize("left_out", ["charity-leighton", "newcomer"])
def test_an_entry_that_a_setting_adds_has_no_row(left_out: str) -> None:
    """It can be left out again, and so can one beside it that has a row in a file."""
    new = (
        'providers.newcomer={name = "New", kind = "vcse", annual_turnover = 5000000, '
        'capacity = 5000000, services = ["youth"], localities = ["leighton"]}'
    )
    before = [provider.id for provider in load(BEDFORDSHIRE).providers or ()]
    both = [provider.id for provider in load(BEDFORDSHIRE, [new]).providers or ()]
    left = load(BEDFORDSHIRE, [new], [f"providers.{left_out}"]).providers or ()
    assert both == [*before, "newcomer"]
    assert [provider.id for provider in left] == [each for each in both if each != left_out]
