"""The call that tries how designs stand up to the market and to other futures."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lotdesign.events import EventListener, ignore_event
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario

if TYPE_CHECKING:
    from lotdesign.app.api.result_tables import ResultTables
    from lotdesign.app.api.stress_tables import StressTables
    from solver.solve_context import AnswerOffer
    from solver.stress.study import GivenDesign


def stress(
    scenario: Scenario,
    *,
    option: str | None = None,
    design: Sequence[Sequence[str]] | None = None,
    routes: Sequence[str] = (),
    results: Sequence[Result] = (),
    case: str | None = None,
    near: int = 0,
    jobs: str | Path | None = None,
    cluster: str | None = None,
    time_limit: float | None = None,
    seed: int = 0,
    workers: int = 0,
    engine: str = "auto",
    listen: EventListener = ignore_event,
    offer: "AnswerOffer | None" = None,
) -> "StressTables":
    """Find how designs stand up to the market: withdrawals, margins, chances, regret over cases.

    The designs are an option, lots of unit ids with their routes, and those of `results`; without
    any the best design, the options, today's contracts, and `near` designs within 1 % of the best
    that differ most. All but regret is in the scenario as it stands, or in `case`. Regret is in
    the unit of the first objective: pence, metres, a share of 1, or a count. Chances stand in the
    scenario and are assumptions.

    With `jobs`, the path of a file, or `cluster`, the address of a Dask scheduler, the parts are
    done in parallel with one engine worker each; `workers` are processes then, 0 for one a
    processor, and `time_limit` is for each part. What is in the file is not worked out again.
    Ctrl-C then raises KeyboardInterrupt; without `jobs` only where nothing was done yet, and
    otherwise keeps what was found. ClusterUnavailable and BatchFailed are raised as by `sweep`.

    Otherwise Ctrl-C and `time_limit`, in seconds, keep what was found
    (`told.ended`). `seed` seeds the engine; draws have `stress.seed`. Raises InputFaults for an
    unknown option, case or unit, or lots that are no partition, ValueError for an unknown engine.
    """
    from lotdesign.app.api.stress_tables import StressTables
    from solver.backends.registry import parse_engine_choice
    from solver.solve_context import RunOptions
    from solver.stress.study import GivenDesign, stress_designs

    options = RunOptions(time_limit, seed, workers, parse_engine_choice(engine), listen, offer)
    given = []
    if option is not None:
        given.append(_find_option(scenario, option))
    if design is not None:
        given.append(GivenDesign("design", "The design given", design, routes))
    given += [
        GivenDesign(
            f"result-{n}",
            f"Result {n}",
            [lot.units for lot in result.lots],
            [lot.route for lot in result.lots],
        )
        for n, result in enumerate(results, 1)
    ]
    if jobs is not None or cluster is not None:
        from solver.batch.job_table import open_job_table
        from solver.batch.jobs import JobSettings
        from solver.batch.worker_pools import open_pool
        from solver.stress.batch import stress_in_batch

        settings = JobSettings(options.engine, seed, time_limit)
        with open_job_table(jobs) as table:
            told = stress_in_batch(
                scenario,
                settings,
                table,
                lambda: open_pool(workers, cluster),
                listen,
                given,
                case,
                near,
            )
        return StressTables(told)
    return StressTables(stress_designs(scenario, options, given, case, near))


def robust(
    scenario: Scenario,
    *,
    time_limit: float | None = None,
    seed: int = 0,
    workers: int = 0,
    engine: str = "auto",
    listen: EventListener = ignore_event,
    offer: "AnswerOffer | None" = None,
) -> "ResultTables":
    """Find the design whose largest regret over the scenario's cases is least.

    Regret is how far the first objective of a design is from the best of a case, in the measure's
    own unit (pence, metres, a share of 1, a count): `result.robust` has it for each case. All other
    figures are those of the scenario as it stands. Ctrl-C and `time_limit`, in seconds, keep the
    best so far. Raises InputFaults where the scenario has no case, ValueError for an unknown
    engine, EngineContradiction when two engines cannot both be right.

    >>> import lotdesign as ld
    >>> dear = 'case.dear={set=["money.contract_management=40000"]}'
    >>> same = "case.same={set=[]}"
    >>> found = ld.robust(ld.load("examples/tiny", settings=[dear, same])).result.robust
    >>> found.largest, found.proved
    (0, True)
    """
    from lotdesign.app.api.result_tables import ResultTables
    from solver.backends.registry import parse_engine_choice
    from solver.robust.study import find_robust_design
    from solver.solve_context import RunOptions

    options = RunOptions(time_limit, seed, workers, parse_engine_choice(engine), listen, offer)
    return ResultTables(find_robust_design(scenario, options))


def _find_option(scenario: Scenario, option: str) -> "GivenDesign":
    from lotdesign.faults import Fault, InputFaults, suggest_name
    from solver.stress.study import GivenDesign

    named = {each.id: each for each in scenario.options}
    if option not in named:
        raise InputFaults([Fault("--option", suggest_name(option, named), option)])
    found = named[option]
    return GivenDesign(found.id, found.name or found.id, found.lots, found.routes)
