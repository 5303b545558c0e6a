"""`lotdesign export`: the form by the file's ending or by --as, and nothing where it cannot be."""

import json
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

import lotdesign as ld
from lotdesign.exporting import write_xlsx
from lotdesign.exporting.forms import EXPORT_FORMS
from tests.cli.run import ROOT, run

TINY = ROOT / "examples" / "tiny"
BEGINS = {"xlsx": b"PK", "csv": b"\xef\xbb\xbfid,name", "parquet": b"PAR1"}


@pytest.fixture
def globe(tmp_path: Path) -> Path:
    """A scenario of two units, one of them with a place on the globe."""
    file = tmp_path / "globe.toml"
    file.write_text(
        'schema = 1\n[[units]]\nid = "a"\nname = "A"\nservice = "s"\nannual_budget = 1000.01\n'
        'locality = "p"\nlat = 51.5\nlon = -0.1234567\n[[units]]\nid = "b"\nname = "B"\n'
        'service = "s"\nannual_budget = 2000\n[[localities]]\nid = "p"\nname = "P"\n'
        '[[rule]]\nid = "apart"\nkind = "apart"\nunits = ["a", "b"]\n',
        encoding="utf-8",
    )
    return file


@pytest.mark.parametrize("form", BEGINS)
def test_the_ending_says_which_form(form: str, tmp_path: Path) -> None:
    out = tmp_path / f"design.{form.upper()}"
    said = run("export", TINY, "--out", out, "--quiet")
    assert (said.code, said.out, said.err) == (0, "", "")
    assert out.read_bytes().startswith(BEGINS[form])


def test_as_wins_over_the_ending(tmp_path: Path) -> None:
    out = tmp_path / "design.xlsx"
    assert run("export", TINY, "--out", out, "--as", "csv", "--plain", "--quiet").code == 0
    assert out.read_text(encoding="utf-8").startswith("id,name")
    assert out.read_text(encoding="utf-8") == run("export", TINY, "--as", "csv", "--quiet").out[1:]


def test_the_table_has_the_figures_of_the_result(tmp_path: Path) -> None:
    result, out = ld.solve(ld.load(TINY), context=False).result, tmp_path / "lots.parquet"
    assert run("export", TINY, "--out", out, "--quiet").code == 0
    frame = pl.read_parquet(out)
    assert frame["units"].to_list() == [";".join(lot.units) for lot in result.lots]
    for name, pence in (
        ("cost_to_council", [lot.whole_life_pence for lot in result.lots]),
        ("paid_to_provider", [sum(lot.paid_pence) for lot in result.lots]),
        ("gross_year_1", [lot.gross_pence[0] for lot in result.lots]),
    ):
        assert [int(each * 100) for each in frame[name]] == pence
    said = run("export", TINY, "--as", "csv", "--quiet").out.removeprefix("\ufeff")
    assert said.splitlines()[0].split(",") == frame.columns
    assert f"{frame['cost_to_council'][0]}" in said


def test_a_result_is_taken_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("solve", TINY, "--out", "result.json", "--quiet").code == 0
    said = run("export", TINY, "--result", "result.json", "--out", "book.xlsx")
    assert (said.code, said.faults) == (0, ["Written to 'book.xlsx'."])
    assert load_workbook("book.xlsx").sheetnames[:2] == ["About", "Inputs"]


def test_a_result_of_another_scenario_is_refused(tmp_path: Path) -> None:
    result, out = tmp_path / "result.json", tmp_path / "book.xlsx"
    assert run("solve", TINY, "--out", result, "--quiet").code == 0
    settings = ("--set", "money.procurement=1")
    said = run("export", TINY, *settings, "--result", result, "--out", out, "--quiet")
    assert said.code == 7
    assert not out.exists()


def test_settings_change_what_is_written(tmp_path: Path) -> None:
    said = run("export", TINY, "--as", "csv", "--quiet", "--set", "money.contract_management=1")
    assert said.out != run("export", TINY, "--as", "csv", "--quiet").out


def test_the_map_has_a_feature_a_lot_and_none_where_nothing_is_known(globe: Path) -> None:
    said = run("export", globe, "--as", "geojson", "--quiet")
    body = json.loads(said.out)
    assert (said.code, body["type"]) == (0, "FeatureCollection")
    first, second = body["features"]
    places = {"type": "MultiPoint", "coordinates": [[-0.123457, 51.5]]}
    assert (first["geometry"], second["geometry"]) == (places, None)
    assert first["properties"]["units"] == ["a"]
    assert first["properties"]["market_value"] == 1000.01


