"""`lotdesign robust`: the design that is never far from the best, whichever future comes."""

from typing import Annotated

import typer

from lotdesign.app.cli.arguments import ScenarioOptions, SearchOptions
from lotdesign.app.cli.driver import answer_question
from lotdesign.app.cli.exit_codes import ExitCode, choose_robust_exit
from lotdesign.app.cli.output import OutputOptions


def robust(
    source: ScenarioOptions,
    output: OutputOptions,
    search: SearchOptions,
    require_optimal: Annotated[
        bool, typer.Option("--require-optimal", help="Exit with 6 unless proved best.")
    ] = False,
) -> ExitCode:
    """Find the design whose largest distance from the best of any [[case]] is least.

    A case is a future that somebody thinks possible. The design keeps all rules in each of them.
    """
    from lotdesign.app import api
    from lotdesign.report.robust import build_robust_forms

    return answer_question(
        source,
        output,
        lambda scenario: search.run(
            lambda listen: api.robust(scenario, **search.keywords, listen=listen).result,
            output.quiet,
        ),
        build_robust_forms,
        lambda result: choose_robust_exit(result, require_optimal),
    )
