"""`lotdesign evaluate`, `verify`: judges a design; works a result out without the solver."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.exit_codes import UNVERIFIED_REMARK, ExitCode
from lotdesign.app.cli.input_files import read_and_remember, read_design_file, read_result_file
from lotdesign.app.cli.options import (
    REQUIRE_FLAG,
    FormatOption,
    FullOption,
    OffOption,
    OutOption,
    QuietOption,
    RequireOption,
    ScenarioArgument,
    SetOption,
    TextOrJsonOption,
    check_single_stdin,
)
from lotdesign.app.cli.output import (
    OutputOptions,
    check_target,
    deliver_text,
    report_result,
    report_unmet_conditions,
)
from lotdesign.app.cli.terminal import say
from lotdesign.app.cli.wrapper import wrap_command
from lotdesign.faults import UsageError, make_printable

if TYPE_CHECKING:
    from lotdesign.measures.conditions import MeasureCondition
    from lotdesign.result.model import Result, Verification
    from lotdesign.scenario.scenario import Scenario


@wrap_command
def evaluate(
    scenario: ScenarioArgument,
    settings: SetOption,
    off: OffOption,
    option: Annotated[
        str | None, typer.Option(metavar="ID", help="An option of the scenario.")
    ] = None,
    design: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="A result, or a JSON file with lots of unit ids; - is stdin."
        ),
    ] = None,
    form: FormatOption = None,
    out: OutOption = None,
    quiet: QuietOption = False,
    full: FullOption = False,
) -> ExitCode:
    """Judge a design that somebody drew.

    That it breaks a rule is an answer, not a failure.
    """
    from lotdesign.app import api
    from lotdesign.report.page import ReportView

    if (option is None) == (design is None):
        raise UsageError("give one of --option ID and --design FILE")
    check_single_stdin(scenario, design)
    check_target(out)
    drawn = None if design is None else read_design_file(design)
    valid = read_and_remember(scenario, settings, off)
    lots, routes = (None, ()) if drawn is None else (drawn.lots, drawn.routes)
    result = api.evaluate(valid, option=option, design=lots, routes=routes).result
    names = {each.id: each.name or each.id for each in valid.options}
    judged = names.get(option or "") or f"the design in {'stdin' if design == '-' else design}"
    report_result(
        valid, result, ReportView(judged=judged, full=full), OutputOptions(form, out, quiet)
    )
    if not result.verification.ok:
        say(UNVERIFIED_REMARK)
        return ExitCode.NOT_VERIFIED
    return ExitCode.DONE


_LONGEST_FAULT = 1000


@wrap_command
def verify(
    scenario: ScenarioArgument,
    result: Annotated[
        str, typer.Argument(metavar="RESULT", help="A result that solve wrote as JSON; - is stdin.")
    ],
    settings: SetOption,
    off: OffOption,
    require: RequireOption,
    form: TextOrJsonOption = "table",
    out: OutOption = None,
    quiet: QuietOption = False,
) -> ExitCode:
    """Work a result out again, without the solver.

    Every figure, rule and award is checked against the scenario with exact arithmetic, and so are
    conditions.
    """
    from lotdesign.measures.conditions import parse_conditions
    from lotdesign.verify.verify import verify_result

    check_single_stdin(scenario, result)
    check_target(out)
    demanded = parse_conditions(require, REQUIRE_FLAG)
    stated = read_result_file(result)
    valid = read_and_remember(scenario, settings, off)
    found = verify_result(valid, stated)
    text = found.model_dump_json(indent=2) + "\n" if form == "json" else _write_verification(found)
    deliver_text(text, out, quiet)
    return (
        report_unmet_conditions(_list_unmet_conditions(valid, stated, demanded))
        if found.ok
        else ExitCode.NOT_VERIFIED
    )


def _list_unmet_conditions(
    scenario: "Scenario", stated: "Result", demanded: "tuple[MeasureCondition, ...]"
) -> Iterator[str]:
    from lotdesign.report.wording import describe_unmet_condition, inadmissible
    from lotdesign.verify.verify import find_unmet_conditions

    standing = inadmissible(bool(stated.lots), stated.broken, stated.certified)
    for condition, value in find_unmet_conditions(scenario, stated, demanded):
        yield f"{describe_unmet_condition(condition.text, condition.measure, value, standing)}."


def _write_verification(found: "Verification") -> str:
    if found.ok:
        return f"verified: {found.checks:,} checks\n"
    lines = [f"not verified: {len(found.faults)} of {found.checks:,} checks failed"]
    return (
        "\n".join(lines + [f"- {make_printable(fault, _LONGEST_FAULT)}" for fault in found.faults])
        + "\n"
    )