def test_no_map_of_a_plane() -> None:
    said = run("export", TINY, "--as", "geojson", "--quiet")
    assert (said.code, said.out) == (3, "")
    assert said.faults == [
        "units: give lat and lon to units or localities; without them a map cannot be written"
    ]


@pytest.mark.parametrize(
    ("flags", "right"),
    [
        (("--out", "x.txt"), "--out 'x.txt': give a file that ends in .xlsx, .csv, .parquet,"),
        ((), "--out: give a file that ends in"),
        (("--as", "xlsx"), "--as xlsx: give a file, for example --out design.xlsx"),
        (("--as", "parquet", "--out", "-"), "--as parquet: give a file"),
        (("--as", "xlxs"), "--as 'xlxs': did you mean 'xlsx'?"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_read(flags: tuple[str, ...], right: str) -> None:
    said = run("export", "no such folder", *flags)
    assert said.code == 2
    assert len(said.faults) == 1
    assert said.err.startswith(f"lotdesign: {right}")


def test_without_the_package_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_xlsx, "find_spec", lambda name: None)
    said = run("export", "no such folder", "--out", tmp_path / "x.xlsx")
    assert (said.code, said.faults) == (2, [f"lotdesign: {write_xlsx.OFFICE_MISSING}"])
    assert run("export", TINY, "--out", tmp_path / "x.csv", "--quiet").code == 0


def test_nothing_is_written_where_no_design_is_possible(tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    too_much = ROOT / "examples" / "central-bedfordshire" / "too-much.toml"
    said = run("export", too_much, "--out", out, "--quiet")
    assert said.code == 4
    assert said.faults == [
        "No design keeps all rules, so there is nothing to export: see lotdesign explain."
    ]
    assert not out.exists()


OTHERS = {
    "solve tiny": "pdf docx html xlsx parquet geojson",
    "check tiny": "pdf docx html xlsx parquet geojson",
    "verify tiny result.json": "pdf docx html xlsx parquet geojson",
    "atlas tiny": "pdf docx html xlsx geojson",
    "sweep tiny --vary market.small_needed=1": "pdf docx html xlsx geojson",
    "compare result.json result.json": "pdf docx html xlsx parquet geojson",
    "diff result.json result.json": "pdf docx html xlsx parquet geojson",
    "framework northamptonshire": "pdf docx html xlsx parquet geojson",
    "bench tiny": "pdf docx html xlsx parquet geojson",
    "schema": "pdf docx html xlsx parquet geojson",
}
"""Other commands, and the endings that they do not write."""


@pytest.mark.parametrize(
    ("command", "ending"), [(c, e) for c, endings in OTHERS.items() for e in endings.split()]
)
def test_no_text_under_the_name_of_another_kind_of_file(
    command: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before, `solve --out x.pdf` wrote a text table under that name."""
    monkeypatch.chdir(tmp_path)
    said = run(*command.split(), "--out", f"x.{ending.upper()}")
    writer = "report" if ending in ("pdf", "docx", "html") else "export"
    assert (said.code, said.out) == (2, "")
    assert said.faults == [
        f"lotdesign: --out 'x.{ending.upper()}': this command writes no .{ending} file; "
        f"for the best design use lotdesign {writer}"
    ]


def test_a_form_that_is_asked_for_wins(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    assert run("solve", TINY, "--out", out, "--format", "json", "--quiet").code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["status"] == "optimal"
    result = tmp_path / "result.json"
    assert run("solve", TINY, "--out", result, "--quiet").code == 0
    said = run("verify", TINY, result, "--out", tmp_path / "y.pdf", "--format", "table", "--quiet")
    assert said.code == 0


def test_the_call_writes_the_same_files(tmp_path: Path) -> None:
    scenario = ld.load(TINY)
    result = ld.solve(scenario, context=False).result
    for form in EXPORT_FORMS:
        if form in ("geojson", "ocds"):  # tiny has no place on the globe, and no notice
            continue
        ours, theirs = tmp_path / f"ours.{form}", tmp_path / f"theirs.{form}"
        ld.export(scenario, ours, result)
        assert run("export", TINY, "--out", theirs, "--quiet").code == 0
        assert ours.read_bytes() == theirs.read_bytes()
    ld.export(scenario, tmp_path / "x", form="csv", plain=True)
    assert (tmp_path / "x").read_bytes().startswith(b"id,")
