"""Lots as CSV."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from lotdesign.report.result_report import render_result
from lotdesign.report.spreadsheet import escape_cell
from tests.report.factory import result, town


def test_a_row_a_lot_under_a_header(tmp_path: Path) -> None:
    scenario = town(tmp_path)
    found = result(scenario, (0, 1), (2,))
    rows = list(csv.DictReader(StringIO(render_result(scenario, found, "csv"))))
    assert [row["units"] for row in rows] == ["north;south", "work"]
    assert float(rows[0]["paid_year_1"]) * 100 == found.lots[0].paid_pence[0]
    assert rows[1]["accessible"] == "yes"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_cell_of_text_is_a_formula(text: str) -> None:
    assert escape_cell(text).startswith("'")
    assert "\t" not in escape_cell(text)
