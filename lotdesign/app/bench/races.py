"""Runs every runner on every instance, one after the other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.app.bench.instances import BenchInstance
from lotdesign.app.bench.rows import BenchRow, build_row
from lotdesign.app.bench.runners import title_runner
from lotdesign.app.bench.trial import RunnerNews, RunnerTrial, run_trial
from lotdesign.app.memory import GIGABYTE
from lotdesign.events import EventListener, ProgressEvent, ignore_event
from lotdesign.input.load import load
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import format_measure
from lotdesign.result.figures import compute_gap, write_figure
from lotdesign.scenario.scenario import Scenario


@dataclass(frozen=True)
class RaceLimits:
    """Time and memory of the runners.

    lotdesign has each instance's own seconds unless `seconds` says otherwise; a peer has
    `peer_times` as long as lotdesign took there, and `peer_least` seconds at least. Each may
    take `memory` bytes. Each of lotdesign's own runners runs `times` times.
    """

    seconds: float | None = None
    peer_times: float = 20.0
    peer_least: float = 60.0
    memory: int = 8 * GIGABYTE
    times: int = 1

    def own_seconds(self, instance: BenchInstance) -> float:
        """Return the seconds of lotdesign on an instance."""
        return instance.seconds if self.seconds is None else self.seconds

    def peer_seconds(self, took: float) -> float:
        """Return the seconds of a peer where lotdesign took `took`."""
        return max(self.peer_least, self.peer_times * took)


def run_races(
    instances: Sequence[BenchInstance],
    engines: Sequence[str],
    peers: Sequence[str],
    limits: RaceLimits,
    listen: EventListener = ignore_event,
) -> Iterator[BenchRow]:
    """Yield a row for each runner on each instance as soon as it is known, our own runners first.

    All instances are read before the first is run, so that a fault is reported at once. A peer's
    limit follows from the time of the first of our own runners.
    """
    scenarios = [load(instance.path) for instance in instances]
    for instance, scenario in zip(instances, scenarios, strict=True):
        own_seconds = 0.0
        for engine in engines:
            row = _run_own(instance, scenario, engine, limits, listen)
            own_seconds = own_seconds or row.seconds
            yield row
        for peer in peers:
            seconds = limits.peer_seconds(own_seconds)
            ended = _run_one(instance, scenario, peer, seconds, limits, listen)
            yield build_row(instance, scenario, peer, seconds, ended, 1)


def _run_own(
    instance: BenchInstance,
    scenario: Scenario,
    engine: str,
    limits: RaceLimits,
    listen: EventListener,
) -> BenchRow:
    """Run one of our runners `times` times and return the row of median length."""
    seconds = limits.own_seconds(instance)
    trials = [
        _run_one(instance, scenario, engine, seconds, limits, listen) for _ in range(limits.times)
    ]
    middle = sorted(trials, key=lambda each: each.seconds)[len(trials) // 2]
    return build_row(instance, scenario, engine, seconds, middle, len(trials))


def _run_one(
    instance: BenchInstance,
    scenario: Scenario,
    runner: str,
    seconds: float,
    limits: RaceLimits,
    listen: EventListener,
) -> RunnerTrial:
    name = f"{instance.name}: {title_runner(runner)}"
    listen(ProgressEvent("select", 0.0, note=name))
    return run_trial(
        runner, instance.path, seconds, limits.memory, _forward_news(scenario, name, listen)
    )


def _forward_news(
    scenario: Scenario, name: str, listen: EventListener
) -> Callable[[RunnerNews], None]:
    """Return a listener that passes a runner's news on as events."""
    measure = MEASURES[scenario.objectives[0].measure]
    best: MeasureValue | None = None

    def hear(news: RunnerNews) -> None:
        nonlocal best
        best, bound = _parse_number(news.get("best")) or best, _parse_number(news.get("bound"))
        value = write_figure(best, measure.unit)
        text = (
            "no design yet"
            if best is None
            else f"best so far {format_measure(measure.name, value)}"
        )
        listen(
            ProgressEvent(
                "select",
                news["at"],
                note=f"{name}: {text}",
                best=value,
                bound=write_figure(bound, measure.unit),
                gap=None if best is None else compute_gap(best, bound),
            )
        )

    return hear


def _parse_number(text: object) -> Fraction | None:
    return Fraction(text) if isinstance(text, str) else None
