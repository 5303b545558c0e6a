"""`lotdesign compare`: results side by side, and conditions that they must meet."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.cli.designs import Judging, check_sources, given_results, judge
from lotdesign.cli.exits import Exit
from lotdesign.cli.guard import guarded
from lotdesign.cli.messages import say
from lotdesign.cli.options import Off, Settings
from lotdesign.cli.output import check_target
from lotdesign.cli.reporting import Forms, Target, tell
from lotdesign.cli.requiring import OPTION, Require, demand
from lotdesign.faults import quoted

if TYPE_CHECKING:
    from lotdesign.result.compared import SideBySide


@guarded
def compare(
    results: Annotated[
        list[str],
        typer.Argument(
            metavar="A B...",
            help="Results that solve or evaluate wrote as JSON; - is stdin. With --scenario also "
            "files of lots, and option:ID.",
        ),
    ],
    settings: Settings,
    off: Off,
    target: Target,
    require: Require,
    scenario: Judging = None,
) -> Exit:
    """Put results side by side: measures, rules, and what was asked differently.

    Differences are against the first. A condition must hold of every result.
    """
    from lotdesign.comparing.asked import strangers
    from lotdesign.comparing.compare import compare
    from lotdesign.condition import conditions
    from lotdesign.report.side_by_side import in_a_sentence, side_by_side, side_by_side_csv

    check_sources(results, scenario, (*settings, *off))
    check_target(target.out)
    demanded = conditions(require, OPTION)
    given = given_results(results, judge(scenario, settings, off))
    told = compare(given, demanded)
    if not target.quiet:
        for sentence in strangers(given):
            say(sentence)
    forms = Forms(
        page=lambda: side_by_side(told),
        json=told.to_json,
        csv=lambda: side_by_side_csv(told),
        sentence=lambda: in_a_sentence(told),
    )
    tell(forms, target)
    return demand(_failures(told))


def _failures(told: "SideBySide") -> Iterator[str]:
    from lotdesign.report.requirement import failure
    from lotdesign.report.standing import inadmissible

    for row in told.conditions:
        for each, holds, value in zip(told.results, row.holds, row.measured, strict=True):
            if not holds:
                standing = inadmissible(bool(each.lots), each.broken, each.certified)
                why = failure(row.condition, row.measure, value, standing)
                yield f"{quoted(each.name)}: {why}."
