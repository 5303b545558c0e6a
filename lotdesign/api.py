"""Everything that the command line does, one call each.

The only module of the core, with the command line, that calls the solver, and it does so
inside functions: importing it loads no engine.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lotdesign.events import Listen, unheard
from lotdesign.faults import Fault, InputFaults
from lotdesign.result.model import Result, Verification
from lotdesign.scenario.load import load as load
from lotdesign.scenario.scenario import Scenario

if TYPE_CHECKING:
    import polars as pl

    from lotdesign.answers import (
        Appraisal,
        Explanation,
        Hinges,
        Ladders,
        LargestLots,
        LotGroups,
        NearBest,
        PriceList,
        TradeOff,
    )
    from lotdesign.comparing.answer import Differences
    from lotdesign.comparing.given import Given
    from lotdesign.frames import Run
    from lotdesign.frameworks.answer import FrameworkAnswer
    from lotdesign.report.standards import Record
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


def explain(
    scenario: Scenario,
    *,
    time_limit: float | None = None,
    seed: int = 0,
    workers: int = 0,
    engine: str = "auto",
    listen: Listen = unheard,
) -> "Explanation":
    """Why no design is admissible: rules that cannot hold together, and the least repairs.

    Ctrl-C and `time_limit` keep what was found until then (`told.ended` says which). Engines are
    those of `solve`; "both" puts every question to both.
    """
    from lotdesign.answers import Explanation
    from solver.engines.choice import choice_of
    from solver.explain.run import explained

    asked = choice_of(engine)
    return Explanation(explained(scenario, time_limit, seed, workers, listen, asked))


def price(
    scenario: Scenario,
    *,
    time_limit: float | None = None,
    seed: int = 0,
    workers: int = 0,
    engine: str = "auto",
    split: bool = True,
    listen: Listen = unheard,
) -> "PriceList":
    """What each rule costs, the next step of each number, and what each provider is worth.

    With `split` the cost of all rules together is split among them, which takes the best value
    of every set of rules. Ctrl-C and `time_limit` keep what was found (`told.ended`). Engines
    are those of `solve`; "auto" works with CP-SAT, "both" puts every question to both.
    """
    from lotdesign.answers import PriceList
    from solver.engines.choice import choice_of
    from solver.pricing.run import priced

    asked = choice_of(engine)
    return PriceList(priced(scenario, time_limit, seed, workers, split, listen, asked))


def tipping(
    scenario: Scenario,
    *,
    reload: Callable[[str], Scenario] | None = None,
    time_limit: float | None = None,
    seed: int = 0,
    workers: int = 0,
    listen: Listen = unheard,
) -> "Hinges":
    """How far each assumed figure may move, all others staying, before another design is best.

    Figures that change what units cost are followed only with `reload`, which reads the scenario
    again with one more setting: `lambda setting: load(path, [setting])`.
    """
    from lotdesign.answers import Hinges
    from solver.tipping.run import tipped

    return Hinges(tipped(scenario, reload, time_limit, seed, workers, listen))


def framework(path: str | Path, settings: Sequence[str] = ()) -> "FrameworkAnswer":
    """The rankings of a framework, its reopenings, and its forecast called off.

    `path` is a folder with framework.toml or such a file; `settings` are "PATH=VALUE". Raises
    InputFaults with everything that is wrong, ties that no stated rule decides included.
    """
    from lotdesign.frameworks.answer import FrameworkAnswer
    from lotdesign.frameworks.load import load_framework
    from lotdesign.frameworks.run import Ranked

    return FrameworkAnswer(Ranked(load_framework(path, settings)))


def alternatives(
    scenario: Scenario,
    *,
    tolerance: str | int | float = "1%",
    most: int | None = None,
    time_limit: float | None = None,
    seed: int = 0,
    workers: int = 0,
    engine: str = "auto",
    listen: Listen = unheard,
) -> "NearBest":
    """The designs whose first aim lies within a tolerance of the best, and what they all share.

    The tolerance is a percentage of the best value, or an amount in people's units: pounds,
    kilometres, a plain number. All designs are there where that is proved; with `most`, or
    where there are too many, the most different ones. Ctrl-C and `time_limit` keep what was
    found (`told.ended`). Engines are those of `solve`. Raises InputFaults for a tolerance or a
    number that is none.
    """
    from lotdesign.answers import NearBest
    from lotdesign.scenario.values import slack
    from solver.alternatives.told import alternatives as found
    from solver.engines.choice import choice_of

    faults, asked = [], choice_of(engine)
    try:
        allowed = slack(tolerance)
    except ValueError as error:
        faults.append(Fault("--tolerance", str(error), str(tolerance)))
    if most is not None and most < 1:
        faults.append(Fault("--most", "give a number of designs, 1 or more", str(most)))
    if faults:
        raise InputFaults(faults)
    return NearBest(found(scenario, allowed, most, time_limit, seed, workers, listen, asked))


def frontier(
    scenario: Scenario,
    *,
    measures: Sequence[str] | None = None,
    time_limit: float | None = None,
    seed: int = 0,
    workers: int = 0,
    engine: str = "auto",
    listen: Listen = unheard,
) -> "TradeOff":
    """Every trade-off between two or three measures: designs that none is better than in all.

    Without `measures` those of the first two aims. Each point is proved, and with
    `told.complete` that there are no others; Ctrl-C and `time_limit` keep the points found.
    Engines are those of `solve`. Raises InputFaults for measures that are not known, or that the
    scenario has no figures for.
    """
    from lotdesign.answers import TradeOff
    from lotdesign.measures.asked import asked
    from solver.engines.choice import choice_of
    from solver.frontier.run import frontier as found

    choice, names = choice_of(engine), asked(scenario, measures)
    return TradeOff(found(scenario, names, time_limit, seed, workers, listen, choice))


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
    listen: Listen = unheard,
) -> "pl.DataFrame":
    """Many settings solved in parallel, a row each: see `solver.sweep.frame`.

    `vary` gives each path its values, of which every combination is solved, for each entry of
    `listed`. With `jobs`, the path of a file, answers are kept and never worked out again.
    `workers` are processes, 0 for one a processor; `cluster` is the address of a Dask scheduler,
    which is used instead. Raises InputFaults with every fault of every combination before anything
    is solved, KeyboardInterrupt on Ctrl-C.
    """
    from lotdesign.scenario.variations import Varied, plain_values
    from solver.engines.choice import choice_of
    from solver.sweep.frame import frame
    from solver.sweep.job import Means
    from solver.sweep.places import place
    from solver.sweep.sweep import carried_out, plan
    from solver.sweep.table import kept

    grid = [Varied(name, plain_values(values)) for name, values in (vary or {}).items()]
    rows = [dict(zip(each, plain_values(each.values()), strict=True)) for each in listed]
    means = Means(choice_of(engine), seed, time_limit)
    asked = plan(path, grid, rows, settings, off, means)
    with kept(jobs) as table:
        return frame(carried_out(asked, table, place(workers, cluster), listen))


def compare(runs: "Sequence[Run | Result]", names: Sequence[str] | None = None) -> "pl.DataFrame":
    """Designs side by side as a polars frame, a row a design: see `lotdesign.comparing.frame`.

    Without names they are called 1, 2, and so on. Raises InputFaults for figures that are none,
    ValueError where there is nothing to compare or names do not fit.
    """
    from lotdesign.comparing.compare import compare as compared
    from lotdesign.comparing.frame import frame

    return frame(compared(_given(runs, names)))


def diff(before: "Run | Result", after: "Run | Result") -> "Differences":
    """What differs between two designs, lots matched by the units that they share."""
    from lotdesign.comparing.answer import Differences
    from lotdesign.comparing.diff import diff as differing

    return Differences(differing(*_given((before, after), ("before", "after"))))


def _given(runs: "Sequence[Run | Result]", names: Sequence[str] | None) -> "list[Given]":
    from lotdesign.comparing.given import checked

    called = names or [str(i) for i in range(1, len(runs) + 1)]
    results = [run if isinstance(run, Result) else run.result for run in runs]
    return [checked(name, result) for name, result in zip(called, results, strict=True)]


def who(
    scenario: Scenario,
    *,
    units: Sequence[str] | None = None,
    option: str | None = None,
    design: Sequence[Sequence[str]] | None = None,
    routes: Sequence[str] = (),
) -> "Ladders":
    """Up to which value, turnover multiple and year each provider can follow a lot.

    Of one lot of unit ids, or of every external lot of an option or a design. Raises InputFaults
    for a unit or option that is not there.
    """
    from lotdesign.answers import Ladders
    from solver.who import who_can

    return Ladders(who_can(scenario, units, option, design, routes))


def reach(scenario: Scenario, provider: str) -> "LargestLots":
    """The largest of all lots, by the structural rules, that a provider can bid for.

    Raises InputFaults for a provider that is not there, TooManyLots where there are too many.
    """
    from lotdesign.answers import LargestLots
    from solver.reach import reach as reached

    return LargestLots(reached(scenario, provider))


def groups(
    scenario: Scenario,
    *,
    option: str | None = None,
    design: Sequence[Sequence[str]] | None = None,
    routes: Sequence[str] = (),
) -> "LotGroups":
    """Which lots of an option or a design one provider could win together, and what that saves.

    Raises InputFaults when the option or a unit is unknown or the lots are no partition.
    """
    from lotdesign.answers import LotGroups
    from lotdesign.result.grouped import grouped
    from solver.given import option_design

    return LotGroups(grouped(scenario, option_design(scenario, option, design, routes)))


def appraise(
    scenario: Scenario, result: Result | None = None, *, listen: Listen = unheard
) -> "Appraisal":
    """The options side by side and, where officers scored them, ranked, with the best design.

    Solves the scenario unless `result` is one of it, which ought to be verified. Raises
    InputFaults where there is no option, the result does not compare with each, or two have
    equal points and no stated rule decides.
    """
    from lotdesign.answers import Appraisal
    from lotdesign.appraisal.appraise import appraised

    run = solve(scenario, listen=listen).result if result is None else result
    return Appraisal(appraised(scenario, run))


def standards(scenario: Scenario, result: Result) -> "Record":
    """(text, source, evidence) of each commissioning standard: what the result shows towards it."""
    from lotdesign.report.standards import record

    return record(scenario, result)


def verify(scenario: Scenario, result: Result) -> Verification:
    """Everything that the result states, worked out again from the scenario."""
    from lotdesign.checker.check import check

    return check(scenario, result)


def read_result(path: str | Path) -> Result:
    """A result from a JSON file, or from stdin for `-`; raises InputFaults when it is none."""
    from lotdesign.result.read import read_result as read

    return read(path)
