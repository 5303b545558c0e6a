"""What a notice gives an import: figures of the scenario, and a unit for each lot."""

from decimal import Decimal

from lotdesign.faults import make_printable
from lotdesign.importing.decisions import MappedNotice
from lotdesign.importing.made_ids import make_id
from lotdesign.importing.notes import ImportNotes
from lotdesign.importing.notices import NoticeLot, PublishedNotice
from lotdesign.importing.payments import name_financial_year
from lotdesign.importing.source_tables import SourceTable
from lotdesign.input.sheet import SheetRow
from lotdesign.words import format_count

_COLUMNS = ("id", "name", "service", "annual_budget", "cpv")
_NEARLY_WHOLE = Decimal("0.02")
"""Years by which a term from day to day may differ from a whole number."""


def guess_from_notice(notice: PublishedNotice, notes: ImportNotes) -> None:
    """Take who buys what, when and for how long, where nobody has decided otherwise."""
    notes.remarks += notice.remarks
    for key, text in (("name", notice.buyer), ("title", notice.title)):
        if text:
            notes.published["authority", key] = text
    if notice.published is not None:
        notes.published["authority", "notice_date"] = notice.published.isoformat()
    starts = [lot.start for lot in notice.lots if lot.start is not None]
    if starts:
        notes.published["authority", "first_year"] = name_financial_year(min(starts))
    terms = {lot.years for lot in notice.lots}
    if len(terms) != 1:
        notes.remarks.append("The lots of the notice have several terms: see [[term.service]].")
        return
    ((first, whole),) = terms
    initial, total = round_years(first), round_years(whole)
    if initial is not None:
        notes.published["term", "initial"] = initial
        if total is not None and total > initial:
            notes.published["term", "extensions"] = [total - initial]


def round_years(years: Decimal | None) -> int | None:
    """Whole years; None for a term that is not nearly whole."""
    if years is None:
        return None
    whole = int(years.to_integral_value())
    return whole if whole and abs(years - whole) <= _NEARLY_WHOLE else None


def build_notice_table(
    file: str, notice: PublishedNotice, decided: MappedNotice, notes: ImportNotes
) -> SourceTable:
    """A table of units, one a lot, as no notice lists anything smaller."""
    with_value = [lot for lot in notice.lots if lot.value is not None]
    if with_value and decided.value is None:
        text = (
            f"the values in {file} are without VAT: of one year, of the first term, or of all "
            "years with extensions?"
        )
        notes.ask(("notice", "value"), text, ("yearly", "initial", "with_extensions"))
    service = decided.service or make_id(notice.title or "service", "_")
    if not decided.service:
        notes.guesses["notice", "service"] = service
    rows = tuple(
        SheetRow(
            number,
            (
                make_id(f"lot {lot.id}"),
                make_printable(lot.title, 200),
                service,
                _find_yearly(lot, decided),
                lot.cpv,
            ),
        )
        for number, lot in enumerate(notice.lots, 1)
    )
    without = len(notice.lots) - len(with_value)
    if without:
        what = format_count(without, "lot")
        notes.remarks.append(f"{file}: {what} without a value (net of VAT).")
    return SourceTable(file, 0, _COLUMNS, iter(rows))


def _find_yearly(lot: NoticeLot, decided: MappedNotice) -> str:
    """Pounds a year as text; "" where the notice does not say, or nobody has said what it means."""
    if lot.value is None or decided.value is None:
        return ""
    first, whole = lot.years
    years = {"yearly": Decimal(1), "initial": first, "with_extensions": whole}[decided.value]
    if years is None:
        return ""
    rounded = round_years(years)
    pence = round(Decimal(lot.value) / (rounded if rounded is not None else years))
    return f"{Decimal(pence) / 100:.2f}"
