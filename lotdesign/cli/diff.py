"""`lotdesign diff`: what differs between two results, lots matched by what they hold."""

from typing import Annotated

import typer

from lotdesign.cli.designs import Judging, check_sources, given_results, judge
from lotdesign.cli.exits import Exit
from lotdesign.cli.guard import guarded
from lotdesign.cli.messages import say
from lotdesign.cli.options import Off, Settings
from lotdesign.cli.output import check_target
from lotdesign.cli.reporting import Forms, Target, tell

_SOURCE = "A result that solve or evaluate wrote as JSON; - is stdin."


@guarded
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help=_SOURCE)],
    after: Annotated[str, typer.Argument(metavar="B", help=_SOURCE)],
    settings: Settings,
    off: Off,
    target: Target,
    scenario: Judging = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 8 when anything differs.")
    ] = False,
) -> Exit:
    """Say what differs between two results: lots, units that moved, measures, rules, settings.

    Lots are matched by the units that they share, never by a number.
    """
    from lotdesign.comparing.asked import strangers
    from lotdesign.comparing.diff import diff
    from lotdesign.report.differences import differences, in_a_sentence
    from lotdesign.report.differences_csv import differences_csv

    files = (before, after)
    check_sources(files, scenario, (*settings, *off))
    check_target(target.out)
    given = given_results(files, judge(scenario, settings, off))
    told = diff(*given)
    if not target.quiet:
        for sentence in strangers(given):
            say(sentence)
    forms = Forms(
        page=lambda: differences(told),
        json=told.to_json,
        csv=lambda: differences_csv(told),
        sentence=lambda: in_a_sentence(told),
    )
    tell(forms, target)
    return Exit.DIFFERENT if exit_code and not told.empty else Exit.DONE
