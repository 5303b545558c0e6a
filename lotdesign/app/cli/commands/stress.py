"""`lotdesign stress`: how designs stand up to the market and to other futures."""

from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.arguments import DesignOptions, ScenarioOptions, SearchOptions
from lotdesign.app.cli.batch_options import (
    ClusterOption,
    JobsOption,
    check_jobs,
    tell_early_end,
)
from lotdesign.app.cli.driver import answer_question
from lotdesign.app.cli.exit_codes import ExitCode, choose_stress_exit
from lotdesign.app.cli.input_files import read_result_file
from lotdesign.app.cli.options import build_whole_parser
from lotdesign.app.cli.output import OutputOptions
from lotdesign.faults import UsageError

if TYPE_CHECKING:
    from lotdesign.result.stressed import StressAnswer
    from lotdesign.scenario.scenario import Scenario


def stress(
    source: ScenarioOptions,
    output: OutputOptions,
    search: SearchOptions,
    given: DesignOptions,
    result: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="A result whose design is tried; may be repeated."),
    ] = None,
    case: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Try the designs in this case; regret is over all."),
    ] = None,
    near: Annotated[
        int,
        typer.Option(
            parser=build_whole_parser("--near", 0),
            metavar="N",
            help="Try so many designs within 1% of the best too, those that differ most.",
        ),
    ] = 0,
    jobs: JobsOption = None,
    cluster: ClusterOption = None,
) -> ExitCode:
    """Say how many providers can go, how much room there is, and what other futures would cost.

    Without a design: the best, the options, and today's contracts. With --jobs or --cluster the
    parts are done in parallel: --workers are processes then. With --jobs the same command goes on
    after a stop.
    """
    from lotdesign.app import api
    from lotdesign.report.stress import build_stress_forms

    files = result or []
    if (given.option is not None) + (given.design is not None) + bool(files) > 1:
        raise UsageError("give one of --option ID, --design FILE and --result FILE")

    if near and (given.option or given.design or files):
        raise UsageError("--near is about the best design; leave out the designs given")

    if jobs is not None or cluster is not None:
        check_jobs(jobs)
        if search.time_limit is not None or search.memory_limit is not None:
            raise UsageError(
                "--jobs and --cluster take no --time-limit or --memory-limit; a run that is "
                "stopped by hand goes on with the same command"
            )

    def ask(scenario: "Scenario") -> "StressAnswer":
        lots, results = given.read_lots(), [read_result_file(file) for file in files]
        with tell_early_end(jobs, cluster):
            return search.run(
                lambda listen: (
                    api.stress(
                        scenario,
                        **lots,
                        results=results,
                        case=case,
                        near=near,
                        jobs=jobs,
                        cluster=cluster,
                        **search.keywords,
                        listen=listen,
                    ).told
                ),
                output.quiet,
            )

    return answer_question(
        source,
        output,
        ask,
        build_stress_forms,
        choose_stress_exit,
        inputs=(given.design, *files),
    )
