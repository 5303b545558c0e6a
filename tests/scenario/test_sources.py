"""Files: what is read as written, and faults that keep a file from being read."""

import csv
import io
import os
from contextlib import suppress
from pathlib import Path

import pytest

from lotdesign.faults import InputFaults
from lotdesign.input.load import load
from tests.scenario.town import FILES, faults, write

UNITS = FILES["units.csv"]
TOML = "scenario.toml"


def test_people_s_numbers_are_read_exactly(tmp_path: Path) -> None:
    """Pounds with sign, commas and pennies become pence; blanks and `0123` stay as they are."""
    scenario = load(write(tmp_path))
    assert scenario.budgets == {"north": 20_000_00, "south": 10_000_50, "work": 5_000_00}
    assert scenario.units[0].cpv == "0123"
    assert scenario.units[1].cpv == ""
    assert [unit.name for unit in scenario.units[2:]] == ["work, Uptown", "work, Downtown"]
    assert scenario.providers is not None
    assert [(p.id, p.annual_turnover) for p in scenario.providers] == [
        ("p-1", 100_000_00),
        ("p-2", 100_000_00),
        ("n", None),
    ]
    assert scenario.neighbours == {("uptown", "downtown"), ("downtown", "uptown")}


def test_a_mark_at_the_start_blank_rows_and_quoted_line_ends_are_no_fault(tmp_path: Path) -> None:
    """What spreadsheets add is passed over, and rows count as a spreadsheet shows them."""
    text = "\ufeff" + UNITS.replace("South centre", '"South\ncentre"').replace("\n", "\r\n")
    rows = text.splitlines(keepends=True)
    spaced = "".join([rows[0], ",,,,,,,,,\r\n", "\r\n", *rows[1:]]).replace("cpv\r", "cpv,,\r")
    assert faults(write(tmp_path / "good", units=spaced)) == []
    broken = spaced.replace("5000,,2", "five,,2")
    assert faults(write(tmp_path / "bad", units=broken)) == [
        "units.csv, row 6, column annual_budget: 'five': "
        "write pounds, for example 304000.50 or £1,520,000"
    ]


@pytest.mark.parametrize(
    ("units", "lines"),
    [
        (b"", ["units.csv: is empty; its first row names the columns id, name, service, an"]),
        (b"\xff\xfeid", ["units.csv, row 1: save the file as CSV UTF-8"]),
        (UNITS.replace("£", "\xa3").encode("latin-1"), ["units.csv, row 2: save the file as"]),
        (UNITS.replace("South", "So\0uth"), ["units.csv, row 3: holds a NUL character"]),
        (UNITS.replace("South", '"South'), ["units.csv, row 3: is not CSV: a quotation mark"]),
        (UNITS.replace(",", ";"), ["units.csv, row 1: 'id;name;service;annual_budget;locality;ne"]),
        (UNITS.replace("1,,", "1,"), ["units.csv, row 3: has 7 cells where row 1 has 8"]),
        (UNITS.replace("0123", "0123,x"), ["units.csv, row 2: has 9 cells where row 1 has 8"]),
        (UNITS.replace("cpv", "need"), ["units.csv, row 1: 'need': names a column twice"]),
        (UNITS.replace("cpv", "cvp"), ["units.csv, row 1: 'cvp': did you mean 'cpv'?"]),
        (UNITS.replace("need,", ","), ["units.csv, row 1: column 6 has no name"]),
        (
            UNITS.replace("annual_budget", "cost"),
            [
                "units.csv, row 1: 'cost': known are annual_budget, basis, building_rent",
                "units.csv, column annual_budget: missing; it holds: today's budget",
            ],
        ),
        (
            UNITS.replace("id,", "key,"),
            [
                "units.csv, row 1: 'key': known are",
                "units.csv, column id: missing; it holds: short name, unique",
            ],
        ),
    ],
)
def test_a_table_that_cannot_be_read_is_one_fault_not_many(
    tmp_path: Path, units: str | bytes, lines: list[str]
) -> None:
    """What depends on a broken table, column or row is not told as well."""
    needs_need = ("scenario.toml", '[[money.need_led]]\nservice = "centre"\npace = "50%"\n', "")
    found = faults(write(tmp_path, needs_need, units=units))
    assert len(found) == len(lines)
    for line, start in zip(found, lines, strict=True):
        assert line.startswith(start)


@pytest.mark.parametrize(
    ("file", "right"),
    [
        ("/etc/passwd", "name a file beside or below scenario.toml"),
        ("../units.csv", "name a file beside or below scenario.toml"),
        ("C:units.csv", "name a file beside or below scenario.toml"),
        ("unit.csv", "there is no such file; did you mean 'units.csv'?"),
    ],
)
def test_text_from_a_file_never_leads_out_of_the_folder(
    tmp_path: Path, file: str, right: str
) -> None:
    """Absolute paths, .. and drives are refused; a slip names the nearest file."""
    (line,) = faults(write(tmp_path, (TOML, 'units = "units.csv"', f'units = "{file}"')))
    assert line.startswith(f"scenario.toml, data.units: '{file}': {right}")


