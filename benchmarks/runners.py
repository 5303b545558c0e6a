"""Who races: lotdesign in its ways, and its peers."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from benchmarks.peers.answer import Answer, Peer, Tell, in_order
from lotdesign.result.figures import number
from solver.engines.choice import Choice

if TYPE_CHECKING:
    from lotdesign.events import Event
    from lotdesign.result.model import Result
    from lotdesign.scenario.scenario import Scenario

COMMAND = "command"
"""The way of the whole command line, with everything that it reports beside the design."""
WAYS: tuple[str, ...] = (*get_args(Choice), COMMAND)
"""lotdesign's ways: its engines by name, and the command."""


@dataclass(frozen=True)
class Entrant:
    """A peer by what the table calls it."""

    title: str
    load: Callable[[], Peer]


def _cbc() -> Peer:
    from benchmarks.peers.assignment.solve import with_cbc

    return with_cbc


def _highs() -> Peer:
    from benchmarks.peers.assignment.solve import with_highs

    return with_highs


def _list_highs() -> Peer:
    from benchmarks.peers.whole_list import with_highs

    return with_highs


def _list_cp_sat() -> Peer:
    from benchmarks.peers.whole_list import with_cp_sat

    return with_cp_sat


def _two_steps() -> Peer:
    from benchmarks.peers.two_steps import two_steps

    return two_steps


TWO_STEPS = "two-steps"
PEERS: dict[str, Entrant] = {
    "assignment-cbc": Entrant("assignment with flow, CBC", _cbc),
    "assignment-highs": Entrant("assignment with flow, HiGHS", _highs),
    "list-highs": Entrant("whole list, HiGHS", _list_highs),
    "list-cp-sat": Entrant("whole list, CP-SAT alone", _list_cp_sat),
    TWO_STEPS: Entrant("two steps, lots then award", _two_steps),
}


def title(runner: str) -> str:
    """A runner as the table calls it."""
    return PEERS[runner].title if runner in PEERS else f"lotdesign, {runner}"


@dataclass(frozen=True)
class Ours:
    """lotdesign's answer: the design with its proof, and what its own checker says of it.

    `seconds` is how long it took, where that is not all the time until now.
    """

    answer: Answer
    value: str | None
    faults: tuple[str, ...]
    seconds: float | None = None


def by_engine(scenario: "Scenario", engine: str, seconds: float, tell: Tell) -> Ours:
    """The best design by one of our engines, without what it is compared with."""
    from lotdesign import api

    def listen(event: "Event") -> None:
        if event.measure in (None, scenario.objectives[0].measure):
            best = None if event.best is None else number(event.best)
            tell(best, None if event.bound is None else number(event.bound))

    run = api.solve(scenario, time_limit=seconds, engine=engine, context=False, listen=listen)
    return ours(scenario, run.result)


def by_command(scenario: "Scenario", path: Path) -> Ours:
    """`lotdesign solve` as somebody types it, a process of its own from its start to its end.

    It is given no limit: a run that takes longer than its seconds is ended by the bench.
    """
    from lotdesign import api

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "result.json"
        words = ["solve", str(path), "--quiet", "--out", str(out)]
        began = time.monotonic()
        subprocess.run([sys.executable, "-m", "lotdesign.cli", *words], check=False)
        took = time.monotonic() - began
        return replace(ours(scenario, api.read_result(out)), seconds=took)


def ours(scenario: "Scenario", result: "Result") -> Ours:
    """What a result says."""
    units = {unit.id: u for u, unit in enumerate(scenario.units)}
    parties = {party.id: p for p, party in enumerate(scenario.parties)}
    lots, award = in_order(
        ([units[unit] for unit in lot.units], None if lot.award is None else parties[lot.award])
        for lot in result.lots
    )
    first = next(iter(result.objective), None)
    known = None if first is None or first.bound is None else number(first.bound)
    proved = result.status in ("optimal", "infeasible")
    value = None if first is None or first.value is None else str(first.value)
    return Ours(Answer(lots, award, known, proved), value, result.verification.faults)
