"""`lotdesign price`: what each rule, step and provider costs or is worth."""

from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.cli.exits import Exit
from lotdesign.cli.guard import guarded
from lotdesign.cli.limits import Seed, TimeLimit, Workers, check_limit
from lotdesign.cli.messages import say
from lotdesign.cli.options import (
    Form,
    Format,
    Off,
    Out,
    Progress,
    Quiet,
    ScenarioPath,
    Settings,
    form_of,
)
from lotdesign.cli.output import STDOUT, check_target, deliver
from lotdesign.cli.reading import read

if TYPE_CHECKING:
    from lotdesign.result.priced import Priced
    from lotdesign.scenario.scenario import Scenario


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
    from lotdesign.report.priced import answer

    check_limit(time_limit)
    check_target(out, scenario)
    valid = read(scenario, settings, off)
    with progress(show, quiet) as listen:
        from lotdesign import api

        told = api.price(
            valid, time_limit=time_limit, seed=seed, workers=workers, split=split, listen=listen
        ).told
    deliver(_text(valid, told, form_of(form, out)), out, quiet)
    if out not in (None, STDOUT) and not quiet:
        say(answer(told))
    return _code(told)


def _code(told: "Priced") -> Exit:
    if told.ended == "interrupted":
        return Exit.INTERRUPTED
    if told.status == "infeasible":
        return Exit.IMPOSSIBLE
    return Exit.NONE_FOUND if told.status == "unknown" else Exit.DONE


def _text(scenario: "Scenario", told: "Priced", form: Form) -> str:
    from lotdesign.report.markdown import markdown
    from lotdesign.report.plain import plain
    from lotdesign.report.priced import price_csv, price_list

    if form == "json":
        return told.to_json()
    if form == "csv":
        return price_csv(told)
    page = price_list(scenario, told)
    return markdown(page) if form == "md" else plain(page)
