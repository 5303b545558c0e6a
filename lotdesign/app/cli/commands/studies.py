"""`lotdesign explain`, `price`, `alternatives`, `frontier`: questions around the best design."""

from typing import Annotated

import typer

from lotdesign.app.cli.arguments import ScenarioOptions, SearchOptions
from lotdesign.app.cli.exit_codes import ExitCode, choose_study_exit
from lotdesign.app.cli.options import build_whole_parser
from lotdesign.app.cli.output import (
    STDOUT_PATH,
    AnswerForms,
    OutputOptions,
    check_target,
    deliver_bytes,
    report_answer,
)
from lotdesign.app.cli.wrapper import wrap_command
from lotdesign.faults import UsageError


@wrap_command
def explain(asked: ScenarioOptions, target: OutputOptions, searching: SearchOptions) -> ExitCode:
    """Say why no design is admissible, and which least changes of the rules would mend it."""
    from lotdesign.app import api
    from lotdesign.report.explain import (
        summarise_explanation,
        write_explanation_page,
        write_repairs_csv,
    )

    asked.check_paths(target)
    valid = asked.read_scenario()
    told = searching.run_search(
        target.quiet, lambda listen: api.explain(valid, **searching.keywords, listen=listen).told
    )
    forms = AnswerForms(
        page=lambda: write_explanation_page(valid, told),
        json=told.to_json,
        csv=lambda: write_repairs_csv(told),
        sentence=lambda: summarise_explanation(valid, told),
    )
    report_answer(forms, target)
    if told.ended == "interrupted":
        return ExitCode.INTERRUPTED
    return ExitCode.NONE_FOUND if told.status == "unknown" else ExitCode.DONE


@wrap_command
def price(
    asked: ScenarioOptions,
    target: OutputOptions,
    searching: SearchOptions,
    split: Annotated[
        bool, typer.Option("--split/--no-split", help="Split the total among the rules.")
    ] = True,
) -> ExitCode:
    """Say what each rule costs, the next step of each number, and what providers are worth."""
    from lotdesign.app import api
    from lotdesign.report.price import summarise_prices, write_price_csv, write_price_page

    asked.check_paths(target)
    valid = asked.read_scenario()
    told = searching.run_search(
        target.quiet,
        lambda listen: api.price(valid, **searching.keywords, split=split, listen=listen).told,
    )
    forms = AnswerForms(
        page=lambda: write_price_page(valid, told),
        json=told.to_json,
        csv=lambda: write_price_csv(told),
        sentence=lambda: summarise_prices(told),
    )
    report_answer(forms, target)
    return choose_study_exit(told.ended, told.status, told.status != "unknown")


@wrap_command
def alternatives(
    asked: ScenarioOptions,
    target: OutputOptions,
    searching: SearchOptions,
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
            help="Not all designs but the K most different ones.",
        ),
    ] = None,
) -> ExitCode:
    """Say which designs are nearly as good as the best, what moves in them, what they share."""
    from lotdesign.app import api
    from lotdesign.report.alternatives import summarise_alternatives, write_alternatives_csv
    from lotdesign.report.alternatives import write_alternatives_page as page

    asked.check_paths(target)
    valid = asked.read_scenario()
    told = searching.run_search(
        target.quiet,
        lambda listen: (
            api.alternatives(
                valid, tolerance=tolerance, most=most, **searching.keywords, listen=listen
            ).told
        ),
    )
    forms = AnswerForms(
        page=lambda: page(valid, told),
        json=told.to_json,
        csv=lambda: write_alternatives_csv(told),
        sentence=lambda: summarise_alternatives(told),
    )
    report_answer(forms, target)
    return choose_study_exit(told.ended, told.status, bool(told.designs))


@wrap_command
def frontier(
    asked: ScenarioOptions,
    target: OutputOptions,
    searching: SearchOptions,
    measures: Annotated[
        str | None,
        typer.Option(
            metavar="A,B[,C]",
            help="Two or three measures, for example whole_life_cost,travel. "
            "Left out: the first two aims.",
        ),
    ] = None,
    plot: Annotated[
        str | None, typer.Option(metavar="FILE.svg", help="Draw the points as a picture.")
    ] = None,
) -> ExitCode:
    """Find every design that no other betters in one measure without being worse in another."""
    from lotdesign.app import api
    from lotdesign.report.frontier import summarise_frontier, write_frontier_csv
    from lotdesign.report.frontier import write_frontier_page as page
    from lotdesign.report.frontier_svg import draw_frontier_svg

    asked.check_paths(target)
    _check_plot(plot)
    valid = asked.read_scenario()
    names = None if measures is None else [each.strip() for each in measures.split(",")]
    told = searching.run_search(
        target.quiet,
        lambda listen: (
            api.frontier(valid, measures=names, **searching.keywords, listen=listen).told
        ),
    )
    forms = AnswerForms(
        page=lambda: page(valid, told),
        json=told.to_json,
        csv=lambda: write_frontier_csv(told),
        sentence=lambda: summarise_frontier(told),
    )
    report_answer(forms, target)
    if plot is not None:
        deliver_bytes(draw_frontier_svg(valid, told).encode(), plot, target.quiet)
    return choose_study_exit(told.ended, told.status, bool(told.points))


def _check_plot(plot: str | None) -> None:
    if plot == STDOUT_PATH:
        raise UsageError("--plot: give a file of its own, for example trade-off.svg")
    check_target(plot, "--plot")
