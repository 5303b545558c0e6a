"""`lotdesign check`: is the scenario valid, and does arithmetic alone find it impossible?"""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from lotdesign.cli.exits import Exit
from lotdesign.cli.guard import guarded
from lotdesign.cli.options import Form, Format, Off, Out, Quiet, ScenarioPath, Settings, form_of
from lotdesign.cli.output import check_target, deliver
from lotdesign.cli.reading import read

if TYPE_CHECKING:
    from lotdesign.preflight.note import Note
    from lotdesign.scenario.scenario import Scenario


@guarded
def check(
    scenario: ScenarioPath,
    settings: Settings,
    off: Off,
    form: Format = None,
    out: Out = None,
    quiet: Quiet = False,
) -> Exit:
    """Name every fault of a scenario.

    One that is valid is also looked at for what arithmetic alone can prove.
    """
    check_target(out)
    valid = read(scenario, settings, off)
    from lotdesign.preflight.run import preflight

    notes = tuple(preflight(valid))
    deliver(_text(valid, notes, form_of(form, out)), out, quiet)
    impossible = any(note.level == "impossible" for note in notes)
    return Exit.IMPOSSIBLE if impossible else Exit.DONE


def _text(scenario: "Scenario", notes: "tuple[Note, ...]", form: Form) -> str:
    from lotdesign.report.checked import checked
    from lotdesign.report.markdown import markdown
    from lotdesign.report.plain import plain
    from lotdesign.report.sheet import csv_text, words

    if form == "json":
        return json.dumps(_body(scenario, notes), indent=2, ensure_ascii=False) + "\n"
    if form == "csv":
        rows = ((note.level, words(note.text), words(";".join(note.rules))) for note in notes)
        return csv_text(("level", "text", "rules"), rows)
    page = checked(scenario, notes)
    return markdown(page) if form == "md" else plain(page)


def _body(scenario: "Scenario", notes: "tuple[Note, ...]") -> dict[str, Any]:
    from lotdesign.law.flags import flags

    return {
        "schema": 1,
        "scenario": {"name": scenario.name, "sha256": scenario.sha256},
        "valid": True,
        "impossible": any(note.level == "impossible" for note in notes),
        "notes": [
            {"level": note.level, "text": note.text, "rules": list(note.rules)} for note in notes
        ],
        "law": [asdict(flag) for flag in flags(scenario)],
    }
