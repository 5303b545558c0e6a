"""All faults at once, in plain words, safe to show."""

import re
from pathlib import Path

import pytest

from lotdesign.faults import make_printable
from tests.scenario.town import FILES, faults, write

TOML = "scenario.toml"

BROKEN = """\
schema = 1
autority = { name = "Town" }
[term]
initial = 0
[data]
units = "units.csv"
localities = "localities.csv"
neighbours = "neighbours.csv"
providers = "provider.csv"
[money]
contract_managment = 5
uplift = "300%"
[[money.promised]]
service = "youth"
first_year = "soon"
[[money.integration]]
services = ["centre", "yuth"]
annual = 9000
[market]
value_basis = "peek"
small = { kinds = ["vcse", "shool"] }
turnover_multiple = "twice"
[[rule]]
id = "access"
kind = "smal_bidders"
[[rule]]
id = "budget"
kind = "envelope"
annual = [1, 2]
cut = "10%"
[[rule]]
id = "joined"
kind = "together"
units = ["north", "nrth"]
protected = "perhaps"
[[rule]]
id = "apart"
kind = "apart"
units = ["north", "suoth"]
[[rule]]
id = "joint"
kind = "funding"
[[objective]]
measure = "whole_live_cost"
[[option]]
id = "council"
lots = [["north"], ["sauth", "work"]]
[[consortium]]
id = "c"
"""

BROKEN_UNITS = """\
id,name,service,annual_budget,locality,tupe_fte,biulding_rent
north,North centre,centre,"£20.000,00",uptown,-1,
south,South centre,centre,10000.505,dontown,,

north,,youth,,,,
,Nobody,youth,5,,,,,
work,Work,youth
"""


def test_every_fault_of_a_broken_folder_is_told_at_once(tmp_path: Path) -> None:
    """Files, keys, values and references: one line each, none about what follows from another."""
    folder = write(tmp_path, units=BROKEN_UNITS, neighbours="a,b\nuptown,uptown\n")
    (folder / TOML).write_text(BROKEN)
    assert faults(folder) == [
        "units.csv, row 1: 'biulding_rent': did you mean 'building_rent'?",
        "units.csv, row 7: has 3 cells where row 1 has 7",
        "scenario.toml, data.providers: 'provider.csv': "
        "there is no such file; did you mean 'providers.csv'?",
        "scenario.toml: 'autority': unknown key; did you mean 'authority'?",
        "scenario.toml, term.initial: '0': must be from 1 to 50",
        "scenario.toml, money.uplift: '300%': must be from -100% to 100%",
        "scenario.toml, money.promised 1, first_year: 'soon': write a whole number, for example 5",
        "scenario.toml, money.promised 1, annual: missing; it holds: "
        "what is saved, or a percentage of the service's budgets after uplift (pounds a year)",
        "scenario.toml, money: 'contract_managment': "
        "unknown key; did you mean 'contract_management'?",
        "scenario.toml, money.integration 1, services: "
        "'yuth': no such service; did you mean 'youth'?",
        "scenario.toml, market.value_basis: 'peek': did you mean 'peak'?",
        "scenario.toml, market.turnover_multiple: 'twice': write a number, for example 12.5",
        "scenario.toml, market.small.kinds 2: 'shool': did you mean 'school'?",
        "scenario.toml, rule access, kind: 'smal_bidders': did you mean 'small_bidders'?",
        "scenario.toml, rule budget: listed yearly amounts take no cut and no uplift",
        "scenario.toml, rule joined, protected: 'perhaps': write true or false",
        "scenario.toml, rule joined, units: 'nrth': no such unit; did you mean 'north'?",
        "scenario.toml, rule apart, units: 'suoth': did you mean 'south'?",
        "scenario.toml, rule joint, kind: 'funding': "
        "needs sources of money; write each as [[funding]]",
        "scenario.toml, objective 1, measure: 'whole_live_cost': did you mean 'whole_life_cost'?",
        "scenario.toml, option council, lots 2: 'sauth': no such unit; did you mean 'south'?",
        "scenario.toml, option council, lots: south: in no lot; a unit is in exactly one",
        "scenario.toml, consortium c, members: missing; "
        "it holds: ids of the providers that form it",
        "scenario.toml, consortium c, shares: missing; "
        "it holds: each member's part of what it wins (share)",
        "units.csv, row 2, column annual_budget: '£20.000,00': "
        "write pounds, for example 304000.50 or £1,520,000",
        "units.csv, row 2, column tupe_fte: '-1': must be at least 0",
        "units.csv, row 3, column annual_budget: '10000.505': "
        "write pounds with at most two decimals; it is shown as £10,000.51, "
        "and ROUND(…, 2) in the spreadsheet makes it so",
        "units.csv, row 3, column locality: 'dontown': no such locality; did you mean 'downtown'?",
        "units.csv, row 5, column annual_budget: "
        "is blank; write pounds, for example 304000.50 or £1,520,000",
        "units.csv, row 5, column id: 'north': this id is taken by row 2; ids must differ",
        "units.csv, row 6, column id: is blank; write a name",
        "neighbours.csv, row 2, column b: 'uptown': "
        "a locality is not its own neighbour; take the row out",
    ]


