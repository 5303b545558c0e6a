"""Terms: services and units that are bought in years of their own."""

from typing import Any

from hypothesis import strategies as st

from tests.brute.case import Doc, Row
from tests.brute.read import read
from tests.brute.years import spans
from tests.strategies.amounts import chance

MOST_YEARS = 6


def set_terms(draw: st.DrawFn, term: Row, rows: list[Row]) -> None:
    """Give services a term of their own, units a first and a last year, or both."""
    how = draw(st.sampled_from(("services", "services", "units", "units", "both", "both")))
    if how != "units":
        entries = _service_terms(draw, sorted({row["service"] for row in rows}))
        term |= {"service": entries} if entries else {}
    if how != "services":
        for row, span in zip(rows, spans(term, rows), strict=True):
            _set_years(draw, row, *span)


def _service_terms(draw: st.DrawFn, services: list[str]) -> list[Row]:
    """Entries of one service or of two; now and then none."""
    left = list(draw(st.permutations(services)))
    entries: list[Row] = []
    while left and not (entries and chance(draw, 3)):
        some = [left.pop() for _ in range(min(len(left), draw(st.sampled_from((1, 1, 2)))))]
        entry: Row = {"services": some, "initial": draw(st.integers(1, 3))}
        if chance(draw, 3):
            entry["extensions"] = draw(st.sampled_from(([1], [1, 1], [2])))
        if chance(draw, 2):
            entry["first_year"] = draw(st.integers(1, 3))
        entries.append(entry)
    return entries


def _set_years(draw: st.DrawFn, row: Row, first: int, last: int) -> None:
    """A first year, a last year, both or none; as a spreadsheet has them, numbers or text."""
    if draw(st.booleans()):
        return
    if draw(st.booleans()):
        first = draw(st.integers(1, last))
        row["first_year"] = _cell(draw, first)
    if draw(st.booleans()):
        last = draw(st.integers(first, max(first, min(last + 2, MOST_YEARS))))
        row["last_year"] = _cell(draw, last)


def _cell(draw: st.DrawFn, year: int) -> Any:
    return draw(st.sampled_from((year, year, str(year))))


def count_years(term: Row, rows: list[Row]) -> int:
    """The last contract year of any unit."""
    return max(last for _, last in spans(term, rows))


def keep_promises(doc: Doc) -> None:
    """Leave out promised savings from the last on, until no year promises more than it has."""
    while doc["money"].get("promised"):
        try:
            read(doc)
        except ValueError:
            doc["money"]["promised"].pop()
        else:
            return
    doc["money"].pop("promised", None)
