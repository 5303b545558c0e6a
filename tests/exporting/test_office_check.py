"""The check by LibreOffice notices what it is there for, and says what is missing."""

import pytest

from tests.exporting import office
from tests.exporting.books import book_of, read_values
from tests.exporting.office import RecalculatedBook, find_differences


def test_a_penny_off_an_error_and_an_empty_cell_are_noticed() -> None:
    found = book_of("tiny/scenario")
    expected = {cell: pence for _, cell, pence in found.lines}
    stored = read_values(found.data)
    values = {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in stored.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if f"{sheet.title}!{cell.coordinate}" in expected
    }
    book = RecalculatedBook("tiny", found.data, expected)
    assert find_differences(book, values) == []
    cell = next(iter(expected))
    for wrong in (float(expected[cell] + 1) / 100, "#NAME?", None, True):
        said = find_differences(book, {**values, cell: wrong})
        assert said
        assert all(cell in sentence for sentence in said)


def test_a_line_a_workbook_and_one_fault_fails_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    books = [RecalculatedBook("good", b"", {"A!A1": 100}), RecalculatedBook("bad", b"", {})]
    monkeypatch.setattr(office, "find_office", lambda: "here")
    monkeypatch.setattr(office, "recalculate", lambda batch: [{"A!A1": 1}, {"A!A2": "#N/A"}])
    assert office.main(books) == 1
    assert capsys.readouterr().out.splitlines() == [
        "good: 1 formulas, 1 amounts, 0 off",
        "bad: 1 formulas, 0 amounts, 1 off",
        "    A!A2: #N/A",
        "2 workbooks recalculated, 1 amounts off",
    ]
    monkeypatch.setattr(office, "recalculate", lambda batch: [{"A!A1": 1}])
    assert office.main(books[:1]) == 0


def test_a_missing_office_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    assert office.main() == 1
    assert capsys.readouterr().out == f"{office.MISSING}\n"
