"""Designs a scenario, judges a given design, lists every one, and checks a result."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lotdesign.events import Listen, unheard
from lotdesign.result.model import Result, Verification
from lotdesign.scenario.scenario import Scenario

if TYPE_CHECKING:
    from lotdesign.frames import Run
    from solver.atlas.atlas import Atlas


def solve(
    scenario: Scenario,
    *,
    time_limit: float | None = None,
    seed: int = 0,
    workers: int = 0,
    engine: str = "auto",
    context: bool = True,
    listen: Listen = unheard,
    start: Sequence[Sequence[str]] | None = None,
) -> "Run":
    """The best design, verified; with `context` also what it is compared with.

    Runs until proved, until `time_limit` seconds have passed or until Ctrl-C; the run then
    carries the best design so far (`result.termination` says which). The engine is "cp-sat",
    "highs", "auto" (CP-SAT, and HiGHS before anything is called impossible) or "both" (each on
    its own, compared). Raises ValueError for another, Contradiction when two cannot be right.

    The search begins at `start`, lots of unit ids, where the rules admit it: stopped early, it
    has nothing worse. Raises InputFaults where these lots are no partition.
    """
    from lotdesign.frames import Run
    from solver.run import solved

    return Run(solved(scenario, time_limit, seed, workers, engine, context, listen, start))


def evaluate(
    scenario: Scenario,
    *,
    option: str | None = None,
    design: Sequence[Sequence[str]] | None = None,
    routes: Sequence[str] = (),
) -> "Run":
    """A given design by the same measures and rules: an option of the scenario, or lots of ids.

    `routes` has one a lot of the design, none where all are external, or is "best" for the best
    ones that keep the rules. Raises InputFaults when
    the option or a unit is unknown, the lots are no partition, or nobody offers a route.
    """
    from lotdesign.frames import Run
    from solver.run import evaluated

    return Run(evaluated(scenario, option, design, routes))


def atlas(scenario: Scenario) -> "Atlas":
    """Every design of a small authority: its `frame` lists them, its `answer()` filters them.

    Raises NoAtlas, which says why, where there are too many designs to list.
    """
    from solver.atlas.atlas import Atlas

    return Atlas.of(scenario)


def verify(scenario: Scenario, result: Result) -> Verification:
    """Everything that the result states, worked out again from the scenario."""
    from lotdesign.checker.check import check

    return check(scenario, result)


def read_result(path: str | Path) -> Result:
    """A result from a JSON file, or from stdin for `-`; raises InputFaults when it is none."""
    from lotdesign.result.read import read_result as read

    return read(path)
