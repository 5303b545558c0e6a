"""Long commands say how many steps of how many are done, and keep what is done when stopped."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.app.cli.progress import JsonLinesProgress, SearchStatus
from lotdesign.events import ProgressEvent
from solver.pareto import study as fronts
from tests.atlas.towns import PROVIDERS, rule, town
from tests.cli.run import ROOT, run
from tests.strategies import to_toml

COUNCIL = ROOT / "examples" / "central-bedfordshire"
RELEASES = ROOT / "tests" / "notices" / "releases"
NOTICES = [str(RELEASES / f"{name}.json") for name in ("calderdale", "plymouth", "tower-hamlets")]

LONG = {
    "explain": ("explain", COUNCIL / "too-much.toml"),
    "price": ("price", COUNCIL),
    "alternatives": ("alternatives", COUNCIL),
    "frontier": ("frontier", COUNCIL, "--measures", "whole_life_cost,travel"),
    "backtest": ("backtest", *NOTICES, "--values", "with_extensions"),
    "solve": ("solve", COUNCIL),
}
"""A command line each; `atlas` is tried on a scenario of its own."""


@pytest.fixture
def checked(tmp_path: Path) -> Path:
    """A scenario whose designs are checked one by one."""
    limited = [each | {"max_lots": 1} for each in PROVIDERS]
    path = tmp_path / "town.toml"
    doc = town(4, rule("award", min_winners=2), providers=limited)
    path.write_text(to_toml(doc), encoding="utf-8")
    return path


def read_steps(told: str) -> list[dict[str, Any]]:
    """The events that count steps, of what was told on stderr."""
    events = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    return [event for event in events if "total" in event]


def show(events: list[dict[str, Any]]) -> Iterator[str]:
    """What a person would read after each event."""
    standing = SearchStatus()
    for event in events:
        standing.take_in(ProgressEvent(**event))
        yield standing.write_line(event["seconds"])


@pytest.mark.parametrize("name", LONG)
def test_steps_are_counted(name: str) -> None:
    steps = read_steps(run(*LONG[name], "--progress", "jsonl", "--format", "json").err)
    assert all(0 <= event.get("done", 0) <= event["total"] for event in steps)
    lines = [*show(steps)]
    assert any(
        f", 0 of {event['total']:,}, " in line for event, line in zip(steps, lines, strict=True)
    )
    assert any(" left, " in line for line in lines)


def test_an_atlas_counts_the_designs_that_it_checks(checked: Path) -> None:
    said = run("atlas", checked, "--progress", "jsonl", "--format", "json")
    assert said.code == 0
    steps = read_steps(said.err)
    assert [event.get("done", 0) for event in steps] == list(range(steps[0]["total"]))


def test_a_front_that_is_searched_counts_hundredths(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where designs are not listed; the range between the extremes is what is gone through."""
    monkeypatch.setattr(fronts, "enumerate_designs", lambda *given: None)
    for measures in ("whole_life_cost,travel", "whole_life_cost,travel,lots"):
        said = run("frontier", COUNCIL, "--measures", measures, "--progress", "jsonl")
        steps = read_steps(said.err)
        done = [event.get("done", 0) for event in steps]
        assert done == sorted(done)
        assert {event["total"] for event in steps} == {100}
        if measures.count(",") == 1:
            assert (done[0], done[-1]) == (0, 100)


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Asked to end, as `kill` asks, as soon as a step is done."""
    hear = JsonLinesProgress.__call__
    asked = False

    def stop(self: JsonLinesProgress, event: ProgressEvent) -> None:
        nonlocal asked
        hear(self, event)
        if event.done and not asked:
            asked = True
            signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(JsonLinesProgress, "__call__", stop)
    yield
    assert asked


KEPT = {
    "explain": lambda told: told["ended"] == "interrupted" and told["status"] == "infeasible",
    "price": lambda told: told["ended"] == "interrupted" and told["rules"][0]["alone"] is not None,
    "alternatives": lambda told: told["ended"] == "interrupted" and told["designs"],
    "frontier": lambda told: told["ended"] == "interrupted" and told["points"],
    "backtest": lambda told: [bool(row.get("findings")) for row in told["notices"]] == [1, 0, 0],
    "solve": lambda told: told["termination"] == "interrupted" and told["status"] == "optimal",
}
"""What a command has in its answer by then."""


@pytest.mark.usefixtures("stopped")
@pytest.mark.parametrize("name", LONG)
def test_what_is_done_is_kept(name: str) -> None:
    said = run(*LONG[name], "--progress", "jsonl", "--format", "json")
    assert said.code == ExitCode.INTERRUPTED
    assert KEPT[name](json.loads(said.out))


@pytest.mark.usefixtures("stopped")
def test_a_stopped_atlas_tells_what_nobody_has_checked(checked: Path) -> None:
    flags = ("--progress", "jsonl")
    said = run("atlas", checked, *flags)
    assert said.code == ExitCode.INTERRUPTED
    assert "at most 15 of them keep every rule" in " ".join(said.out.split())
    assert said.faults[-1].startswith("Stopped by hand: of some designs it is not known whether")


@pytest.mark.usefixtures("stopped")
def test_a_stopped_atlas_calls_no_unchecked_design_admissible(checked: Path) -> None:
    rows = json.loads(run("atlas", checked, "--progress", "jsonl", "--format", "json").out)
    assert {row["admissible"] for row in rows} == {None}
    assert {row["rank"] for row in rows} == {None}
