"""`lotdesign appraise`, `standards`: options ranked by scores; evidence for standards."""

import json
from typing import TYPE_CHECKING, Any

from lotdesign.app.cli.arguments import ResultOptions, ScenarioOptions
from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.app.cli.options import OutputForm, choose_form
from lotdesign.app.cli.output import AnswerForms, OutputOptions, deliver_text, report_answer
from lotdesign.app.cli.terminal import say
from lotdesign.app.cli.wrapper import wrap_command
from lotdesign.faults import Fault, InputFaults

if TYPE_CHECKING:
    from lotdesign.report.standards import StandardsRecord
    from lotdesign.result.model import Result
    from lotdesign.scenario.scenario import Scenario


@wrap_command
def appraise(
    asked: ScenarioOptions,
    target: OutputOptions,
    reading: ResultOptions,
) -> ExitCode:
    """Rank the options by officers' scores, and say how far each weight can move."""
    from lotdesign.app import api
    from lotdesign.report.appraise import (
        summarise_appraisal,
        write_appraisal_csv,
        write_appraisal_page,
    )

    asked.check_paths(target, reading.result)
    valid = asked.read_scenario()
    run = reading.read_verified(valid, target.quiet)
    if run is None:
        return ExitCode.NOT_VERIFIED
    if run.termination == "interrupted" and not run.comparisons:
        say("Stopped by hand before the options were judged.")
        return ExitCode.INTERRUPTED
    told = api.appraise(valid, run).told
    forms = AnswerForms(
        page=lambda: write_appraisal_page(valid, told, run),
        json=told.to_json,
        csv=lambda: write_appraisal_csv(told),
        sentence=lambda: summarise_appraisal(told),
    )
    report_answer(forms, target)
    return ExitCode.DONE


@wrap_command
def standards(
    asked: ScenarioOptions,
    target: OutputOptions,
    reading: ResultOptions,
) -> ExitCode:
    """Print each commissioning standard with the evidence of a run, or that there is none."""
    from lotdesign.report.standards import collect_record

    asked.check_paths(target, reading.result)
    valid = asked.read_scenario()
    if not valid.standards:
        right = "write the standards as [[standard]] with their text; there are none"
        raise InputFaults([Fault("standard", right)])
    run = reading.read_verified(valid, target.quiet)
    if run is None:
        return ExitCode.NOT_VERIFIED
    form = choose_form(target.form, target.out)
    deliver_text(
        _render_standards(valid, run, collect_record(valid, run), form), target.out, target.quiet
    )
    return (
        ExitCode.DONE if run.lots else ExitCode.IMPOSSIBLE if run.proved_by else ExitCode.NONE_FOUND
    )


def _render_standards(
    scenario: "Scenario", result: "Result", found: "StandardsRecord", form: OutputForm
) -> str:
    from lotdesign.report.markdown import write_markdown
    from lotdesign.report.plain_text import write_plain_text
    from lotdesign.report.standards import write_standards_csv, write_standards_page

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
        return write_standards_csv(found)
    page = write_standards_page(found)
    return write_markdown(page) if form == "md" else write_plain_text(page)
