"""Tables as people have them: titles, totals, notes, other names, remarks; told in few lines."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from lotdesign.faults import InputFaults
from lotdesign.input.load import load
from tests.cli.run import ROOT, run
from tests.scenario.town import FILES, faults, write

UNITS = FILES["units.csv"]
TOML = "scenario.toml"
NAMED = 'units = "units.csv"'
HEADER, *ROWS = UNITS.splitlines()


def remarks(path: Path) -> tuple[str, ...]:
    """The remarks on the files of a scenario."""
    return load(path).remarks


def put_units(folder: Path, lines: Sequence[str], named: str = NAMED) -> Path:
    """The town with other lines of units, named in another way."""
    return write(folder, (TOML, NAMED, named), units="\n".join(lines) + "\n")


def test_titles_totals_and_notes_are_left_out_and_told_in_one_line(tmp_path: Path) -> None:
    """What is left is the table; each thing left out is named by its rows."""
    plain = load(write(tmp_path / "plain"))
    lines = ["Register of services", "", HEADER, *ROWS, ",,,,,,,", "Total,,,35000.50,,,,"]
    lines += [",,,,,,,", "Source: finance team,,,,,,,", "Draft,,,,,,,"]
    found = load(put_units(tmp_path / "wrapped", lines))
    assert found.units == plain.units
    assert found.remarks == (
        "Rows 1 and 2 of units.csv stand above the header and were left out; "
        "row 8, a total, was left out; rows 10 and 11, notes below the table, were left out.",
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Grand total:,,,35000.50,,,,", "row 5 of units.csv, a total, was left out."),
        ('Sub-total 2026,,,"£35,000.50",,6,,', "row 5 of units.csv, a total, was left out."),
        (",,,35000.50,,6,,", "row 5 of units.csv, a total, was left out."),
        (
            "TOTAL,,,35000,,,,",
            "row 5 of units.csv, a total, was left out; row 5: it says 35000 for annual_budget, "
            "and the rows above come to 35,000.50.",
        ),
        (HEADER, "row 5 of units.csv, the header once more, was left out."),
        (
            "Figures are of March 2026,,,,,,,",
            "row 5 of units.csv, a note below the table, was left out.",
        ),
    ],
)
def test_a_row_below_is_left_out_by_a_rule(tmp_path: Path, line: str, said: str) -> None:
    """By its first word, because it adds up, because it repeats the header, or is a sentence."""
    (found,) = remarks(put_units(tmp_path, [HEADER, *ROWS, line]))
    assert found.lower() == said.lower()


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("Total,Total,centre,x,uptown,,,", "units.csv, row 5, column annual_budget: 'x'"),
        (",,,5000,,,,", "units.csv, row 5, column id: is blank"),
        ("east,,,,,,,", "units.csv, row 5, column service: is blank"),
        ("totals-house,Totals,,5,,,,", "units.csv, row 5, column service: is blank"),
    ],
)
def test_what_may_be_a_row_is_none_of_them(tmp_path: Path, line: str, begins: str) -> None:
    """A row with other texts, an amount that adds nothing up, a row that somebody began."""
    assert any(
        each.startswith(begins) for each in faults(put_units(tmp_path, [HEADER, *ROWS, line]))
    )


def test_a_total_among_the_rows_is_left_out_wherever_it_stands(tmp_path: Path) -> None:
    """A subtotal between the rows."""
    lines = [HEADER, ROWS[0], "Subtotal,,,20000,,,,", *ROWS[1:]]
    folder = put_units(tmp_path, lines)
    assert load(folder).budgets == load(write(tmp_path / "plain")).budgets
    assert remarks(folder) == ("Row 3 of units.csv, a total, was left out.",)


def test_a_total_is_left_out_of_a_table_with_one_column_of_ids(tmp_path: Path) -> None:
    """Localities have an id alone; a lone word there is one that somebody began."""
    total = FILES["localities.csv"] + "Total,,3,,\n"
    folder = write(tmp_path / "total", localities=total)
    assert remarks(folder) == ("Row 4 of localities.csv, a total, was left out.",)
    begun = write(tmp_path / "begun", localities=FILES["localities.csv"] + "Total,,,,\n")
    assert any(each.startswith("localities.csv, row 4, column need") for each in faults(begun))


def test_a_row_that_ends_before_the_ids_is_a_total_where_it_adds_up(tmp_path: Path) -> None:
    """Amounts may stand left of the ids, and spreadsheets end a row at its last filled cell."""
    cells = [line.split(",") for line in UNITS.replace('"£20,000"', "20000").splitlines()]
    lines = [",".join([row[3], *row[:3], *row[4:]]) for row in cells]
    folder = put_units(tmp_path, [*lines, "35000.50"])
    assert remarks(folder) == ("Row 5 of units.csv, a total, was left out.",)


RENAMED = HEADER.replace("id,name", "Ref,Centre").replace("annual_budget", "Budget\u00a0 26/27")
MAPPED = (
    'units = {{ file = "units.csv"{}, columns = {{ id = "Ref", name = "Centre", '
    'annual_budget = "Budget 26/27" }} }}\nignore = ["Postcode", "Head count"]'
)


def test_columns_are_mapped_and_others_ignored(tmp_path: Path) -> None:
    """Whatever blanks their headings have; the header may also be named by its row."""
    lines = [f"{RENAMED},Postcode,Head  count", *(f"{row},MK1 1AA,3" for row in ROWS)]
    plain = load(write(tmp_path / "plain")).units
    assert load(put_units(tmp_path / "found", lines, MAPPED.format(""))).units == plain
    titled = put_units(tmp_path / "told", ["Title", *lines], MAPPED.format(", header = 2"))
    assert (load(titled).units, remarks(titled)) == (plain, ())


def test_faults_name_the_columns_of_the_file(tmp_path: Path) -> None:
    """So that people find them; unknown columns say how to ignore them."""
    lines = [RENAMED, *ROWS[:2], ROWS[2].replace("5000", "five")]
    assert faults(put_units(tmp_path / "cell", lines, MAPPED.format(""))) == [
        "units.csv, row 4, column Budget 26/27: 'five': "
        "write pounds, for example 304000.50 or £1,520,000"
    ]
    (line,) = faults(put_units(tmp_path / "more", [f"{HEADER},Wd", *(f"{r}," for r in ROWS)]))
    assert line.endswith("; a column of no concern is named in [data] ignore")
    (line,) = faults(
        put_units(tmp_path / "slip", lines, MAPPED.format("").replace("id =", "idd ="))
    )[:1]
    assert line == "scenario.toml, data.units.columns: 'idd': did you mean 'id'?"


@pytest.mark.parametrize(
    ("lines", "begins"),
    [
        (
            ["A title", "Another"],
            "units.csv: 'A title': no row names the columns id, name, service",
        ),
        (["A title", UNITS.replace("service", "Service (£)")], "units.csv, row 2: 'Service (£)': "),
        ([UNITS.replace("annual_budget", "Annual  Budget")], "units.csv, row 1: 'Annual Budget': "),
    ],
)
def test_a_header_that_is_not_found_is_one_fault(
    tmp_path: Path, lines: list[str], begins: str
) -> None:
    """Titles alone, and headings that differ in case, blanks and signs."""
    needs_need = ("scenario.toml", '[[money.need_led]]\nservice = "centre"\npace = "50%"\n', "")
    (line,) = faults(write(tmp_path, needs_need, units="\n".join(lines)))
    assert line.startswith(begins)
    assert "no row" in line or "did you mean '" in line


def test_a_header_row_that_is_wrong_is_told(tmp_path: Path) -> None:
    """A row that is blank or holds something else."""
    lines = [HEADER, "", *ROWS]
    named = 'units = { file = "units.csv", header = %d }'
    (blank, *_) = faults(put_units(tmp_path / "blank", lines, named % 2))
    assert blank == "units.csv, row 2: is blank; header = 2 says that it names the columns"
    found = faults(put_units(tmp_path / "other", lines, named % 3))
    assert found[0].startswith("units.csv, row 3: 'north': ")


def test_every_fault_of_a_row_is_told_at_once(tmp_path: Path) -> None:
    """A bad cell hides no other: neither of its row, nor what the row refers to."""
    row = "p,Partners,sentre,upton,much,charity,little,2,none"
    found = faults(write(tmp_path, ("providers.csv", FILES["providers.csv"].splitlines()[1], row)))
    columns = [line.partition(", column ")[2].partition(":")[0] for line in found]
    assert sorted(columns) == sorted(
        ("services", "localities", "annual_turnover", "kind", "capacity", "price", "count")
    )


def test_faults_are_capped_and_counted(tmp_path: Path) -> None:
    """A hundred lines and one that says how many more."""
    lines = [HEADER, *ROWS, *(f"u{i},N,centre,much,uptown,,," for i in range(150))]
    found = faults(put_units(tmp_path, lines))
    assert len(found) == 101
    assert found[0].startswith("scenario.toml, option council, lots: u0, u1, u10")
    assert found[1].startswith("units.csv, row 5, column annual_budget: 'much'")
    assert found[-1].startswith("and so on: at least ")
    assert found[-1].endswith(" more faults; mend these and check again")


def test_reach_that_no_unit_has_is_a_remark(tmp_path: Path) -> None:
    """Unless it resembles a known name; then it is a slip."""
    folder = write(
        tmp_path, ("providers.csv", "centre;youth,uptown,", "centre;housing advice,uptown;Leeds,")
    )
    assert remarks(folder) == (
        "Providers name services that no unit has: 'housing advice' (row 3).",
        "Providers name localities that are not in the table: 'Leeds' (row 3).",
    )
    slip = write(tmp_path / "slip", ("providers.csv", "centre;youth,uptown,", "Centre,up town,"))
    assert faults(slip) == [
        "providers.csv, row 3, column services: 'Centre': no such service; did you mean 'centre'?",
        "providers.csv, row 3, column localities: 'up town': no such locality; "
        "did you mean 'uptown'?",
    ]


def test_noughts_that_a_spreadsheet_dropped_are_told(tmp_path: Path) -> None:
    """A place called 007 that is 7 elsewhere."""
    folder = write(
        tmp_path,
        ("localities.csv", "uptown,", "007,"),
        ("units.csv", "uptown", "7"),
        ("neighbours.csv", "uptown", "007"),
        ("providers.csv", "uptown", "*"),
    )
    assert faults(folder) == [
        "units.csv, row 2, column locality: '7': no such locality; "
        "did you mean '007'? a spreadsheet drops noughts in front"
    ]


def test_ids_that_differ_in_case_or_blanks_are_remarks(tmp_path: Path) -> None:
    """One remark for each pair."""
    more = "".join(f"{id_},,*,*,,sme,,,\n" for id_ in ("N", "a b", "ab", "A B"))
    folder = write(tmp_path, ("providers.csv", "n,National", f"{more}n,National"))
    assert remarks(folder) == (
        "The providers a b and ab differ in blanks only.",
        "The providers a b and A B differ in case only.",
        "The providers N and n differ in case only.",
    )


def test_hidden_and_merged_cells_of_a_table_are_told(tmp_path: Path) -> None:
    """They are read, and what people may not see is said."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "units"
    for line in UNITS.replace('"£20,000"', "20000").splitlines():
        sheet.append([cell or None for cell in line.split(",")])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("G2:H2")
    sheet.sheet_state = "hidden"
    book.create_sheet("other")
    folder = write(tmp_path, (TOML, NAMED, 'units = { file = "u.xlsx", sheet = "units" }'))
    book.save(folder / "u.xlsx")
    assert remarks(folder) == (
        "Sheet units of u.xlsx is hidden, and was read.",
        "Row 3 of sheet units of u.xlsx is hidden, and was read.",
        "Column name of sheet units of u.xlsx is hidden, and was read.",
        "Cells of sheet units of u.xlsx are merged (G2:H2): what they say stands for the first "
        "cell alone, and the others are blank.",
    )


