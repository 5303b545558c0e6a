"""`lotdesign solve`: the best design, with its proof."""

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.arguments import ScenarioOptions, SearchOptions
from lotdesign.app.cli.driver import answer_question
from lotdesign.app.cli.exit_codes import ExitCode, MemoryLimitReached, choose_solve_exit
from lotdesign.app.cli.options import FullOption
from lotdesign.app.cli.output import OutputOptions
from lotdesign.faults import UsageError, quote_text

if TYPE_CHECKING:
    from collections.abc import Callable

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
    reproducible: Annotated[
        bool, typer.Option("--reproducible", help="Leave out how long it took.")
    ] = False,
) -> ExitCode:
    """Find the best design and prove it."""
    from lotdesign.app import api
    from lotdesign.report.page import ReportView
    from lotdesign.report.result_report import build_result_forms

    largest_gap = _parse_gap(gap)

    def ask(scenario: "Scenario") -> "Result":
        result = search.run(
            lambda listen: api.solve(scenario, **search.keywords, listen=listen).result,
            output.quiet,
        )
        if why and result.status == "optimal":
            result = _add_break_even(
                result, scenario, source.build_reloader(), search, output.quiet
            )
        if reproducible:
            unclocked = result.engine.model_copy(update={"seconds": None})
            result = result.model_copy(update={"engine": unclocked})
        return result

    return answer_question(
        source,
        output,
        ask,
        lambda scenario, result: build_result_forms(scenario, result, ReportView(full=full)),
        lambda result: choose_solve_exit(result, require_optimal, largest_gap),
    )


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
