"""Runs everybody on everything, one after the other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from benchmarks.instances import Instance
from benchmarks.row import Row, row
from benchmarks.runners import title
from benchmarks.trial import News, Trial, trial
from lotdesign.events import Event, Listen, unheard
from lotdesign.measures.base import Value
from lotdesign.measures.registry import MEASURES
from lotdesign.memory import GIGABYTE
from lotdesign.report.amounts import measured
from lotdesign.result.figures import figure, gap
from lotdesign.scenario.load import load
from lotdesign.scenario.scenario import Scenario


@dataclass(frozen=True)
class Limits:
    """What runners may take.

    lotdesign has each instance's own seconds unless `seconds` says otherwise; a peer has
    `peer_times` as long as lotdesign took there, and `peer_least` seconds at least. Each may
    take `memory` bytes. Each of lotdesign's ways is run `times` times.
    """

    seconds: float | None = None
    peer_times: float = 20.0
    peer_least: float = 60.0
    memory: int = 8 * GIGABYTE
    times: int = 1

    def ours(self, instance: Instance) -> float:
        """Seconds for one of our ways."""
        return instance.seconds if self.seconds is None else self.seconds

    def peers(self, took: float) -> float:
        """Seconds for a peer where lotdesign took so many."""
        return max(self.peer_least, self.peer_times * took)


def races(
    instances: Sequence[Instance],
    ways: Sequence[str],
    peers: Sequence[str],
    limits: Limits,
    listen: Listen = unheard,
) -> Iterator[Row]:
    """A row for each runner on each instance, as soon as it is known; our ways first.

    All instances are read before the first is raced: hours later is too late to hear of a fault.
    What lotdesign took is what the first way took.
    """
    scenarios = [load(instance.path) for instance in instances]
    for instance, scenario in zip(instances, scenarios, strict=True):
        took = 0.0
        for way in ways:
            found = _ours(instance, scenario, way, limits, listen)
            took = took or found.seconds
            yield found
        for peer in peers:
            seconds = limits.peers(took)
            ended = _trial(instance, scenario, peer, seconds, limits, listen)
            yield row(instance, scenario, peer, seconds, ended, 1)


def _ours(instance: Instance, scenario: Scenario, way: str, limits: Limits, listen: Listen) -> Row:
    """The run of median length."""
    seconds = limits.ours(instance)
    trials = [_trial(instance, scenario, way, seconds, limits, listen) for _ in range(limits.times)]
    middle = sorted(trials, key=lambda each: each.seconds)[len(trials) // 2]
    return row(instance, scenario, way, seconds, middle, len(trials))


def _trial(
    instance: Instance,
    scenario: Scenario,
    runner: str,
    seconds: float,
    limits: Limits,
    listen: Listen,
) -> Trial:
    name = f"{instance.name}: {title(runner)}"
    listen(Event("select", 0.0, note=name))
    return trial(runner, instance.path, seconds, limits.memory, _passing(scenario, name, listen))


def _passing(scenario: Scenario, name: str, listen: Listen) -> Callable[[News], None]:
    """Passes a runner's news on as events, whose notes say who it is."""
    measure = MEASURES[scenario.objectives[0].measure]
    best: Value | None = None

    def hear(news: News) -> None:
        nonlocal best
        best, bound = _number(news.get("best")) or best, _number(news.get("bound"))
        value = figure(best, measure.unit)
        said = "no design yet" if best is None else f"best so far {measured(measure.name, value)}"
        listen(
            Event(
                "select",
                news["at"],
                note=f"{name}: {said}",
                best=value,
                bound=figure(bound, measure.unit),
                gap=None if best is None else gap(best, bound),
            )
        )

    return hear


def _number(text: object) -> Fraction | None:
    return Fraction(text) if isinstance(text, str) else None
