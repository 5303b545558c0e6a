"""The driver of the commands: read the scenario, ask, write the answer, return the exit code."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from lotdesign.app.cli.arguments import ScenarioOptions
from lotdesign.app.cli.exit_codes import ALWAYS_SAID, DONE, ExitCode, Verdict
from lotdesign.app.cli.options import choose_form, wants_parquet
from lotdesign.app.cli.output import STDOUT_PATH, OutputOptions, deliver_bytes, deliver_text
from lotdesign.app.cli.terminal import colour_answer, say
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


def deliver(forms: AnswerForms, output: OutputOptions, verdict: Verdict = DONE) -> ExitCode:
    """Write an answer, say what is to be said of it on stderr, and return its exit code."""
    on_screen = output.out in (None, STDOUT_PATH)
    if forms.parquet is not None and wants_parquet(output.form, output.out):
        deliver_bytes(forms.parquet(), str(output.out), output.quiet)
    else:
        form = choose_form(output.form, output.out)
        text = forms.render(form)
        if forms.coloured and on_screen and form == "table":
            text = colour_answer(text)
        deliver_text(text, output.out, output.quiet)
    if forms.sentence and not on_screen and not output.quiet:
        say(forms.sentence)
    if not output.quiet or verdict.code in ALWAYS_SAID:
        for remark in verdict.remarks:
            say(remark)
    return verdict.code
