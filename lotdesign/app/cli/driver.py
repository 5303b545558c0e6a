"""The driver of every command that asks something of one scenario."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from lotdesign.app.cli.arguments import ScenarioOptions
from lotdesign.app.cli.exit_codes import DONE, ExitCode, Verdict
from lotdesign.app.cli.output import OutputOptions, deliver
from lotdesign.report.forms import AnswerForms

if TYPE_CHECKING:
    from lotdesign.scenario.scenario import Scenario

Answer = TypeVar("Answer")


def answer_question(
    source: ScenarioOptions,
    output: OutputOptions,
    ask: "Callable[[Scenario], Answer]",
    build_forms: "Callable[[Scenario, Answer], AnswerForms]",
    choose_exit: Callable[[Answer], Verdict] = lambda answer: DONE,
    *,
    inputs: Sequence[str | None] = (),
) -> ExitCode:
    """Read the scenario, ask it, write the answer and return its exit code.

    Files that are in each other's way are refused before anything is read; `inputs` are the paths
    of what `ask` reads besides the scenario.
    """
    source.check_paths(output, *inputs)
    scenario = source.read_scenario()
    answer = ask(scenario)
    return deliver(build_forms(scenario, answer), output, choose_exit(answer))
