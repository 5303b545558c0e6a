"""`lotdesign compare`, `diff`: results side by side, or two in every detail."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.driver import deliver
from lotdesign.app.cli.exit_codes import ExitCode, choose_compare_exit, choose_diff_exit
from lotdesign.app.cli.input_files import (
    JudgingOption,
    check_sources,
    read_judging_scenario,
    read_named_results,
)
from lotdesign.app.cli.options import REQUIRE_FLAG, OffOption, RequireOption, SetOption
from lotdesign.app.cli.output import OutputOptions, check_target
from lotdesign.app.cli.terminal import say
from lotdesign.faults import quote_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lotdesign.comparing.inputs import NamedResult
    from lotdesign.result.compared import CompareAnswer

_RESULT_HELP = "A result that solve or evaluate wrote as JSON; - is stdin."


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
    output: OutputOptions,
    require: RequireOption,
    scenario: JudgingOption = None,
) -> ExitCode:
    """Put results side by side: measures, rules, and what was asked differently.

    Differences are against the first. A condition must hold of every result.
    """
    from lotdesign.comparing.compare import compare_results
    from lotdesign.measures.conditions import parse_conditions
    from lotdesign.report.compare import build_compare_forms

    check_sources(results, scenario, (*settings, *off))
    check_target(output.out, form=output.form)
    conditions = parse_conditions(require, REQUIRE_FLAG)
    named = read_named_results(results, read_judging_scenario(scenario, settings, off))
    answer = compare_results(named, conditions)
    _say_mismatches(named, output.quiet)
    verdict = choose_compare_exit(_list_unmet_conditions(answer))
    return deliver(build_compare_forms(answer), output, verdict)


def _say_mismatches(named: "Sequence[NamedResult]", quiet: bool) -> None:
    from lotdesign.comparing.inputs import describe_mismatches

    if not quiet:
        for sentence in describe_mismatches(named):
            say(sentence)


def _list_unmet_conditions(answer: "CompareAnswer") -> Iterator[str]:
    from lotdesign.report.wording import describe_unmet_condition, explain_inadmissibility

    for row in answer.conditions:
        for each, holds, value in zip(answer.results, row.holds, row.measured, strict=True):
            if not holds:
                standing = explain_inadmissibility(bool(each.lots), each.broken, each.certified)
                why = describe_unmet_condition(row.condition, row.measure, value, standing)
                yield f"{quote_text(each.name)}: {why}."


def diff(
    before: Annotated[str, typer.Argument(metavar="A", help=_RESULT_HELP)],
    after: Annotated[str, typer.Argument(metavar="B", help=_RESULT_HELP)],
    settings: SetOption,
    off: OffOption,
    output: OutputOptions,
    scenario: JudgingOption = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 8 when anything differs.")
    ] = False,
) -> ExitCode:
    """Say what differs between two results: lots, units that moved, measures, rules, settings.

    Lots are matched by the units that they share, never by a number.
    """
    from lotdesign.comparing.diff import diff_results
    from lotdesign.report.diff import build_diff_forms

    files = (before, after)
    check_sources(files, scenario, (*settings, *off))
    check_target(output.out, form=output.form)
    named = read_named_results(files, read_judging_scenario(scenario, settings, off))
    answer = diff_results(*named)
    _say_mismatches(named, output.quiet)
    return deliver(build_diff_forms(answer), output, choose_diff_exit(answer, exit_code))
