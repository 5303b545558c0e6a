"""The driver of the commands: read the scenario, ask, write the answer, return the exit code."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, TypeVar

from lotdesign.app.cli.arguments import ScenarioOptions
from lotdesign.app.cli.exit_codes import DONE, ExitCode, Verdict
from lotdesign.app.cli.output import OutputOptions
from lotdesign.app.cli.prepared_answer import PreparedAnswer, prepare_answer
from lotdesign.app.cli.rescue import find_rescue
from lotdesign.report.forms import AnswerForms
from lotdesign.report.wording import show_sentence

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
    remarks_in_answer: bool = False,
    writes: Collection[str] = (),
) -> ExitCode:
    """Read the scenario, ask it, write the answer and return its exit code.

    Files that are in each other's way are refused before anything is read; `inputs` are the paths
    of what `ask` reads besides the scenario, `writes` the endings of further forms. Remarks on its
    files follow the answer on stderr, unless they are part of it.
    """
    source.check_paths(output, *inputs, writes=writes)
    scenario = source.read_scenario()

    def prepare(answer: Answer) -> PreparedAnswer:
        verdict = choose_exit(answer)
        if not remarks_in_answer:
            verdict = add_file_remarks(verdict, scenario.remarks)
        return prepare_answer(build_forms(scenario, answer), output, verdict)

    return ask_and_deliver(lambda: ask(scenario), prepare)


def add_file_remarks(verdict: Verdict, remarks: Sequence[str]) -> Verdict:
    """Add remarks on the files that were read to what is said of an answer."""
    return verdict._replace(remarks=(*verdict.remarks, *map(show_sentence, remarks)))


def ask_and_deliver(
    ask: Callable[[], Answer], prepare: Callable[[Answer], PreparedAnswer]
) -> ExitCode:
    """Ask, write the answer and return its exit code; at the run's limits write what is known.

    `prepare` renders an answer, and may be called from another thread.
    """
    rescue = find_rescue()
    if rescue is None:
        return prepare(ask()).deliver()
    with rescue.prepare_by(prepare):
        answer = ask()
    return rescue.deliver(answer)


def deliver(forms: AnswerForms, output: OutputOptions, verdict: Verdict = DONE) -> ExitCode:
    """Write an answer, say what is to be said of it on stderr, and return its exit code."""
    return prepare_answer(forms, output, verdict).deliver()
