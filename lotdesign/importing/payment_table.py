"""Reads a spending table: payments by payee and financial year."""

from collections.abc import Iterator, Mapping
from datetime import date

from lotdesign.faults import Fault
from lotdesign.importing.column_maps import PAYMENT_COLUMNS, ColumnMap, find_columns
from lotdesign.importing.decisions import MappedPayments
from lotdesign.importing.notes import ImportNotes
from lotdesign.importing.payments import (
    Payment,
    PaymentSum,
    parse_payment_amount,
    parse_payment_day,
    sum_payments,
)
from lotdesign.importing.source_tables import SourceTable
from lotdesign.words import format_count, format_pounds

_FIRST_MONTH, _LAST_MONTH = 4, 3


def read_payments(
    table: SourceTable, mapped: MappedPayments, notes: ImportNotes
) -> tuple[str, Mapping[str, PaymentSum]]:
    """The financial year that counts, and payee -> what it was paid in it; "" while it is open."""
    found = find_columns("spend", notes.map_file, table, mapped, PAYMENT_COLUMNS)
    columns = notes.add_columns("spend", table, found)
    if found.questions or found.faults:
        return "", {}
    faults: list[Fault] = []
    counts = {"rows": 0, "blank": 0, "other": 0}
    by_year = sum_payments(_iterate_payments(table, columns, faults, counts))
    notes.add_row_faults(faults, table.file)
    notes.read.append(f"{table.file}: {format_count(counts['rows'], 'payment')}.")
    if counts["other"]:
        what = format_count(counts["other"], "payment")
        notes.left_out.append(f"{table.file}: {what} of other sorts, as spend.only says.")
    if counts["blank"]:
        what = format_count(counts["blank"], "row")
        notes.left_out.append(f"{table.file}: {what} without a payee or an amount, as totals are.")
    year = mapped.year or _guess_year(by_year)
    if not year or year not in by_year:
        _ask_year(table.file, by_year, mapped, notes)
        return "", {}
    if mapped.year is None:
        notes.guesses["spend", "year"] = year
    total = format_pounds(sum(each.amount for each in by_year[year].values()))
    first, last = _find_ends(by_year[year])
    notes.read.append(
        f"{table.file}: {total} in {year} to {format_count(len(by_year[year]), 'payee')}, from "
        f"{first.isoformat()} to {last.isoformat()}."
    )
    if not _is_whole(by_year[year]):
        notes.remarks.append(
            f"{table.file}: payments of {year} run from {first.isoformat()} to {last.isoformat()} "
            "only; budgets that are taken from them are too small for a year."
        )
    return year, by_year[year]


def _iterate_payments(
    table: SourceTable, columns: ColumnMap, faults: list[Fault], counts: dict[str, int]
) -> Iterator[Payment]:
    for row in table.rows:
        if not columns.is_wanted(row):
            counts["other"] += 1
            continue
        payee, amount, day = (columns.read(row, each) for each in ("payee", "amount", "date"))
        if not payee or not amount:
            counts["blank"] += 1
            continue
        try:
            payment = Payment(payee, parse_payment_amount(amount), parse_payment_day(day))
        except ValueError as error:
            wrong = day if "a day" in str(error) else amount
            faults.append(Fault(f"{table.file}, row {row.number}", str(error), wrong))
            continue
        counts["rows"] += 1
        yield payment


def _guess_year(by_year: Mapping[str, Mapping[str, PaymentSum]]) -> str:
    """The latest year that is whole; "" where none is."""
    return max((year for year, payees in by_year.items() if _is_whole(payees)), default="")


def _find_ends(payees: Mapping[str, PaymentSum]) -> tuple[date, date]:
    return min(each.first for each in payees.values()), max(each.last for each in payees.values())


def _is_whole(payees: Mapping[str, PaymentSum]) -> bool:
    """Whether payments run from April to March."""
    first, last = _find_ends(payees)
    return first.month == _FIRST_MONTH and last.month == _LAST_MONTH


def _ask_year(
    file: str,
    by_year: Mapping[str, Mapping[str, PaymentSum]],
    mapped: MappedPayments,
    notes: ImportNotes,
) -> None:
    if not by_year:
        notes.faults.append(Fault(file, "holds no payment that counts"))
    elif mapped.year is not None:
        where = f"{notes.map_file}, spend.year"
        right = f"{file} has payments of {', '.join(by_year)}"
        notes.faults.append(Fault(where, right, mapped.year))
    else:
        text = f"no financial year of {file} has payments from April to March; which one counts?"
        notes.ask(("spend", "year"), text, tuple(by_year))
