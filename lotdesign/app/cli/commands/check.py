"""`lotdesign check`: is the scenario valid, and does arithmetic alone prove it impossible?"""

from lotdesign.app.cli.arguments import ScenarioOptions
from lotdesign.app.cli.driver import answer_question
from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.app.cli.output import OutputOptions


def check(source: ScenarioOptions, output: OutputOptions) -> ExitCode:
    """List every fault in a scenario.

    A valid one is also checked for what arithmetic alone can prove: that no design is possible is
    an answer, and ends with 0 as any other.
    """
    from lotdesign.preflight.run import run_preflight
    from lotdesign.report.check import build_check_forms

    return answer_question(
        source,
        output,
        lambda scenario: tuple(run_preflight(scenario)),
        build_check_forms,
        remarks_in_answer=True,
    )