def test_without_the_schema_the_references_are_still_checked(tmp_path: Path) -> None:
    """A key that is missing hides no other fault."""
    changes = [(TOML, "schema = 1\n", ""), (TOML, '[["north", "south"]', '[["nort", "south"]')]
    found = faults(write(tmp_path, *changes))
    assert [line.partition(": ")[0] for line in found] == [
        "scenario.toml, option council, lots 1",
        "scenario.toml, option council, lots",
        "scenario.toml, schema",
    ]


def test_a_bad_cell_that_may_be_blank_hides_nothing_of_its_row(tmp_path: Path) -> None:
    """Not even what two other cells of the row do not fit together in."""
    rows = FILES["units.csv"].replace("downtown,1,", "downtown,few,").splitlines()
    years = ("first_year,last_year", ",", "3,2", ",")
    lines = [f"{row},{more}" for row, more in zip(rows, years, strict=True)]
    assert [
        line.partition(": ")[0] for line in faults(write(tmp_path, units="\n".join(lines)))
    ] == [
        "units.csv, row 3, column need",
        "units.csv, row 3, column first_year",
    ]


def test_hostile_text_is_shown_escaped_and_clipped(tmp_path: Path) -> None:
    """Escape codes, line ends, turned reading direction and length never reach the screen."""
    hostile = "\x1b[31mred\u202e[bold]" + "x" * 300
    folder = write(
        tmp_path,
        ("units.csv", "uptown,3", f"{hostile},3"),
        ("units.csv", "south,South", '"so\nuth",South'),
        (TOML, '"south"]', '"south", "so\\nuth", "\\u001b]0;"]'),
        (TOML, 'services = ["centre"]\nannual', f'services = ["{"y" * 300}"]\nannual'),
    )
    found = faults(folder)
    assert len(found) == 4
    assert all(line.isprintable() and len(line) < 450 for line in found)
    assert f"'\\x1b[31mred\\u202e[bold]{'x' * 56}…': no such locality" in found[-1]


def test_what_is_shown_once_is_shown_the_same_again() -> None:
    """Showing is stable, so that a fault may be passed on and shown anew."""
    for text in ("plain", "a\x00b\nc", "é£\u200b", "x" * 500, "\x1b" * 500):
        assert make_printable(make_printable(text)) == make_printable(text)
        assert len(make_printable(text)) <= 80


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("schema = 1\n", "", "schema: missing; it holds: version of this format, 1"),
        ("schema = 1", "schema = 2", "schema: '2': write 1"),
        ("[market]", "[market]\nsmall = 3", "market.small: '3': write keys and values under"),
        ("[[divide]]", "[divide]", "divide: write it as [[divide]], once for each"),
        ("lots = 1\n", "", "rule access: give one of lots and share"),
        ('kind = "envelope"\n', "", "rule budget, kind: missing; known are alignment, apart"),
        ("annual = 30000", "", "rule budget, annual: missing; it holds: the budget, one or a"),
        ("annual = 30000", "annual = {}", "rule budget, annual: write pounds, for example"),
        ('id = "access"', "", "rule 2, id: missing; it holds: short name, unique"),
        ('id = "access"', 'id = ""', "rule 2, id: is blank; write a name"),
        (
            '"travel"',
            '"travel"\ntolerance = "lots"',
            "objective 2, tolerance: 'lots': write a perc",
        ),
        ("small_needed = 2", "small_needed = 0", "market.small_needed: '0': must be at least 1"),
        ("small_needed = 2", "small_needed = 1.5", "market.small_needed: '1.5': write a whole num"),
        ("small_needed = 2", "small_needed = true", "market.small_needed: 'true': write a whole n"),
        (
            'pace = "50%"',
            'pace = "150%"',
            "money.need_led 1, pace: '150%': must be from 0% to 100%",
        ),
        ("contract_management = 6000", "contract_management = inf", "money.contract_management: "),
        ("extensions = [1]", "extensions = 1", "term.extensions: '1': write a list, for example"),
        ('id = "access"', 'id = "a\\u0000"', "rule a\\x00, id: 'a\\x00': write text without a NUL"),
        ('by = "need"', 'by = "age"', "divide 1, by: 'age': known are equal, need, population"),
        ('units = "units.csv"\n', "", "units: missing; name their file in [data], or write [[unit"),
    ],
)
def test_a_value_that_does_not_fit_says_what_would(
    tmp_path: Path, old: str, new: str, line: str
) -> None:
    """Missing, wrong sort, out of range or no choice: each by its place in scenario.toml."""
    (found,) = faults(write(tmp_path, (TOML, old, new)))
    assert found.startswith(f"scenario.toml, {line}")


def test_no_words_of_the_validator_reach_the_user(tmp_path: Path) -> None:
    """Every value of the town turned into junk gives plain lines."""
    jargon = re.compile(r"input should|valid \w+$|extra inputs|field required|instance|value error")
    text = FILES[TOML]
    for junk in ("[[]]", "{}", '"x"', "-1", "true", "1e400", '"\\u0000"'):
        for match in re.finditer(r"(?m)^(\w+) = (.*)$", text):
            folder = write(tmp_path)
            start, end = match.span(2)
            (folder / TOML).write_text(text[:start] + junk + text[end:])
            assert not [line for line in faults(folder) if jargon.search(line.lower())]
