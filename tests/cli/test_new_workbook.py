"""`new --xlsx`: a workbook to fill in that reads back."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

import lotdesign as ld
from lotdesign.shipped_examples import list_example_scenarios
from tests.cli.run import ROOT, run

EXAMPLES = [each.name for each in list_example_scenarios()]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_reads_back_from_its_workbook(tmp_path: Path, name: str) -> None:
    made = run("new", tmp_path / "mine", "--example", name, "--xlsx", "tables.xlsx")
    assert made.code == 0, made.err
    ours, theirs = ld.load(tmp_path / "mine"), ld.load(ROOT / "examples" / name)
    for part in ("units", "localities", "neighbours", "providers", "rules", "options", "scores"):
        assert getattr(ours, part) == getattr(theirs, part)


def test_a_workbook_alone_says_what_each_column_holds_and_offers_choices(tmp_path: Path) -> None:
    target = tmp_path / "tables.xlsx"
    made = run("new", "--xlsx", target)
    assert made.code == 0
    assert 'workbook = "tables.xlsx"' in made.out
    book = load_workbook(BytesIO(target.read_bytes()))
    assert book.sheetnames == ["units", "localities", "neighbours", "providers"]
    units = book["units"]
    assert [cell.value for cell in units[1][:4]] == ["id", "name", "service", "annual_budget"]
    assert units["D1"].comment is not None
    assert "today's budget (pounds a year)" in units["D1"].comment.text
    assert units["A2"].font.color.rgb.endswith("808080")
    offered = {str(rule.sqref): rule.formula1 for rule in units.data_validations.dataValidation}
    assert "=localities!$A$2:$A$501" in offered.values()
    kinds = [rule.formula1 for rule in book["providers"].data_validations.dataValidation]
    assert '"national,sme,vcse,school,mutual,council"' in kinds
    assert units["D2"].value == 70_000
    assert run("new", "--xlsx", target).code == 2


def test_a_name_in_a_workbook_is_no_formula(tmp_path: Path) -> None:
    from lotdesign.importing.workbook_template import write_workbook
    from lotdesign.input.sources import read_scenario_files

    (tmp_path / "town.toml").write_text(
        'schema = 1\nunits = [{ id = "=1+1", name = "=1+1", service = "a", annual_budget = 5 }]\n',
        encoding="utf-8",
    )
    raw, _ = read_scenario_files(tmp_path / "town.toml")
    cell = load_workbook(BytesIO(write_workbook(raw)))["units"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name a folder to make, or a workbook to write"),
        (("--xlsx", "tables.csv"), "give a file that ends in .xlsx"),
        (("--xlsx", "x.xlsx", "--example", "northamptonshire"), "is no scenario"),
        (("mine", "--xlsx", "a/b.xlsx"), "give the name of a file in"),
    ],
)
def test_what_makes_no_sense_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    found = run("new", *arguments)
    assert (found.code, said in found.err) == (2, True), found.err
    assert list(tmp_path.iterdir()) == []
