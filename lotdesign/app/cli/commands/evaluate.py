"""`lotdesign evaluate`, `verify`: judge a design; work a result out without the solver."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.arguments import DesignOptions, ScenarioOptions
from lotdesign.app.cli.driver import answer_question
from lotdesign.app.cli.exit_codes import ExitCode, choose_evaluate_exit, choose_verify_exit
from lotdesign.app.cli.input_files import read_result_file
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
)
from lotdesign.app.cli.output import OutputOptions
from lotdesign.faults import UsageError

if TYPE_CHECKING:
    from lotdesign.measures.conditions import MeasureCondition
    from lotdesign.report.forms import AnswerForms
    from lotdesign.result.model import Result, Verification
    from lotdesign.scenario.scenario import Scenario


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

    A broken rule is an answer, not a failure.
    """
    from lotdesign.app import api
    from lotdesign.report.page import ReportView
    from lotdesign.report.result_report import build_result_forms

    if (option is None) == (design is None):
        raise UsageError("give one of --option ID and --design FILE")
    given = DesignOptions(option, design)

    def build_forms(scenario: "Scenario", result: "Result") -> "AnswerForms":
        names = {each.id: each.name or each.id for each in scenario.options}
        judged = names.get(option or "") or f"the design in {'stdin' if design == '-' else design}"
        return build_result_forms(scenario, result, ReportView(judged=judged, full=full))

    return answer_question(
        ScenarioOptions(scenario, settings, off),
        OutputOptions(form, out, quiet),
        lambda scenario: api.evaluate(scenario, **given.read_lots()).result,
        build_forms,
        choose_evaluate_exit,
        inputs=(design,),
    )


def verify(
    scenario: ScenarioArgument,
    result: Annotated[
        str, typer.Argument(metavar="RESULT", help="A result that solve wrote as JSON; - is stdin.")
    ],
    settings: SetOption,
    off: OffOption,
    require: RequireOption,
    form: TextOrJsonOption = None,
    out: OutOption = None,
    quiet: QuietOption = False,
) -> ExitCode:
    """Check a result without the solver.

    Every figure, rule and award is worked out again from the scenario in exact arithmetic, and so
    are conditions.
    """
    from lotdesign.measures.conditions import parse_conditions
    from lotdesign.report.verification import build_verification_forms
    from lotdesign.verify.verify import verify_result

    conditions = parse_conditions(require, REQUIRE_FLAG)

    def ask(scenario: "Scenario") -> "tuple[Verification, list[str]]":
        stated = read_result_file(result)
        outcome = verify_result(scenario, stated)
        unmet = _list_unmet_conditions(scenario, stated, conditions) if outcome.ok else ()
        return outcome, list(unmet)

    return answer_question(
        ScenarioOptions(scenario, settings, off),
        OutputOptions(form, out, quiet),
        ask,
        lambda scenario, outcome: build_verification_forms(outcome[0]),
        lambda outcome: choose_verify_exit(*outcome),
        inputs=(result,),
    )


def _list_unmet_conditions(
    scenario: "Scenario", stated: "Result", conditions: "tuple[MeasureCondition, ...]"
) -> Iterator[str]:
    from lotdesign.report.wording import describe_unmet_condition, explain_inadmissibility
    from lotdesign.verify.verify import find_unmet_conditions

    standing = explain_inadmissibility(bool(stated.lots), stated.broken, stated.certified)
    for condition, value in find_unmet_conditions(scenario, stated, conditions):
        yield f"{describe_unmet_condition(condition.text, condition.measure, value, standing)}."