def test_tables_may_stand_below_the_folder(tmp_path: Path) -> None:
    """A relative path into a subfolder is fine."""
    write(tmp_path, (TOML, 'units = "units.csv"', 'units = "tables/units.csv"'))
    (tmp_path / "tables").mkdir()
    (tmp_path / "units.csv").rename(tmp_path / "tables" / "units.csv")
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("toml", "line"),
    [
        ("schema = 1\nterm = {", "scenario.toml, line 2, column end: 'term = {': is not TOML:"),
        (
            "a = 1\na = 2",
            "scenario.toml, line 2, column end: 'a = 2': this key or table stands twice",
        ),
        ("a = " + "9" * 5000, "scenario.toml, line 1: '99999"),
        ("a = " + "[" * 5000, "scenario.toml, line 1: is nested too deeply"),
    ],
)
def test_a_slip_in_toml_is_one_fault_at_its_place(tmp_path: Path, toml: str, line: str) -> None:
    """Line and column are given where the parser knows them."""
    (tmp_path / TOML).write_text(toml)
    (found,) = faults(tmp_path)
    assert found.startswith(line)


def test_a_path_that_is_no_scenario_says_what_one_is(tmp_path: Path) -> None:
    """A missing file, an empty folder and another sort of file are told apart."""
    (tmp_path / "a.txt").touch()
    assert faults(tmp_path) == [
        f"{tmp_path}/scenario.toml: cannot be read: no such file or directory"
    ]
    assert faults(tmp_path / "a.txt") == [
        f"{tmp_path}/a.txt: give a folder that holds scenario.toml, or a .toml file"
    ]


def test_a_table_given_twice_is_a_fault(tmp_path: Path) -> None:
    """Inline rows and a file are not merged."""
    folder = write(
        tmp_path, (TOML, "[market]", '[[neighbours]]\na = "uptown"\nb = "downtown"\n[market]')
    )
    assert faults(folder) == [
        "scenario.toml, neighbours: this table is given twice, "
        "here and by data.neighbours; keep one"
    ]


def _inline(folder: Path) -> Path:
    """The town in one TOML file, with blank cells left out."""
    toml = FILES[TOML]
    start, end = toml.index("[data]"), toml.index("[money]")
    text = toml[:start] + toml[end:]
    must = ("name", "annual_turnover")
    for table in ("units", "localities", "neighbours", "providers"):
        for row in csv.DictReader(io.StringIO(FILES[f"{table}.csv"])):
            cells = "\n".join(
                f'{key} = "{cell}"' for key, cell in row.items() if cell or key in must
            )
            text += f"[[{table}]]\n{cells}\n"
    file = folder / "town.toml"
    file.write_text(text)
    return file


def test_inline_tables_and_files_give_one_scenario(tmp_path: Path) -> None:
    """Only name and sha256 tell them apart."""
    folder = load(write(tmp_path / "town"))
    inline = load(_inline(tmp_path))
    assert inline.name == folder.name == "town"
    assert inline.sha256 != folder.sha256
    for part in ("units", "providers", "localities", "neighbours", "money", "rules", "options"):
        assert getattr(inline, part) == getattr(folder, part)


def test_a_scenario_is_read_from_stdin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads TOML; its tables are looked for in the working folder."""
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(FILES[TOML].encode())))
    assert load("-").units == load(tmp_path).units


def test_a_folder_s_name_is_text_whatever_its_bytes(tmp_path: Path) -> None:
    """A name in another encoding is written out, so that a result can be written as JSON."""
    folder = write(tmp_path / os.fsdecode(b"caf\xe9"))
    name = load(folder).name
    assert name.encode() == b"caf\\udce9"


def test_sha256_identifies_the_input(tmp_path: Path) -> None:
    """The same bytes and settings give one sum; any change of either another."""
    first = load(write(tmp_path / "a")).sha256
    assert load(write(tmp_path / "b")).sha256 == first
    assert load(tmp_path / "b", ["term.initial=2"]).sha256 != first
    assert load(tmp_path / "b", off=["access"]).sha256 != first
    assert load(write(tmp_path / "c", ("units.csv", "North", "Nord"))).sha256 != first


def test_nothing_of_a_broken_file_is_raised_but_faults(tmp_path: Path) -> None:
    """Any cut of scenario.toml gives a scenario or faults."""
    for cut in range(0, len(FILES[TOML]), 7):
        folder = write(tmp_path)
        (folder / TOML).write_text(FILES[TOML][:cut])
        with suppress(InputFaults):
            load(folder)
