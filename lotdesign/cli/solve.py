"""`lotdesign solve`: the best design, with its proof."""

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.cli.asking import Asked, Searching
from lotdesign.cli.exits import Exit, UsageError
from lotdesign.cli.guard import guarded
from lotdesign.cli.limits import MemoryLimit
from lotdesign.cli.messages import say
from lotdesign.cli.options import Full
from lotdesign.cli.reporting import Target, report
from lotdesign.cli.verdict import verdict
from lotdesign.faults import quoted
from lotdesign.memory import Watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from lotdesign.result.model import Result
    from lotdesign.scenario.scenario import Scenario


@guarded
def solve(
    asked: Asked,
    target: Target,
    searching: Searching,
    gap: Annotated[
        str | None,
        typer.Option(metavar="P", help="Exit with 6 unless the proof is this close: 1%."),
    ] = None,
    require_optimal: Annotated[
        bool, typer.Option("--require-optimal", help="Exit with 6 unless proved best.")
    ] = False,
    full: Full = False,
    why: Annotated[
        bool,
        typer.Option("--why", help="Also say how far each assumed figure may move."),
    ] = False,
    reproducible: Annotated[
        bool, typer.Option("--reproducible", help="Leave out how long it took.")
    ] = False,
    memory_limit: MemoryLimit = None,
) -> Exit:
    """Find the best design and prove it."""
    from lotdesign.report.view import View
    from solver.engines.warm import warm

    closeness = _share(gap)
    asked.check(target)
    warm()
    valid = asked.read()
    result = _watched(valid, searching, target.quiet, memory_limit)
    if result is None:
        say("None found within the memory limit (not proved impossible).")
        return Exit.NONE_FOUND
    if why and result.status == "optimal":
        result = _hung(result, valid, asked.reloading(), searching, target.quiet)
    if reproducible:
        unclocked = result.engine.model_copy(update={"seconds": None})
        result = result.model_copy(update={"engine": unclocked})
    report(valid, result, View(full=full), target)
    code, remark = verdict(result, require_optimal, closeness)
    if remark and (not target.quiet or code is Exit.NOT_VERIFIED):
        say(remark)
    return code


def _watched(
    scenario: "Scenario", searching: Searching, quiet: bool, memory: float | None
) -> "Result | None":
    """The result, also of a run that came to its memory limit; None where there was none yet."""
    from lotdesign import api

    result, watch = None, Watch(memory)
    with searching.progress(quiet) as listen:
        try:
            with watch:
                result = api.solve(scenario, **searching.means, listen=listen).result
        except KeyboardInterrupt:
            if not watch.passed:
                raise
    if result is not None and watch.passed and result.termination == "interrupted":
        return result.model_copy(update={"termination": "memory limit"})
    return result


def _hung(
    result: "Result",
    scenario: "Scenario",
    reload: "Callable[[str], Scenario] | None",
    searching: Searching,
    quiet: bool,
) -> "Result":
    """The result with what it hangs on, as far as that was found before Ctrl-C."""
    with searching.progress(quiet) as listen:
        from lotdesign import api

        told = api.tipping(scenario, reload=reload, listen=listen).told
    return result.model_copy(update={"tipping": told.figures})


def _share(gap: str | None) -> Fraction | None:
    if gap is None:
        return None
    from lotdesign.scenario.values import percentage

    try:
        share = Fraction(percentage(gap))
    except ValueError:
        share = Fraction(-1)
    if share < 0:
        raise UsageError(f"--gap {quoted(gap)}: write a percentage, for example 1%")
    return share
