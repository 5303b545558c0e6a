"""`lotdesign solve`: the best design, with its proof."""

from contextlib import nullcontext
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.arguments import ScenarioOptions, SearchOptions
from lotdesign.app.cli.driver import answer_question
from lotdesign.app.cli.exit_codes import ExitCode, MemoryLimitReached, choose_solve_exit
from lotdesign.app.cli.first_answer import FirstAnswer
from lotdesign.app.cli.options import FullOption
from lotdesign.app.cli.output import OutputOptions
from lotdesign.faults import UsageError, quote_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from lotdesign.app.cli.exit_codes import Verdict
    from lotdesign.app.cli.progress import ProgressListener
    from lotdesign.report.forms import AnswerForms
    from lotdesign.result.model import Result
    from lotdesign.scenario.scenario import Scenario


def solve(
    source: ScenarioOptions,
    output: OutputOptions,
    search: SearchOptions,
    gap: Annotated[
        str | None,
        typer.Option(metavar="P", help="Exit with 6 unless the proof is this close: 1%."),
    ] = None,
    require_optimal: Annotated[
        bool, typer.Option("--require-optimal", help="Exit with 6 unless proved best.")
    ] = False,
    full: FullOption = False,
    why: Annotated[
        bool,
        typer.Option("--why", help="Also say how far each assumed figure may move."),
    ] = False,
    certify: Annotated[
        bool,
        typer.Option("--certify", help="Add a bound certificate, which verify checks."),
    ] = False,
    reproducible: Annotated[
        bool, typer.Option("--reproducible", help="Leave out how long it took.")
    ] = False,
    brief: Annotated[
        bool, typer.Option("--brief", help="Design, proof and check only: compare with nothing.")
    ] = False,
) -> ExitCode:
    """Find the best design and prove it."""
    from lotdesign.app import api
    from lotdesign.report.page import ReportView
    from lotdesign.report.result_report import build_result_forms

    largest_gap = _parse_gap(gap)

    first = FirstAnswer(output)

    def build_forms(scenario: "Scenario", result: "Result") -> "AnswerForms":
        forms = build_result_forms(scenario, result, ReportView(full=full))
        return first.leave_out_shown(forms) if result.verification.ok else forms

    def find(scenario: "Scenario", listen: "ProgressListener") -> "Result":
        def hear(result: "Result") -> None:
            if result.verification.ok:
                first.deliver(build_forms(scenario, finish(result)), listen.aside)

        hear_answer = hear if first.is_wanted else None  # the answer is checked before it is told
        return api.solve(
            scenario, **search.keywords, context=not brief, listen=listen, hear_answer=hear_answer
        ).result

    def ask(scenario: "Scenario") -> "Result":
        result = search.run(lambda listen: find(scenario, listen), output.quiet)
        if certify:
            result = _add_certificate(result, scenario, search, output.quiet)
        if why and result.status == "optimal":
            if brief:
                first.deliver(build_forms(scenario, finish(result)), nullcontext)
            result = _add_break_even(
                result, scenario, source.build_reloader(), search, output.quiet
            )
        return finish(result)

    def finish(result: "Result") -> "Result":
        if not reproducible:
            return result
        unclocked = result.engine.model_copy(update={"seconds": None})
        return result.model_copy(update={"engine": unclocked})

    return answer_question(
        source,
        output,
        ask,
        build_forms,
        lambda result: _say_uncertified(
            choose_solve_exit(result, require_optimal, largest_gap), result, certify
        ),
    )


def _add_certificate(
    result: "Result", scenario: "Scenario", search: SearchOptions, quiet: bool
) -> "Result":
    """Add a bound certificate where one is found within the limits."""
    from lotdesign.app import api

    try:
        return search.run(
            lambda listen: api.certify(scenario, result, time_limit=search.seconds_left), quiet
        )
    except MemoryLimitReached:
        return result


def _say_uncertified(verdict: "Verdict", result: "Result", certify: bool) -> "Verdict":
    """Add a remark on what has no bound certificate, where one was asked for."""
    if not certify:
        return verdict
    from lotdesign.report.verification import describe_proofs
    from lotdesign.verify.proofs import list_proofs

    lacking = [each for each in list_proofs(result) if each.basis == "engines"]
    lines = (f"{line[:1].upper()}{line[1:]}." for line in describe_proofs(lacking))
    return verdict._replace(remarks=(*verdict.remarks, *lines))


def _add_break_even(
    result: "Result",
    scenario: "Scenario",
    reload: "Callable[[str], Scenario] | None",
    search: SearchOptions,
    quiet: bool,
) -> "Result":
    """Add how far each assumed figure may move, as far as the search came until it was stopped."""
    from lotdesign.app import api

    try:
        answer = search.run(
            lambda listen: (
                api.tipping(
                    scenario, reload=reload, time_limit=search.seconds_left, listen=listen
                ).told
            ),
            quiet,
        )
    except MemoryLimitReached:
        return result
    return result.model_copy(update={"tipping": answer.figures})


def _parse_gap(gap: str | None) -> Fraction | None:
    if gap is None:
        return None
    from lotdesign.scenario.values import parse_percentage

    try:
        share = Fraction(parse_percentage(gap))
    except ValueError:
        share = Fraction(-1)
    if share < 0:
        raise UsageError(f"--gap {quote_text(gap)}: write a percentage, for example 1%")
    return share
