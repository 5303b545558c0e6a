"""`lotdesign frontier`: what has to be given up of one measure for more of another."""

from typing import Annotated

import typer

from lotdesign.cli.asking import Asked, Searching
from lotdesign.cli.exits import Exit, UsageError
from lotdesign.cli.guard import guarded
from lotdesign.cli.output import STDOUT, check_target, deliver_bytes
from lotdesign.cli.reporting import Forms, Target, tell
from lotdesign.cli.verdict import study_code


@guarded
def frontier(
    asked: Asked,
    target: Target,
    searching: Searching,
    measures: Annotated[
        str | None,
        typer.Option(
            metavar="A,B[,C]",
            help="Two or three measures, for example whole_life_cost,travel. "
            "Left out: the first two aims.",
        ),
    ] = None,
    plot: Annotated[
        str | None, typer.Option(metavar="FILE.svg", help="Draw the points as a picture.")
    ] = None,
) -> Exit:
    """Find every design that no other betters in one measure without being worse in another."""
    from lotdesign import api
    from lotdesign.report.frontier import answer, frontier_csv
    from lotdesign.report.frontier import frontier as page
    from lotdesign.report.frontier_svg import frontier_svg

    asked.check(target)
    _check_plot(plot)
    valid = asked.read()
    names = None if measures is None else [each.strip() for each in measures.split(",")]
    told = searching.told(
        target.quiet,
        lambda listen: api.frontier(valid, measures=names, **searching.means, listen=listen).told,
    )
    forms = Forms(
        page=lambda: page(valid, told),
        json=told.to_json,
        csv=lambda: frontier_csv(told),
        sentence=lambda: answer(told),
    )
    tell(forms, target)
    if plot is not None:
        deliver_bytes(frontier_svg(valid, told).encode(), plot, target.quiet)
    return study_code(told.ended, told.status, bool(told.points))


def _check_plot(plot: str | None) -> None:
    if plot == STDOUT:
        raise UsageError("--plot: give a file of its own, for example trade-off.svg")
    check_target(plot, "--plot")
