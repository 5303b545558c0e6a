"""`lotdesign alternatives`: what else is nearly as good, and what it all shares."""

from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.cli.exits import Exit
from lotdesign.cli.guard import guarded
from lotdesign.cli.limits import Seed, TimeLimit, Workers, check_limit
from lotdesign.cli.options import Format, Off, Out, Progress, Quiet, ScenarioPath, Settings
from lotdesign.cli.output import check_target
from lotdesign.cli.reading import read
from lotdesign.cli.reporting import Forms, Target, tell

if TYPE_CHECKING:
    from lotdesign.result.alternatives import Alternatives


@guarded
def alternatives(
    scenario: ScenarioPath,
    settings: Settings,
    off: Off,
    tolerance: Annotated[
        str,
        typer.Option(
            metavar="1%|AMOUNT",
            help="How far from the best by the first aim: a percentage of it, or an amount "
            "(pounds, kilometres).",
        ),
    ] = "1%",
    most: Annotated[
        int | None,
        typer.Option(min=1, metavar="K", help="Not all designs but the K most different ones."),
    ] = None,
    form: Format = None,
    out: Out = None,
    time_limit: TimeLimit = None,
    seed: Seed = 0,
    workers: Workers = 0,
    show: Progress = "auto",
    quiet: Quiet = False,
) -> Exit:
    """Say which designs are nearly as good as the best, what moves in them, what they share."""
    from lotdesign.cli.progress import progress
    from lotdesign.report.alternatives import alternatives as page
    from lotdesign.report.alternatives import alternatives_csv, answer

    check_limit(time_limit)
    check_target(out, scenario)
    valid = read(scenario, settings, off)
    with progress(show, quiet) as listen:
        from lotdesign import api

        told = api.alternatives(
            valid,
            tolerance=tolerance,
            most=most,
            time_limit=time_limit,
            seed=seed,
            workers=workers,
            listen=listen,
        ).told
    forms = Forms(
        page=lambda: page(valid, told),
        json=told.to_json,
        csv=lambda: alternatives_csv(told),
        sentence=lambda: answer(told),
    )
    tell(forms, Target(form, out, quiet))
    return _code(told)


def _code(told: "Alternatives") -> Exit:
    if told.ended == "interrupted":
        return Exit.INTERRUPTED
    if told.status == "infeasible":
        return Exit.IMPOSSIBLE
    return Exit.DONE if told.designs else Exit.NONE_FOUND
