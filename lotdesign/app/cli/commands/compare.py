"""`lotdesign compare`, `diff`: results side by side, or two in every detail."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.condition_files import ReportOption, parse_condition_files
from lotdesign.app.cli.driver import deliver
from lotdesign.app.cli.exit_codes import ExitCode, choose_compare_exit, choose_diff_exit
from lotdesign.app.cli.input_files import (
    JudgingOption,
    check_sources,
    read_judging_scenario,
    read_named_results,
)
from lotdesign.app.cli.options import (
    REQUIRE_FLAG,
    FurtherMeasuresOption,
    OffOption,
    RequireOption,
    SetOption,
    TimeLimitOption,
    split_names,
)
from lotdesign.app.cli.output import OutputOptions, check_target
from lotdesign.app.cli.run_clock import measure_elapsed
from lotdesign.app.cli.terminal import say
from lotdesign.faults import UsageError, quote_text
from lotdesign.words import join_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lotdesign.comparing.inputs import NamedResult
    from lotdesign.report.condition_reports import ConditionCheck
    from lotdesign.result.compared import CompareAnswer
    from lotdesign.scenario.scenario import Scenario

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
    report: ReportOption,
    scenario: JudgingOption = None,
    measures: FurtherMeasuresOption = None,
    time_limit: TimeLimitOption = None,
) -> ExitCode:
    """Put results side by side: measures, rules, and what was asked differently.

    Differences are against the first. A condition must hold of every result. --measures needs
    --scenario, and works out how many withdrawals a design survives, or its capacity margin.
    """
    from lotdesign.comparing.compare import compare_results
    from lotdesign.measures.conditions import (
        MEASURES_FLAG,
        choose_stress_measures,
        parse_conditions,
    )
    from lotdesign.measures.registry import MEASURES
    from lotdesign.report.compare import build_compare_forms

    check_sources(results, scenario, (*settings, *off))
    check_target(output.out, form=output.form)
    reports = parse_condition_files(report)
    further = split_names(measures)
    if further and scenario is None:
        raise UsageError(f"{MEASURES_FLAG} asks the market of a scenario; give --scenario too")
    conditions = parse_conditions(require, REQUIRE_FLAG, (*MEASURES, *further))
    if reports and not conditions:
        raise UsageError(f"--report tells of conditions; give {REQUIRE_FLAG} too")
    judging = read_judging_scenario(scenario, settings, off)
    if judging is not None:
        choose_stress_measures(judging, further)
    named = read_named_results(results, judging)
    if judging is not None and further:
        named = _measure(judging, named, further, time_limit, output.quiet)
    answer = compare_results(named, conditions)
    _say_mismatches(named, output.quiet)
    checks = tuple(_check_conditions(answer, results))
    unmet = (f"{quote_text(each.subject)}: {each.failure}." for each in checks if each.failure)
    code = deliver(build_compare_forms(answer), output, choose_compare_exit(unmet))
    for each in reports:
        each.write("compare", checks, output.quiet)
    return code


def _measure(
    scenario: "Scenario",
    named: "Sequence[NamedResult]",
    measures: "Sequence[str]",
    time_limit: float | None,
    quiet: bool,
) -> "tuple[NamedResult, ...]":
    """Add the measures that a solver works out; says of which results it did not."""
    from solver.solve_context import RunOptions
    from solver.stress.measured_results import is_of_scenario, measure_results

    for each in named:
        if not quiet and each.result.lots and not is_of_scenario(each.result, scenario):
            say(
                f"{quote_text(each.name)} is not of the scenario as given: "
                f"{join_words(measures)} of it are left out."
            )
    left = None if time_limit is None else max(0.0, time_limit - measure_elapsed())
    found = measure_results(scenario, [e.result for e in named], measures, RunOptions(left))
    return tuple(replace(each, result=result) for each, result in zip(named, found, strict=True))


def _say_mismatches(named: "Sequence[NamedResult]", quiet: bool) -> None:
    from lotdesign.comparing.inputs import describe_mismatches

    if not quiet:
        for sentence in describe_mismatches(named):
            say(sentence)


def _check_conditions(answer: "CompareAnswer", sources: list[str]) -> "Iterator[ConditionCheck]":
    """Yield each condition of each result; `sources` are the paths that were given."""
    from lotdesign.report.condition_reports import ConditionCheck
    from lotdesign.report.wording import describe_unmet_condition, explain_inadmissibility

    for row in answer.conditions:
        asked = zip(answer.results, sources, row.holds, row.measured, strict=True)
        for each, source, holds, value in asked:
            standing = explain_inadmissibility(bool(each.lots), each.broken, each.certified)
            why = describe_unmet_condition(row.condition, row.measure, value, standing)
            file = source if Path(source).is_file() else ""
            yield ConditionCheck(each.name, file, row.condition, "" if holds else why)


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
