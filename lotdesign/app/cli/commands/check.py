"""`lotdesign check`: is the scenario valid, and does arithmetic alone prove it impossible?"""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.app.cli.input_files import read_and_remember
from lotdesign.app.cli.options import (
    FormatOption,
    OffOption,
    OutOption,
    OutputForm,
    QuietOption,
    ScenarioArgument,
    SetOption,
    choose_form,
)
from lotdesign.app.cli.output import check_target, deliver_text
from lotdesign.app.cli.wrapper import wrap_command

if TYPE_CHECKING:
    from lotdesign.preflight import PreflightFinding
    from lotdesign.scenario.scenario import Scenario


@wrap_command
def check(
    scenario: ScenarioArgument,
    settings: SetOption,
    off: OffOption,
    form: FormatOption = None,
    out: OutOption = None,
    quiet: QuietOption = False,
) -> ExitCode:
    """Name every fault of a scenario.

    One that is valid is also looked at for what arithmetic alone can prove.
    """
    check_target(out)
    valid = read_and_remember(scenario, settings, off)
    from lotdesign.preflight import run_preflight

    notes = tuple(run_preflight(valid))
    deliver_text(_render_notes(valid, notes, choose_form(form, out)), out, quiet)
    impossible = any(note.level == "impossible" for note in notes)
    return ExitCode.IMPOSSIBLE if impossible else ExitCode.DONE


def _render_notes(
    scenario: "Scenario", notes: "tuple[PreflightFinding, ...]", form: OutputForm
) -> str:
    from lotdesign.report.check import write_check_page
    from lotdesign.report.markdown import write_markdown
    from lotdesign.report.plain_text import write_plain_text
    from lotdesign.report.spreadsheet import escape_cell, write_csv

    if form == "json":
        return json.dumps(_build_json(scenario, notes), indent=2, ensure_ascii=False) + "\n"
    if form == "csv":
        rows = (
            (note.level, escape_cell(note.text), escape_cell(";".join(note.rules)))
            for note in notes
        )
        return write_csv(("level", "text", "rules"), rows)
    page = write_check_page(scenario, notes)
    return write_markdown(page) if form == "md" else write_plain_text(page)


def _build_json(scenario: "Scenario", notes: "tuple[PreflightFinding, ...]") -> dict[str, Any]:
    from lotdesign.law.flags import find_law_flags

    return {
        "schema": 1,
        "scenario": {"name": scenario.name, "sha256": scenario.sha256},
        "valid": True,
        "impossible": any(note.level == "impossible" for note in notes),
        "notes": [
            {"level": note.level, "text": note.text, "rules": list(note.rules)} for note in notes
        ],
        "law": [asdict(flag) for flag in find_law_flags(scenario)],
    }
