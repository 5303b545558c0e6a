"""Calls that solve a scenario or many settings, judge, enumerate and verify designs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lotdesign.events import EventListener, ignore_event
from lotdesign.result.model import Result, Verification
from lotdesign.scenario.scenario import Scenario

if TYPE_CHECKING:
    import polars as pl

    from lotdesign.app.api.result_tables import ResultTables
    from solver.enumeration.atlas import Atlas
    from solver.solve_context import AnswerOffer


def solve(
    scenario: Scenario,
    *,
    time_limit: float | None = None,
    seed: int = 0,
    workers: int = 0,
    engine: str = "auto",
    context: bool = True,
    listen: EventListener = ignore_event,
    start: Sequence[Sequence[str]] | None = None,
    offer: "AnswerOffer | None" = None,
    hear_answer: Callable[[Result], None] | None = None,
) -> "ResultTables":
    """Find the best design and verify it; with `context` also compare it with other designs.

    Runs until proved, until `time_limit` seconds have passed or until Ctrl-C; the result then holds
    the incumbent (`result.termination` says which). The engine is "cp-sat", "highs", "auto"
    (CP-SAT, and HiGHS before anything is called impossible) or "both" (each on its own, compared).
    `workers` are threads of the engine, 0 for as many as it likes; `seed` seeds every random
    choice. `listen` is called with each ProgressEvent, from any thread.

    `start` is a design to begin with, as lots of unit ids; where it is admissible nothing worse is
    returned. `offer` is called once, with a function that builds the Result as far as it has come,
    from any thread; the studies have one too. `hear_answer` is called once with the verified Result
    as soon as design and proof stand, before it is compared with others.

    Money in the result is in pence, distance in metres, a share is a decimal of 1. Raises
    ValueError for an unknown engine, InputFaults where the lots of `start` are no partition,
    EngineContradiction when two engines cannot both be right.

    >>> import lotdesign as ld
    >>> best = ld.solve(ld.load("examples/tiny"))
    >>> best.status, best.measures["whole_life_cost"]
    ('optimal', 78876000)
    """
    from lotdesign.app.api.result_tables import ResultTables
    from solver.backends.registry import parse_engine_choice
    from solver.run import solve_scenario
    from solver.solve_context import RunOptions

    choice = parse_engine_choice(engine)
    options = RunOptions(time_limit, seed, workers, choice, listen, offer, hear_answer)
    return ResultTables(solve_scenario(scenario, options, context, start))


def evaluate(
    scenario: Scenario,
    *,
    option: str | None = None,
    design: Sequence[Sequence[str]] | None = None,
    routes: Sequence[str] = (),
) -> "ResultTables":
    """Judge a given design by the same measures and rules: an option, or lots of unit ids.

    `routes` has one a lot of the design, none where all are external, or is "best" for the best
    admissible ones. The figures are those of `solve`, in the same units, and nothing is proved of
    other designs. Raises InputFaults when the option or a unit is unknown, the lots are no
    partition, or nobody offers a route; Undecided where Ctrl-C stops the search for an award.

    >>> import lotdesign as ld
    >>> drawn = ld.evaluate(ld.load("examples/tiny"), option="services")
    >>> drawn.measures["whole_life_cost"], drawn.result.broken
    (78844000, ('access',))
    """
    from lotdesign.app.api.result_tables import ResultTables
    from solver.run import evaluate_design

    return ResultTables(evaluate_design(scenario, option, design, routes))


def atlas(scenario: Scenario) -> "Atlas":
    """Enumerate every design of a small authority: `frame` lists them, `answer()` filters them.

    The frame has a row a design, with every measure in its own unit (pence, metres). Raises
    EnumerationRefused, which says why, where there are too many designs or where prices or routes
    make a design more than its lots.

    >>> import lotdesign as ld
    >>> ld.atlas(ld.load("examples/tiny")).frame.height
    125
    """
    from solver.enumeration.atlas import Atlas

    return Atlas.of(scenario)


def verify(scenario: Scenario, result: Result) -> Verification:
    """Work out again from the scenario everything that the result states, in exact arithmetic.

    Needs no solver, and can tell whether a better design exists only where the result carries a
    bound certificate. `ok` of the answer is False where anything differs, and `faults` has a
    sentence for each.

    >>> import lotdesign as ld
    >>> scenario = ld.load("examples/tiny")
    >>> ld.verify(scenario, ld.solve(scenario).result).ok
    True
    """
    from lotdesign.verify.verify import verify_result

    return verify_result(scenario, result)


def certify(scenario: Scenario, result: Result, *, time_limit: float | None = None) -> Result:
    """Add a bound certificate to a proved result, by which `verify` checks its proof.

    It has as many aims, in order, as one is found for within `time_limit` seconds. The result is
    returned as it is where there is none: what is not proved has none, what arithmetic proves needs
    none. The verification is done anew. Raises EngineContradiction where a better design turns up,
    KeyboardInterrupt on Ctrl-C.

    >>> import lotdesign as ld
    >>> scenario = ld.load("examples/tiny")
    >>> certified = ld.certify(scenario, ld.solve(scenario).result)
    >>> certified.bound_certificate.claims[0].optimum
    78876000
    """
    from lotdesign.verify.verify import verify_anew
    from solver.bound_certificates.certify import certify_bounds
    from solver.deadline import start_deadline

    certificate = certify_bounds(scenario, result, start_deadline(time_limit))
    if certificate is None:
        return result
    return verify_anew(scenario, result.model_copy(update={"bound_certificate": certificate}))


def read_result(path: str | Path) -> Result:
    """Read a result from a JSON file, or from stdin for `-`; raises InputFaults when it is none."""
    from lotdesign.result.read import read_result as read

    return read(path)


def sweep(
    path: str | Path,
    vary: Mapping[str, Iterable[object]] | None = None,
    *,
    listed: Sequence[Mapping[str, object]] = (),
    settings: Sequence[str] = (),
    off: Sequence[str] = (),
    jobs: str | Path | None = None,
    workers: int = 0,
    cluster: str | None = None,
    time_limit: float | None = None,
    seed: int = 0,
    engine: str = "auto",
    listen: EventListener = ignore_event,
) -> "pl.DataFrame":
    """Solve many settings in parallel; return a row each, see `solver.batch.frame`.

    `vary` gives each path its values, of which every combination is solved, for each entry of
    `listed`. With `jobs`, the path of a file, answers are kept and never worked out again.
    `workers` are processes, 0 for one a processor; `cluster` is the address of a Dask scheduler,
    which is used instead. `time_limit` is in seconds for each setting. Figures are in each
    measure's own unit (pence, metres).

    Raises InputFaults with every fault of every combination before anything is solved, ValueError
    for an unknown engine, KeyboardInterrupt on Ctrl-C, ClusterUnavailable where there is no
    cluster, BatchFailed where a setting cannot be solved, EngineContradiction when two engines
    cannot both be right.
    """
    from lotdesign.input.variations import VariedPath, write_plain_values
    from solver.backends.registry import parse_engine_choice
    from solver.batch.frame import build_batch_frame
    from solver.batch.job_table import open_job_table
    from solver.batch.jobs import JobSettings
    from solver.batch.run import plan_batch, run_batch
    from solver.batch.worker_pools import open_pool

    grid = [VariedPath(name, write_plain_values(values)) for name, values in (vary or {}).items()]
    rows = [dict(zip(each, write_plain_values(each.values()), strict=True)) for each in listed]
    job_settings = JobSettings(parse_engine_choice(engine), seed, time_limit)
    plan = plan_batch(path, grid, rows, settings, off, job_settings)
    with open_job_table(jobs) as table:
        return build_batch_frame(run_batch(plan, table, open_pool(workers, cluster), listen))
