"""`lotdesign export`: a design as a workbook with formulas, a table, a map or a release."""

from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.arguments import ResultOptions, ScenarioOptions
from lotdesign.app.cli.exit_codes import ExitCode, NoAnswer, choose_solve_exit
from lotdesign.app.cli.options import OutOption, QuietOption, build_choice_parser
from lotdesign.app.cli.output import STDOUT_PATH, OutputOptions, deliver_export
from lotdesign.app.cli.terminal import say
from lotdesign.exporting.forms import (
    EXPORT_FORMS,
    TEXT_FORMS,
    ExportForm,
    check_form,
    choose_export_form,
    write_export,
)
from lotdesign.faults import UsageError

if TYPE_CHECKING:
    from lotdesign.result.model import Result


def export(
    source: ScenarioOptions,
    start: ResultOptions,
    form: Annotated[
        ExportForm | None,
        typer.Option(
            "--as",
            parser=build_choice_parser("--as", *EXPORT_FORMS),
            metavar="|".join(EXPORT_FORMS),
            help="The form. Left out: as FILE's ending says.",
        ),
    ] = None,
    out: OutOption = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="CSV without the byte-order mark.")
    ] = False,
    quiet: QuietOption = False,
) -> ExitCode:
    """Write the best design, or a result: a workbook, a table, a map or a release."""
    chosen = choose_export_form(form, out)
    if out in (None, STDOUT_PATH) and chosen not in TEXT_FORMS:
        raise UsageError(f"--as {chosen}: give a file, for example --out design.{chosen}")
    check_form(chosen)
    source.check_paths(OutputOptions(None, out, quiet), start.result, writes=EXPORT_FORMS)
    scenario = source.read_scenario()
    result = start.read_verified(scenario, quiet, context=False)
    if not result.lots:
        raise _explain_no_design(result)
    data = write_export(scenario, result, chosen, plain=plain, path=source.scenario)
    deliver_export(data, out, quiet)
    if start.result is not None:
        return ExitCode.DONE
    verdict = choose_solve_exit(result)
    for remark in () if quiet else verdict.remarks:
        say(remark)
    return verdict.code


def _explain_no_design(result: "Result") -> NoAnswer:
    """No file is written where there is no design."""
    if result.status == "infeasible":
        sentence = "No design keeps all rules, so there is nothing to export: see lotdesign explain"
        return NoAnswer(ExitCode.IMPOSSIBLE, f"{sentence}.")
    return NoAnswer(ExitCode.NONE_FOUND, "No design has been found, so there is nothing to export.")
