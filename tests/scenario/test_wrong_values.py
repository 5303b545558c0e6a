"""Values that look like others, or lie where none can: each is one line that says what is right."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from lotdesign.app import api
from lotdesign.faults import InputFaults
from lotdesign.input.load import load
from tests.scenario.town import FILES, faults, write

TOML = "scenario.toml"
BUDGET = "annual_budget: {!r}: write pounds, for example 304000.50 or £1,520,000"


def law(parameter: str, value: str) -> tuple[str, str, str]:
    """A row of the law put at the end of the town."""
    row = f'[[law]]\nparameter = "{parameter}"\nfrom = "2026-01-01"\nvalue = "{value}"\n'
    return TOML, "[[option]]", f"{row}[[option]]"


def rule(kind: str) -> tuple[str, str, str]:
    """A rule that names a unit twice."""
    text = f'[[rule]]\nid = "x"\nkind = "{kind}"\nunits = ["north", "south", "north"]\n'
    return TOML, '[[objective]]\nmeasure = "travel"', f'{text}[[objective]]\nmeasure = "travel"'


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ((TOML, "schema = 1", "schema = true"), "schema: 'true': write 1"),
        ((TOML, "schema = 1", "schema = 1.0"), "schema: '1.0': write 1"),
        (
            (TOML, 'neighbours = "neighbours.csv"', "neighbours = 5"),
            "data.neighbours: '5': write the name of a file in quotes",
        ),
        (
            (TOML, 'neighbours = "neighbours.csv"', "neighbours = true"),
            "data.neighbours: 'true': write the name of a file in quotes",
        ),
        (
            (TOML, 'neighbours = "neighbours.csv"', "neighbours = { file = 5 }"),
            "data.neighbours.file: '5': write the name of a file in quotes",
        ),
        (
            (TOML, '"neighbours.csv"', '{ file = "neighbours.csv", sheet = 1 }'),
            "data.neighbours.sheet: '1': write the name of the sheet in quotes",
        ),
        (
            (TOML, "initial = 2\nextensions = [1]", "initial = 30\nextensions = [20, 1]"),
            "term: the term has 51 years, extensions counted; at most 50",
        ),
        (law("vat_rate", "101%"), "law 1, value: '101%': must be from 0% to 100%"),
        (law("vat_rate", "20"), "law 1, value: '20': must be from 0% to 100%"),
        (law("vat_rate", "-1%"), "law 1, value: '-1%': must be from 0% to 100%"),
        *(
            (law(name, "-1"), "law 1, value: '-1': must be at least 0")
            for name in (
                *("light_touch_threshold", "services_threshold", "kpi_threshold", "sme_staff"),
                *("sme_turnover", "sme_balance_sheet", "reserved_years", "turnover_multiple"),
            )
        ),
        (
            (TOML, '[["north", "south"]', '[["north", "south", "north"]'),
            "option council, lots: north: more than once in lot 1; name a unit once",
        ),
        *(
            (rule(kind), "rule x, units: 'north' stands twice; name a unit once")
            for kind in ("fixed", "together", "apart")
        ),
        (
            (TOML, "contract_management = 6000", 'contract_management = "_5__0_"'),
            "money.contract_management: '_5__0_': write pounds",
        ),
        (
            (TOML, 'uplift = "0%"', 'uplift = "1_0%"'),
            "money.uplift: '1_0%': write a percentage",
        ),
        (
            (TOML, "small_needed = 2", 'small_needed = "0_2"'),
            "market.small_needed: '0_2': write a whole number",
        ),
    ],
)
def test_a_wrong_value_in_the_file(tmp_path: Path, change: tuple[str, str, str], line: str) -> None:
    (told,) = faults(write(tmp_path, change))
    assert told.startswith(f"{TOML}, {line}")


@pytest.mark.parametrize("text", ["_5__0_", "5_0", "5__0", "1_000.5", "1_0e3", "\u0665\u0660"])
def test_a_cell_whose_digits_only_a_program_would_read(tmp_path: Path, text: str) -> None:
    """Underscores between digits, and digits of other scripts."""
    (told,) = faults(write(tmp_path, ("units.csv", "5000", text)))
    assert told == f"units.csv, row 4, column {BUDGET.format(text)}"


@pytest.mark.parametrize("text", ["5e3", "+5000", "5,000", "£5,000.00", " 5000 "])
def test_what_people_write_is_read_as_ever(tmp_path: Path, text: str) -> None:
    folder = write(tmp_path, units=FILES["units.csv"].replace("5000", f'"{text}"'))
    assert sum(unit.gross[0] for unit in load(folder).units if unit.service == "youth") == 500_000


@pytest.mark.parametrize(("cells", "last"), [("1,51", 51), ("2,", None)])
def test_a_unit_is_bought_for_fifty_years_at_most(
    tmp_path: Path, cells: str, last: int | None
) -> None:
    """By its own years; without them the term is at fault, once."""
    rows = FILES["units.csv"].splitlines()
    rows = [f"{rows[0]},first_year,last_year", f"{rows[1]},{cells}", *(f"{r},," for r in rows[2:])]
    told = faults(write(tmp_path, units="\n".join(rows)))
    place = "units.csv, row 2, column last_year: '51'"
    assert told == ([f"{place}: it is bought for 51 years; at most 50"] if last else [])


@pytest.mark.parametrize("years", [50, 51])
def test_the_longest_term_of_a_service(tmp_path: Path, years: int) -> None:
    own = f'[[term.service]]\nservices = ["youth"]\ninitial = 49\nextensions = [{years - 49}]\n'
    told = faults(write(tmp_path, (TOML, "[data]", f"{own}[data]")))
    fault = f"{TOML}, term.service 1: the term has 51 years, extensions counted; at most 50"
    assert told == ([fault] if years > 50 else [])


def test_a_design_that_names_a_unit_twice_in_a_lot(tmp_path: Path) -> None:
    """Given to `evaluate` as lots."""
    scenario = load(write(tmp_path))
    with pytest.raises(InputFaults) as refused:
        api.evaluate(scenario, design=[["north", "south", "south"], ["work"]])
    (told,) = map(str, refused.value.faults)
    assert told == "design, lot 1: 'south': stands more than once; name a unit once"


def test_rates_at_either_end_are_right(tmp_path: Path) -> None:
    ends: Mapping[str, str] = {"vat_rate": "0%", "light_touch_threshold": "0"}
    for parameter, value in (*ends.items(), ("vat_rate", "100%")):
        assert faults(write(tmp_path, law(parameter, value))) == []
