"""`lotdesign appraise`, `standards`: options ranked by scores; evidence for standards."""

from typing import TYPE_CHECKING

from lotdesign.app.cli.arguments import ResultOptions, ScenarioOptions
from lotdesign.app.cli.driver import answer_question
from lotdesign.app.cli.exit_codes import ExitCode, NoAnswer, choose_standards_exit
from lotdesign.app.cli.output import OutputOptions
from lotdesign.faults import Fault, InputFaults

if TYPE_CHECKING:
    from lotdesign.result.appraised import AppraiseAnswer
    from lotdesign.result.model import Result
    from lotdesign.scenario.scenario import Scenario


def appraise(source: ScenarioOptions, output: OutputOptions, start: ResultOptions) -> ExitCode:
    """Rank the options by officers' scores, and say how far each weight can move."""
    from lotdesign.app import api
    from lotdesign.report.appraise import build_appraisal_forms

    def ask(scenario: "Scenario") -> "tuple[AppraiseAnswer, Result]":
        result = start.read_verified(scenario, output.quiet)
        if result.termination == "interrupted" and not result.comparisons:
            sentence = "Stopped by hand before the options were judged."
            raise NoAnswer(ExitCode.INTERRUPTED, sentence)
        return api.appraise(scenario, result).told, result

    return answer_question(
        source,
        output,
        ask,
        lambda scenario, outcome: build_appraisal_forms(scenario, *outcome),
        inputs=(start.result,),
    )


def standards(source: ScenarioOptions, output: OutputOptions, start: ResultOptions) -> ExitCode:
    """Print each commissioning standard with the evidence of a run, or that there is none."""
    from lotdesign.report.standards import build_standards_forms

    def ask(scenario: "Scenario") -> "Result":
        if not scenario.standards:
            right = "write the standards as [[standard]] with their text; there are none"
            raise InputFaults([Fault("standard", right)])
        return start.read_verified(scenario, output.quiet)

    return answer_question(
        source,
        output,
        ask,
        build_standards_forms,
        choose_standards_exit,
        inputs=(start.result,),
    )
