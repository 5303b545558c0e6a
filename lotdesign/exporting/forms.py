"""The forms in which a design is exported, and the file of each."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

from lotdesign.exporting.award_evaluation import NO_DESIGN
from lotdesign.exporting.write_xlsx import check_office
from lotdesign.faults import Fault, InputFaults, UsageError, quote_text
from lotdesign.notices.release_checks import check_schema_is_there
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import join_words

ExportForm = Literal["xlsx", "csv", "parquet", "geojson", "ocds"]

EXPORT_FORMS: tuple[ExportForm, ...] = get_args(ExportForm)
TEXT_FORMS: frozenset[ExportForm] = frozenset({"csv", "geojson", "ocds"})
"""Forms that may go to a screen."""

_BY_ENDING: Mapping[str, ExportForm] = {
    "json" if form == "ocds" else form: form for form in EXPORT_FORMS
}


def choose_export_form(form: ExportForm | None, out: str | None) -> ExportForm:
    """The form asked for, or the one that the file's ending stands for; raises UsageError."""
    if form is not None:
        return form
    ending = (out or "").rpartition(".")[2].lower()
    if ending in _BY_ENDING:
        return _BY_ENDING[ending]
    known = join_words([f".{each}" for each in _BY_ENDING], "or")
    where = "--out" if out is None else f"--out {quote_text(out)}"
    raise UsageError(f"{where}: give a file that ends in {known}, or say which form with --as")


def check_form(form: ExportForm) -> None:
    """Raise UsageError where what the form needs is not installed."""
    if form == "xlsx":
        check_office()
    if form == "ocds":
        check_schema_is_there()


def write_export(
    scenario: Scenario,
    result: Result,
    form: ExportForm,
    *,
    plain: bool = False,
    path: str | Path | None = None,
) -> bytes:
    """The file of a result in a form; `plain` CSV begins without a byte-order mark.

    `path` is where the scenario was read, for the boundaries that a map shows. Raises InputFaults
    for a result without a design, or a map without places; UsageError where what the form needs is
    not installed.
    """
    if not result.lots:
        raise InputFaults([Fault("result", NO_DESIGN)])
    if form == "xlsx":
        from lotdesign.exporting.workbook import build_workbook
        from lotdesign.exporting.write_xlsx import write_xlsx

        return write_xlsx(build_workbook(scenario, result).draft, scenario.authority.title)
    if form == "ocds":
        from lotdesign.notices.release import write_release

        return write_release(scenario, result).encode()
    if form == "geojson":
        from lotdesign.exporting.geojson import write_geojson
        from lotdesign.exporting.lot_areas import read_boundaries

        return write_geojson(scenario, result, read_boundaries(path)).encode()
    from lotdesign.exporting.lot_table import (
        BYTE_ORDER_MARK,
        write_lot_table_csv,
        write_lot_table_parquet,
    )

    if form == "parquet":
        return write_lot_table_parquet(result)
    return f"{'' if plain else BYTE_ORDER_MARK}{write_lot_table_csv(result)}".encode()
