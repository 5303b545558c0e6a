"""The call that writes a design for other programs."""

from pathlib import Path

from lotdesign.app.api.solving import solve
from lotdesign.events import EventListener, ignore_event
from lotdesign.exporting.forms import ExportForm
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario


def export(
    scenario: Scenario,
    out: str | Path,
    result: Result | None = None,
    *,
    form: ExportForm | None = None,
    plain: bool = False,
    path: str | Path | None = None,
    listen: EventListener = ignore_event,
) -> None:
    """Write a design to a file: a workbook with formulas, a table of the lots, a map, a release.

    `result` is a verified result of this scenario; without it the scenario is solved. The form is
    "xlsx", "csv", "parquet", "geojson" or "ocds"; left out, the ending says it. `plain` CSV begins
    without a byte-order mark. With the `path` of a scenario that names boundaries a map shows the
    areas of the lots, not only points. Amounts in the files are pounds. Raises UsageError for
    another ending, a file that cannot be written, or a missing package; InputFaults where there is
    no design, no place for a map, or what a release needs is missing.
    """
    from lotdesign.atomic_files import save_bytes
    from lotdesign.exporting.forms import check_form, choose_export_form, write_export

    chosen = choose_export_form(form, str(out))
    check_form(chosen)
    run = solve(scenario, context=False, listen=listen).result if result is None else result
    save_bytes(write_export(scenario, run, chosen, plain=plain, path=path), out)
