"""`lotdesign frontier`: what has to be given up of one measure for more of another."""

from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.cli.exits import Exit, UsageError
from lotdesign.cli.guard import guarded
from lotdesign.cli.limits import Seed, TimeLimit, Workers, check_limit
from lotdesign.cli.options import Format, Off, Out, Progress, Quiet, ScenarioPath, Settings
from lotdesign.cli.output import STDOUT, check_target, deliver_bytes
from lotdesign.cli.reading import read
from lotdesign.cli.reporting import Forms, Target, tell

if TYPE_CHECKING:
    from lotdesign.result.frontier import Frontier


@guarded
def frontier(
    scenario: ScenarioPath,
    settings: Settings,
    off: Off,
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
    form: Format = None,
    out: Out = None,
    time_limit: TimeLimit = None,
    seed: Seed = 0,
    workers: Workers = 0,
    show: Progress = "auto",
    quiet: Quiet = False,
) -> Exit:
    """Find every design that no other betters in one measure without being worse in another."""
    from lotdesign.cli.progress import progress
    from lotdesign.report.frontier import answer, frontier_csv
    from lotdesign.report.frontier import frontier as page
    from lotdesign.report.frontier_svg import frontier_svg

    check_limit(time_limit)
    check_target(out, scenario)
    _check_plot(plot, out, scenario)
    valid = read(scenario, settings, off)
    names = None if measures is None else [each.strip() for each in measures.split(",")]
    with progress(show, quiet) as listen:
        from lotdesign import api

        told = api.frontier(
            valid,
            measures=names,
            time_limit=time_limit,
            seed=seed,
            workers=workers,
            listen=listen,
        ).told
    forms = Forms(
        page=lambda: page(valid, told),
        json=told.to_json,
        csv=lambda: frontier_csv(told),
        sentence=lambda: answer(told),
    )
    tell(forms, Target(form, out, quiet))
    if plot is not None:
        deliver_bytes(frontier_svg(valid, told).encode(), plot, quiet)
    return _code(told)


def _check_plot(plot: str | None, out: str | None, scenario: str) -> None:
    if plot is None:
        return
    if plot in (STDOUT, out):
        raise UsageError("--plot: give a file of its own, for example trade-off.svg")
    check_target(plot, scenario, name="--plot")


def _code(told: "Frontier") -> Exit:
    if told.ended == "interrupted":
        return Exit.INTERRUPTED
    if told.status == "infeasible":
        return Exit.IMPOSSIBLE
    return Exit.DONE if told.points else Exit.NONE_FOUND
