"""`lotdesign alternatives`: what else is nearly as good, and what it all shares."""

from typing import Annotated

import typer

from lotdesign.cli.asking import Asked, Searching
from lotdesign.cli.exits import Exit
from lotdesign.cli.guard import guarded
from lotdesign.cli.reporting import Forms, Target, tell
from lotdesign.cli.values import whole
from lotdesign.cli.verdict import study_code


@guarded
def alternatives(
    asked: Asked,
    target: Target,
    searching: Searching,
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
        typer.Option(
            parser=whole("--most", 1),
            metavar="K",
            help="Not all designs but the K most different ones.",
        ),
    ] = None,
) -> Exit:
    """Say which designs are nearly as good as the best, what moves in them, what they share."""
    from lotdesign import api
    from lotdesign.report.alternatives import alternatives as page
    from lotdesign.report.alternatives import alternatives_csv, answer

    asked.check(target)
    valid = asked.read()
    told = searching.told(
        target.quiet,
        lambda listen: (
            api.alternatives(
                valid, tolerance=tolerance, most=most, **searching.means, listen=listen
            ).told
        ),
    )
    forms = Forms(
        page=lambda: page(valid, told),
        json=told.to_json,
        csv=lambda: alternatives_csv(told),
        sentence=lambda: answer(told),
    )
    tell(forms, target)
    return study_code(told.ended, told.status, bool(told.designs))
