"""`lotdesign solve`: the best design, with its proof."""

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.cli.asking import Asked, Searching
from lotdesign.cli.exits import Exit, OutOfMemory, UsageError
from lotdesign.cli.guard import guarded
from lotdesign.cli.messages import say
from lotdesign.cli.options import Full
from lotdesign.cli.reporting import Target, report
from lotdesign.cli.verdict import verdict
from lotdesign.faults import quoted

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
) -> Exit:
    """Find the best design and prove it."""
    from lotdesign import api
    from lotdesign.report.view import View
    from solver.engines.warm import warm

    closeness = _share(gap)
    asked.check(target)
    warm()
    valid = asked.read()
    result = searching.told(
        target.quiet, lambda listen: api.solve(valid, **searching.means, listen=listen).result
    )
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


def _hung(
    result: "Result",
    scenario: "Scenario",
    reload: "Callable[[str], Scenario] | None",
    searching: Searching,
    quiet: bool,
) -> "Result":
    """The result with what it hangs on, as far as that was found before it was stopped."""
    from lotdesign import api

    try:
        told = searching.told(
            quiet, lambda listen: api.tipping(scenario, reload=reload, listen=listen).told
        )
    except OutOfMemory:
        return result
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
