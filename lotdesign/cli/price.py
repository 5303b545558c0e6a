"""`lotdesign price`: what each rule, step and provider costs or is worth."""

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
    from lotdesign.result.priced import Priced


@guarded
def price(
    scenario: ScenarioPath,
    settings: Settings,
    off: Off,
    split: Annotated[
        bool, typer.Option("--split/--no-split", help="Split the total among the rules.")
    ] = True,
    form: Format = None,
    out: Out = None,
    time_limit: TimeLimit = None,
    seed: Seed = 0,
    workers: Workers = 0,
    show: Progress = "auto",
    quiet: Quiet = False,
) -> Exit:
    """Say what each rule costs, the next step of each number, and what providers are worth."""
    from lotdesign.cli.progress import progress
    from lotdesign.report.priced import answer, price_csv, price_list

    check_limit(time_limit)
    check_target(out, scenario)
    valid = read(scenario, settings, off)
    with progress(show, quiet) as listen:
        from lotdesign import api

        told = api.price(
            valid, time_limit=time_limit, seed=seed, workers=workers, split=split, listen=listen
        ).told
    forms = Forms(
        page=lambda: price_list(valid, told),
        json=told.to_json,
        csv=lambda: price_csv(told),
        sentence=lambda: answer(told),
    )
    tell(forms, Target(form, out, quiet))
    return _code(told)


def _code(told: "Priced") -> Exit:
    if told.ended == "interrupted":
        return Exit.INTERRUPTED
    if told.status == "infeasible":
        return Exit.IMPOSSIBLE
    return Exit.NONE_FOUND if told.status == "unknown" else Exit.DONE
