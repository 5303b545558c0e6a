"""`lotdesign standards`: the record of commissioning standards with what a run shows."""

import json
from typing import TYPE_CHECKING, Any

from lotdesign.cli.asking import Asked
from lotdesign.cli.exits import Exit
from lotdesign.cli.guard import guarded
from lotdesign.cli.options import Form, form_of
from lotdesign.cli.output import deliver
from lotdesign.cli.reporting import Target
from lotdesign.cli.running import Run
from lotdesign.faults import Fault, InputFaults

if TYPE_CHECKING:
    from lotdesign.report.standards import Record
    from lotdesign.result.model import Result
    from lotdesign.scenario.scenario import Scenario


@guarded
def standards(
    asked: Asked,
    target: Target,
    reading: Run,
) -> Exit:
    """Print each commissioning standard with the evidence of a run, or that there is none."""
    from lotdesign.report.standards import record

    asked.check(target, reading.result)
    valid = asked.read()
    if not valid.standards:
        right = "write the standards as [[standard]] with their text; there are none"
        raise InputFaults([Fault("standard", right)])
    run = reading.checked(valid, target.quiet)
    if run is None:
        return Exit.NOT_VERIFIED
    form = form_of(target.form, target.out)
    deliver(_text(valid, run, record(valid, run), form), target.out, target.quiet)
    return Exit.DONE if run.lots else Exit.IMPOSSIBLE if run.proved_by else Exit.NONE_FOUND


def _text(scenario: "Scenario", result: "Result", found: "Record", form: Form) -> str:
    from lotdesign.report.markdown import markdown
    from lotdesign.report.plain import plain
    from lotdesign.report.standards import standards_csv, standards_page

    if form == "json":
        body: dict[str, Any] = {
            "schema": 1,
            "scenario": {"name": scenario.name, "sha256": scenario.sha256},
            "standards": [
                {"text": text, "source": source, "evidence": told} for text, source, told in found
            ],
        }
        return json.dumps(body, indent=2, ensure_ascii=False) + "\n"
    if form == "csv":
        return standards_csv(found)
    page = standards_page(found)
    return markdown(page) if form == "md" else plain(page)
