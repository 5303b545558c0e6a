"""`lotdesign evaluate`, `verify`: judge a design; work a result out without the solver."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from lotdesign.app.cli.arguments import DesignOptions, ScenarioOptions, SearchOptions
from lotdesign.app.cli.condition_files import ReportOption, parse_condition_files
from lotdesign.app.cli.driver import answer_question
from lotdesign.app.cli.exit_codes import (
    ExitCode,
    choose_evaluate_exit,
    choose_prove_exit,
    choose_verify_exit,
)
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
    TimeLimitOption,
)
from lotdesign.app.cli.output import OutputOptions
from lotdesign.faults import UsageError

if TYPE_CHECKING:
    from lotdesign.app.cli.exit_codes import Verdict
    from lotdesign.measures.conditions import MeasureCondition
    from lotdesign.report.condition_reports import ConditionCheck
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
    report: ReportOption,
    prove: Annotated[
        bool, typer.Option("--prove", help="Also ask the engines to prove it again.")
    ] = False,
    time_limit: TimeLimitOption = None,
    form: TextOrJsonOption = None,
    out: OutOption = None,
    quiet: QuietOption = False,
) -> ExitCode:
    """Check a result without the solver.

    Every figure, rule and award is worked out again from the scenario in exact arithmetic, and so
    are conditions and a bound certificate.
    """
    from lotdesign.measures.conditions import parse_conditions
    from lotdesign.report.verification import build_verification_forms
    from lotdesign.verify.verify import verify_result

    if time_limit is not None and not prove:
        raise UsageError("--time-limit is for --prove: nothing else takes long")
    source = ScenarioOptions(scenario, settings, off)
    output = OutputOptions(form, out, quiet)
    search = SearchOptions(time_limit) if prove else None
    reports = parse_condition_files(report)
    conditions = parse_conditions(require, REQUIRE_FLAG)

    def ask(scenario: "Scenario") -> _VerifyAnswer:
        stated = read_result_file(result)
        if prove and stated.robust is not None:
            raise UsageError(
                "--prove is for results of solve: a result of robust is not asked again"
            )
        outcome = verify_result(scenario, stated)
        again = None
        if outcome.ok:
            again = None if search is None else _ask_again(scenario, search, quiet)
            outcome = _add_proofs(outcome, stated, again)
        checks = tuple(_list_checks(result, scenario, stated, conditions, outcome))
        for each in reports:
            each.write("verify", checks, quiet)
        return _VerifyAnswer(outcome, checks, again)

    return answer_question(
        source,
        output,
        ask,
        lambda scenario, answer: build_verification_forms(answer.verification),
        _choose_exit,
        inputs=(result,),
    )


class _VerifyAnswer(NamedTuple):
    """What was checked, each condition, and the answer of the engines where they were asked."""

    verification: "Verification"
    checks: "tuple[ConditionCheck, ...]"
    again: "Result | None"


def _choose_exit(answer: _VerifyAnswer) -> "Verdict":
    unmet = [f"{each.failure}." for each in answer.checks if each.failure]
    verdict = choose_verify_exit(answer.verification, unmet)
    return verdict if answer.again is None else choose_prove_exit(verdict, answer.again)


def _ask_again(scenario: "Scenario", search: SearchOptions, quiet: bool) -> "Result":
    """The answer of both engines, each on its own, that are asked the whole question again."""
    from lotdesign.app import api

    return search.run(
        lambda listen: (
            api.solve(
                scenario,
                time_limit=search.seconds_left,
                engine="both",
                context=False,
                listen=listen,
            ).result
        ),
        quiet,
    )


def _add_proofs(
    outcome: "Verification", stated: "Result", again: "Result | None"
) -> "Verification":
    """Say what the proof rests on; where engines were asked again they may contradict it."""
    from lotdesign.verify.proofs import find_contradictions, list_proofs

    faults = () if again is None else tuple(find_contradictions(stated, again))
    if faults:
        return outcome.model_copy(update={"ok": False, "faults": faults})
    return outcome.model_copy(update={"proofs": list_proofs(stated, again)})


def _list_checks(
    path: str,
    scenario: "Scenario",
    stated: "Result",
    conditions: "tuple[MeasureCondition, ...]",
    outcome: "Verification",
) -> "Iterator[ConditionCheck]":
    """Whether the figures of a result come out again, then each condition, if they do."""
    from lotdesign.report.condition_reports import ConditionCheck
    from lotdesign.report.wording import describe_unmet_condition, explain_inadmissibility
    from lotdesign.verify.verify import find_unmet_conditions

    place = ("stdin", "") if path == "-" else (path, path)
    yield ConditionCheck(*place, "verified", "; ".join(outcome.faults))
    if not outcome.ok:
        yield from (ConditionCheck(*place, each.text, skipped=True) for each in conditions)
        return
    standing = explain_inadmissibility(bool(stated.lots), stated.broken, stated.certified)
    unmet = dict(find_unmet_conditions(scenario, stated, conditions))
    for each in conditions:
        why = ""
        if each in unmet:
            why = describe_unmet_condition(each.text, each.measure, unmet[each], standing)
        yield ConditionCheck(*place, each.text, why)
