"""`lotdesign compare`, `diff`: results side by side, or two in every detail."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.app.cli.input_files import (
    JudgingOption,
    check_sources,
    read_judging_scenario,
    read_named_results,
)
from lotdesign.app.cli.options import REQUIRE_FLAG, OffOption, RequireOption, SetOption
from lotdesign.app.cli.output import (
    AnswerForms,
    OutputOptions,
    check_target,
    report_answer,
    report_unmet_conditions,
)
from lotdesign.app.cli.terminal import say
from lotdesign.app.cli.wrapper import wrap_command
from lotdesign.faults import quote_text

if TYPE_CHECKING:
    from lotdesign.result.compared import CompareAnswer


@wrap_command
def compare(
    results: Annotated[
        list[str],
        typer.Argument(
            metavar="A B...",
            help="Results that solve or evaluate wrote as JSON; - is stdin. With --scenario also "
            "files of lots, and option:ID.",
        ),
    ],
    settings: SetOption,
    off: OffOption,
    target: OutputOptions,
    require: RequireOption,
    scenario: JudgingOption = None,
) -> ExitCode:
    """Put results side by side: measures, rules, and what was asked differently.

    Differences are against the first. A condition must hold of every result.
    """
    from lotdesign.comparing.compare import compare_results
    from lotdesign.comparing.inputs import describe_mismatches
    from lotdesign.measures.conditions import parse_conditions
    from lotdesign.report.compare import (
        summarise_side_by_side,
        write_side_by_side_csv,
        write_side_by_side_page,
    )

    check_sources(results, scenario, (*settings, *off))
    check_target(target.out)
    demanded = parse_conditions(require, REQUIRE_FLAG)
    given = read_named_results(results, read_judging_scenario(scenario, settings, off))
    told = compare_results(given, demanded)
    if not target.quiet:
        for sentence in describe_mismatches(given):
            say(sentence)
    forms = AnswerForms(
        page=lambda: write_side_by_side_page(told),
        json=told.to_json,
        csv=lambda: write_side_by_side_csv(told),
        sentence=lambda: summarise_side_by_side(told),
    )
    report_answer(forms, target)
    return report_unmet_conditions(_list_unmet_conditions(told))


def _list_unmet_conditions(told: "CompareAnswer") -> Iterator[str]:
    from lotdesign.report.wording import describe_unmet_condition, inadmissible

    for row in told.conditions:
        for each, holds, value in zip(told.results, row.holds, row.measured, strict=True):
            if not holds:
                standing = inadmissible(bool(each.lots), each.broken, each.certified)
                why = describe_unmet_condition(row.condition, row.measure, value, standing)
                yield f"{quote_text(each.name)}: {why}."


_RESULT_HELP = "A result that solve or evaluate wrote as JSON; - is stdin."


@wrap_command
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help=_RESULT_HELP)],
    after: Annotated[str, typer.Argument(metavar="B", help=_RESULT_HELP)],
    settings: SetOption,
    off: OffOption,
    target: OutputOptions,
    scenario: JudgingOption = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 8 when anything differs.")
    ] = False,
) -> ExitCode:
    """Say what differs between two results: lots, units that moved, measures, rules, settings.

    Lots are matched by the units that they share, never by a number.
    """
    from lotdesign.comparing.diff import diff_results
    from lotdesign.comparing.inputs import describe_mismatches
    from lotdesign.report.diff import (
        summarise_difference,
        write_difference_csv,
        write_difference_page,
    )

    files = (before, after)
    check_sources(files, scenario, (*settings, *off))
    check_target(target.out)
    given = read_named_results(files, read_judging_scenario(scenario, settings, off))
    told = diff_results(*given)
    if not target.quiet:
        for sentence in describe_mismatches(given):
            say(sentence)
    forms = AnswerForms(
        page=lambda: write_difference_page(told),
        json=told.to_json,
        csv=lambda: write_difference_csv(told),
        sentence=lambda: summarise_difference(told),
    )
    report_answer(forms, target)
    return ExitCode.DIFFERENT if exit_code and not told.empty else ExitCode.DONE
