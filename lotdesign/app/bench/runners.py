"""The runners: lotdesign by each engine or as a whole command, and its peers."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from lotdesign.app.bench.peers.peer import BoundCallback, PeerAnswer, PeerSolver, order_lots
from lotdesign.result.figures import read_figure
from solver.backends.registry import EngineChoice

if TYPE_CHECKING:
    from lotdesign.events import ProgressEvent
    from lotdesign.measures.base import MeasureValue
    from lotdesign.result.base import WrittenFigure
    from lotdesign.result.model import Result
    from lotdesign.scenario.scenario import Scenario

COMMAND_RUNNER = "command"
"""The whole command line, with everything that it reports beside the design."""
OWN_RUNNERS: tuple[str, ...] = (*get_args(EngineChoice), COMMAND_RUNNER)
"""lotdesign's own runners: its engines by name, and the command."""

BESIDE_PREFIX = "beside:"
"""Begins the runner that is another build of lotdesign, followed by the path of its program."""

TWO_STEPS_PEER = "two-steps"


@dataclass(frozen=True)
class PeerEntry:
    """A peer by its title in the table."""

    title: str
    load: Callable[[], PeerSolver]


def _load_assignment_cbc() -> PeerSolver:
    from lotdesign.app.bench.peers.assignment.solve import solve_assignment_with_cbc

    return solve_assignment_with_cbc


def _load_assignment_highs() -> PeerSolver:
    from lotdesign.app.bench.peers.assignment.solve import solve_assignment_with_highs

    return solve_assignment_with_highs


def _load_list_highs() -> PeerSolver:
    from lotdesign.app.bench.peers.candidate_list import solve_list_with_highs

    return solve_list_with_highs


def _load_list_cp_sat() -> PeerSolver:
    from lotdesign.app.bench.peers.candidate_list import solve_list_with_cp_sat

    return solve_list_with_cp_sat


def _load_band_list() -> PeerSolver:
    from lotdesign.app.bench.peers.band_list import solve_band_list_with_cp_sat

    return solve_band_list_with_cp_sat


def _load_tree_cuts() -> PeerSolver:
    from lotdesign.app.bench.peers.tree_cuts import solve_by_tree_cuts

    return solve_by_tree_cuts


def _load_two_steps() -> PeerSolver:
    from lotdesign.app.bench.peers.candidate_list import solve_in_two_steps

    return solve_in_two_steps


PEERS: dict[str, PeerEntry] = {
    "assignment-cbc": PeerEntry("assignment with flow, CBC", _load_assignment_cbc),
    "assignment-highs": PeerEntry("assignment with flow, HiGHS", _load_assignment_highs),
    "list-highs": PeerEntry("whole list, HiGHS", _load_list_highs),
    "list-cp-sat": PeerEntry("whole list, CP-SAT alone", _load_list_cp_sat),
    "bands-cp-sat": PeerEntry("band list, CP-SAT alone", _load_band_list),
    "tree-cuts": PeerEntry("tree cuts, award after", _load_tree_cuts),
    TWO_STEPS_PEER: PeerEntry("two steps, lots then award", _load_two_steps),
}


def title_runner(runner: str) -> str:
    """Return a runner's title in the table."""
    if runner.startswith(BESIDE_PREFIX):
        return "lotdesign, the other build"
    return PEERS[runner].title if runner in PEERS else f"lotdesign, {runner}"


@dataclass(frozen=True)
class OwnAnswer:
    """lotdesign's answer: the design with its proof, and the faults that its checker found.

    `seconds` is how long it took, where that is not all the time until now.
    """

    answer: PeerAnswer
    value: str | None
    faults: tuple[str, ...]
    seconds: float | None = None


def solve_by_engine(
    scenario: "Scenario", engine: str, seconds: float, tell: BoundCallback
) -> OwnAnswer:
    """Solve with one of our engines, without comparing other designs."""
    from lotdesign.app import api

    def listen(event: "ProgressEvent") -> None:
        if event.measure in (None, scenario.objectives[0].measure):
            best = None if event.best is None else read_figure(event.best)
            tell(best, None if event.bound is None else read_figure(event.bound))

    run = api.solve(scenario, time_limit=seconds, engine=engine, context=False, listen=listen)
    return read_own_answer(scenario, run.result)


def solve_by_command(scenario: "Scenario", path: Path) -> OwnAnswer:
    """Run `lotdesign solve` in a process of its own, from its start to its end.

    It is given no limit: a run that takes longer than its seconds is ended by the bench.
    """
    from lotdesign.app import api

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "result.json"
        words = ["solve", str(path), "--quiet", "--out", str(out)]
        began = time.monotonic()
        subprocess.run([sys.executable, "-P", "-m", "lotdesign.app.cli", *words], check=False)
        took = time.monotonic() - began
        return replace(read_own_answer(scenario, api.read_result(out)), seconds=took)


def solve_beside(
    scenario: "Scenario", path: Path, program: str, seconds: float, tell: BoundCallback
) -> OwnAnswer:
    """Solve with another build's program: a command with a time limit that tells its progress."""
    from lotdesign.app import api

    measure = scenario.objectives[0].measure
    # Our modules, on the path or in the folder, would be taken for those of the other build.
    own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "result.json"
        words = [
            "solve",
            str(path.resolve()),
            "--time-limit",
            f"{max(1.0, seconds):g}",
            "--out",
            str(out),
        ]
        began = time.monotonic()
        with subprocess.Popen(
            [program, *words, "--progress", "jsonl"],
            cwd=folder,
            env=own,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stderr is not None
            for line in process.stderr:
                event = json.loads(line) if line.startswith("{") else {}
                if event.get("measure") == measure:
                    tell(*(_read_told(event.get(name)) for name in ("best", "bound")))
        took = time.monotonic() - began
        if not out.exists():
            return OwnAnswer(PeerAnswer(), None, (), took)
        return replace(read_own_answer(scenario, api.read_result(out)), seconds=took)


def _read_told(figure: "WrittenFigure") -> "MeasureValue | None":
    return None if figure is None else read_figure(figure)


def read_own_answer(scenario: "Scenario", result: "Result") -> OwnAnswer:
    """Return the answer that a result holds."""
    units = {unit.id: u for u, unit in enumerate(scenario.units)}
    parties = {party.id: p for p, party in enumerate(scenario.parties)}
    lots, award = order_lots(
        ([units[unit] for unit in lot.units], None if lot.award is None else parties[lot.award])
        for lot in result.lots
    )
    first = next(iter(result.objective), None)
    known = None if first is None or first.bound is None else read_figure(first.bound)
    proved = result.status in ("optimal", "infeasible")
    value = None if first is None or first.value is None else str(first.value)
    return OwnAnswer(PeerAnswer(lots, award, known, proved), value, result.verification.faults)
