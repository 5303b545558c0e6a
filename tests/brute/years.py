"""From which contract year to which each unit and each lot is bought (section 2)."""

from collections.abc import Iterable
from typing import Any

from tests.brute.case import Row, Unit
from tests.brute.exact import is_blank

Span = tuple[int, int]  # first and last contract year, both counted in


def spans(term: Row, rows: list[Row]) -> list[Span]:
    """The years of every unit of the table."""
    usual = (1, _length(term))
    by_service: dict[str, Span] = {}
    for entry in term.get("service", []):
        for service in entry["services"]:
            if service in by_service or all(row["service"] != service for row in rows):
                raise ValueError(f"{service} has another term already, or there is none of it")
            first = int(entry.get("first_year", 1))
            by_service[service] = (first, first + _length(entry) - 1)
    found = [_span(row, *by_service.get(row["service"], usual)) for row in rows]
    if any(first > last for first, last in found):
        raise ValueError("a unit that ends before it begins")
    return found


def _length(entry: Row) -> int:
    return int(entry["initial"]) + sum(int(years) for years in entry.get("extensions", []))


def _span(row: Row, first: int, last: int) -> Span:
    return _year(row.get("first_year"), first), _year(row.get("last_year"), last)


def _year(cell: Any, otherwise: int) -> int:
    return otherwise if is_blank(cell) else int(cell)


def of_lot(units: Iterable[Unit]) -> Span:
    """From the first to the last year in which one of its units is bought."""
    held = list(units)
    return min(unit.first for unit in held), max(unit.last for unit in held)
