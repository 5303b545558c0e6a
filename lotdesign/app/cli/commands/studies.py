"""`lotdesign explain`, `price`, `alternatives`, `frontier`: questions around the best design."""

from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.arguments import ScenarioOptions, SearchOptions
from lotdesign.app.cli.driver import add_file_remarks, answer_question, ask_and_deliver
from lotdesign.app.cli.exit_codes import ExitCode, choose_explain_exit, choose_study_exit
from lotdesign.app.cli.options import FurtherMeasuresOption, build_whole_parser, split_names
from lotdesign.app.cli.output import (
    STDOUT_PATH,
    OutputOptions,
    check_target,
    deliver_bytes,
)
from lotdesign.app.cli.prepared_answer import PreparedAnswer, prepare_answer
from lotdesign.faults import UsageError

if TYPE_CHECKING:
    from lotdesign.result.alternatives import FrontierAnswer


def explain(source: ScenarioOptions, output: OutputOptions, search: SearchOptions) -> ExitCode:
    """Say why no design is possible, and which smallest changes of rules would make one so."""
    from lotdesign.app import api
    from lotdesign.report.explain import build_explanation_forms

    return answer_question(
        source,
        output,
        lambda scenario: search.run(
            lambda listen: api.explain(scenario, **search.keywords, listen=listen).told,
            output.quiet,
        ),
        build_explanation_forms,
        lambda answer: choose_explain_exit(answer.ended, answer.status),
    )


def price(
    source: ScenarioOptions,
    output: OutputOptions,
    search: SearchOptions,
    split: Annotated[
        bool, typer.Option("--split/--no-split", help="Split the total among the rules.")
    ] = True,
) -> ExitCode:
    """Say what each rule costs, what one step of each number costs, what providers are worth."""
    from lotdesign.app import api
    from lotdesign.report.price import build_price_forms

    return answer_question(
        source,
        output,
        lambda scenario: search.run(
            lambda listen: api.price(scenario, **search.keywords, split=split, listen=listen).told,
            output.quiet,
        ),
        build_price_forms,
        lambda answer: choose_study_exit(answer.ended, answer.status, answer.status != "unknown"),
    )


def alternatives(
    source: ScenarioOptions,
    output: OutputOptions,
    search: SearchOptions,
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
            parser=build_whole_parser("--most", 1),
            metavar="K",
            help="Show the K most different designs instead of all.",
        ),
    ] = None,
    measures: FurtherMeasuresOption = None,
) -> ExitCode:
    """Say which designs are nearly as good as the best, how they differ, what they share."""
    from lotdesign.app import api
    from lotdesign.report.alternatives import build_alternatives_forms

    return answer_question(
        source,
        output,
        lambda scenario: search.run(
            lambda listen: (
                api.alternatives(
                    scenario,
                    tolerance=tolerance,
                    most=most,
                    measures=split_names(measures),
                    **search.keywords,
                    listen=listen,
                ).told
            ),
            output.quiet,
        ),
        build_alternatives_forms,
        lambda answer: choose_study_exit(answer.ended, answer.status, bool(answer.designs)),
    )


def frontier(
    source: ScenarioOptions,
    output: OutputOptions,
    search: SearchOptions,
    measures: Annotated[
        str | None,
        typer.Option(
            metavar="A,B[,C]",
            help="Two or three measures, for example whole_life_cost,travel or "
            "whole_life_cost,withdrawals_survived. Left out: the first two aims.",
        ),
    ] = None,
    plot: Annotated[
        str | None, typer.Option(metavar="FILE.svg", help="Draw the points as a picture.")
    ] = None,
) -> ExitCode:
    """Find every design that no other betters in one measure without being worse in another."""
    from lotdesign.app import api
    from lotdesign.report.frontier import build_frontier_forms
    from lotdesign.report.frontier_svg import draw_frontier_svg

    # Not by answer_question: the picture is a second file, with a place to be checked.
    source.check_paths(output)
    if plot == STDOUT_PATH:
        raise UsageError("--plot: give a file of its own, for example trade-off.svg")
    check_target(plot, "--plot")
    scenario = source.read_scenario()
    names = None if measures is None else split_names(measures)
    found: list[FrontierAnswer] = []

    def ask() -> "FrontierAnswer":
        found.append(
            search.run(
                lambda listen: (
                    api.frontier(scenario, measures=names, **search.keywords, listen=listen).told
                ),
                output.quiet,
            )
        )
        return found[-1]

    def prepare(answer: "FrontierAnswer") -> PreparedAnswer:
        verdict = choose_study_exit(answer.ended, answer.status, bool(answer.points))
        verdict = add_file_remarks(verdict, scenario.remarks)
        return prepare_answer(build_frontier_forms(scenario, answer), output, verdict)

    code = ask_and_deliver(ask, prepare)
    (answer,) = found
    if plot is not None:
        deliver_bytes(draw_frontier_svg(scenario, answer).encode(), plot, output.quiet)
    return code
