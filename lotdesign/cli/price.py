"""`lotdesign price`: what each rule, step and provider costs or is worth."""

from typing import Annotated

import typer

from lotdesign.cli.asking import Asked, Searching
from lotdesign.cli.exits import Exit
from lotdesign.cli.guard import guarded
from lotdesign.cli.reporting import Forms, Target, tell
from lotdesign.cli.verdict import study_code


@guarded
def price(
    asked: Asked,
    target: Target,
    searching: Searching,
    split: Annotated[
        bool, typer.Option("--split/--no-split", help="Split the total among the rules.")
    ] = True,
) -> Exit:
    """Say what each rule costs, the next step of each number, and what providers are worth."""
    from lotdesign import api
    from lotdesign.report.priced import answer, price_csv, price_list

    asked.check(target)
    valid = asked.read()
    told = searching.told(
        target.quiet,
        lambda listen: api.price(valid, **searching.means, split=split, listen=listen).told,
    )
    forms = Forms(
        page=lambda: price_list(valid, told),
        json=told.to_json,
        csv=lambda: price_csv(told),
        sentence=lambda: answer(told),
    )
    tell(forms, target)
    return study_code(told.ended, told.status, told.status != "unknown")