def test_a_workbook_and_files_may_be_named_side_by_side(tmp_path: Path) -> None:
    """Several tables of one file, by sheet; the table without a sheet is not asked for."""
    book = Workbook()
    for table in ("units", "localities"):
        sheet = book.create_sheet(f"{table} 2026")
        for line in FILES[f"{table}.csv"].replace('"£20,000"', "20000").splitlines():
            sheet.append([cell or None for cell in line.split(",")])
    folder = write(
        tmp_path / "both",
        (TOML, NAMED, 'units = { file = "t.xlsx", sheet = "units 2026" }'),
        (TOML, '"localities.csv"', '{ file = "t.xlsx", sheet = "localities 2026" }'),
    )
    book.save(folder / "t.xlsx")
    plain = load(write(tmp_path / "plain"))
    found = load(folder)
    assert (found.units, found.localities) == (plain.units, plain.localities)
    (folder / "t.xlsx").write_bytes(b"")
    with pytest.raises(InputFaults, match="is not a workbook"):
        load(folder)


def test_exit_codes_and_streams(tmp_path: Path) -> None:
    """Remarks end with 0, and CSV and JSON carry them too."""
    folder = put_units(tmp_path, ["A title", HEADER, *ROWS])
    said = run("check", folder, "--format", "csv")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[1].startswith("remark,")


def test_frameworks_and_frontiers_tell_what_was_left_out(tmp_path: Path) -> None:
    """Commands that answer in their own way say it too."""
    framework = tmp_path / "framework"
    shutil.copytree(ROOT / "examples" / "northamptonshire", framework)
    lots = framework / "lots.csv"
    lots.write_text("Lots of the framework\n" + lots.read_text(encoding="utf-8"), encoding="utf-8")
    told = "Row 1 of lots.csv stands above the header and was left out."
    assert told in run("framework", framework).err
    assert run("framework", framework, "--quiet").err == ""
    folder = put_units(tmp_path / "town", ["A title", HEADER, *ROWS])
    said = run("frontier", folder, "--measures", "whole_life_cost,lots")
    assert (said.code, "Row 1 of units.csv stands above" in said.err) == (0, True)
