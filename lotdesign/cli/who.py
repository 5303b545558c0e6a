"""`lotdesign who`: who can follow a lot how far, or the largest lots of one provider."""

from typing import Annotated

import typer

from lotdesign.cli.asking import Asked, Picked
from lotdesign.cli.exits import Exit, UsageError
from lotdesign.cli.guard import guarded
from lotdesign.cli.messages import say
from lotdesign.cli.reporting import Forms, Target, tell


@guarded
def who(
    asked: Asked,
    target: Target,
    picked: Picked,
    units: Annotated[
        str | None, typer.Option(metavar="A;B", help="One lot, by the ids of its units.")
    ] = None,
    provider: Annotated[
        str | None, typer.Option(metavar="ID", help="The largest lots that it can bid for.")
    ] = None,
) -> Exit:
    """Say at which value, turnover multiple or year each provider drops out of a lot."""
    if sum(each is not None for each in (units, picked.option, picked.design, provider)) != 1:
        raise UsageError("give one of --units, --option, --design and --provider")
    asked.check(target, picked.design)
    lots = picked.lots()
    valid = asked.read()
    from lotdesign import api
    from lotdesign.report.reach import reach_csv, reach_page
    from lotdesign.report.who import who_csv, who_page

    if provider is None:
        lot = None if units is None else [each.strip() for each in units.split(";")]
        told = api.who(valid, units=lot, **lots).told
        forms = Forms(
            page=lambda: who_page(valid, told), json=told.to_json, csv=lambda: who_csv(told)
        )
        tell(forms, target)
        return Exit.DONE
    from solver.candidates.listing import TooManyLots

    try:
        reached = api.reach(valid, provider).told
    except TooManyLots as error:
        say(f"Not known: {error}. Rules on which units may share a lot would leave fewer.")
        return Exit.NONE_FOUND
    forms = Forms(
        page=lambda: reach_page(valid, reached),
        json=reached.to_json,
        csv=lambda: reach_csv(reached),
    )
    tell(forms, target)
    return Exit.DONE
