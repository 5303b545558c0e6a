"""`lotdesign solve`: the best design, with its proof."""

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.arguments import ScenarioOptions, SearchOptions
from lotdesign.app.cli.exit_codes import ExitCode, MemoryLimitReached, choose_solve_exit
from lotdesign.app.cli.options import FullOption
from lotdesign.app.cli.output import OutputOptions, report_result
from lotdesign.app.cli.terminal import say
from lotdesign.app.cli.wrapper import wrap_command
from lotdesign.faults import UsageError, quote_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from lotdesign.result.model import Result
    from lotdesign.scenario.scenario import Scenario


@wrap_command
def solve(
    asked: ScenarioOptions,
    target: OutputOptions,
    searching: SearchOptions,
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
    from solver.backends.preload import preload_cp_sat

    closeness = _parse_gap(gap)
    asked.check_paths(target)
    preload_cp_sat()
    valid = asked.read_scenario()
    result = searching.run_search(
        target.quiet, lambda listen: api.solve(valid, **searching.keywords, listen=listen).result
    )
    if why and result.status == "optimal":
        result = _add_break_even(result, valid, asked.build_reloader(), searching, target.quiet)
    if reproducible:
        unclocked = result.engine.model_copy(update={"seconds": None})
        result = result.model_copy(update={"engine": unclocked})
    report_result(valid, result, ReportView(full=full), target)
    code, remark = choose_solve_exit(result, require_optimal, closeness)
    if remark and (not target.quiet or code is ExitCode.NOT_VERIFIED):
        say(remark)
    return code


def _add_break_even(
    result: "Result",
    scenario: "Scenario",
    reload: "Callable[[str], Scenario] | None",
    searching: SearchOptions,
    quiet: bool,
) -> "Result":
    """The result with what it hangs on, as far as that was found before it was stopped."""
    from lotdesign.app import api

    try:
        told = searching.run_search(
            quiet, lambda listen: api.tipping(scenario, reload=reload, listen=listen).told
        )
    except MemoryLimitReached:
        return result
    return result.model_copy(update={"tipping": told.figures})


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
