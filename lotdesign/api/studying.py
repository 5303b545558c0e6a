"""Looks around the best design: why there is none, what rules cost, what else there is."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lotdesign.events import Listen, unheard
from lotdesign.faults import Fault, InputFaults
from lotdesign.scenario.scenario import Scenario

if TYPE_CHECKING:
    from lotdesign.answers import Explanation, Hinges, NearBest, PriceList, TradeOff


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
