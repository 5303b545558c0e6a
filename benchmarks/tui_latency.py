"""Times the terminal interface: python -m benchmarks.tui_latency

Measures, without a terminal, what its user would feel: the time until the first screen can be
used, from a keystroke to the redrawn answer, what doing nothing costs, how long leaving takes while
a county is solved, and how late the event loop is meanwhile. Beside the wall time stand the
processor time, which other work on the machine stretches far less, and the load of the machine.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from lotdesign.app.bench.county.generate import generate_county
from lotdesign.app.bench.county.plan import CountyPlan

CENTRAL_BEDFORDSHIRE = Path(__file__).parents[1] / "examples" / "central-bedfordshire"
SCENARIOS = {
    "central-bedfordshire": CENTRAL_BEDFORDSHIRE,
    "central-bedfordshire, locality youth": CENTRAL_BEDFORDSHIRE / "locality-youth.toml",
}
MOST_TO_LEAVE = 10.0
"""Seconds after which a process counts as left behind."""
COUNTY_PLAN = CountyPlan(150, "tight", priced=True)
START_SCRIPT = """
import asyncio, sys, time
began = float(sys.argv[2])
from tui.worker.link import WorkerLink
link = WorkerLink(); link.start()
from tui.app import LotDesignApp
app = LotDesignApp(sys.argv[1], keep=False, link=link)
async def run():
    async with app.run_test(size=(120, 40)) as pilot:
        while app.screen.id != "workbench" and not app.screen.query("ParametersPane"):
            await asyncio.sleep(0.002)
        await pilot.pause()
        usable, spent = time.time() - began, time.process_time()
        while app.snapshot.session.answer is None:
            await asyncio.sleep(0.002)
        await pilot.pause()
        answered = time.time() - began
        app.shut_down()
    print(usable, answered, spent)
asyncio.run(run())
"""


def find_percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def measure_start(path: Path, times: int = 5) -> dict[str, float]:
    """Return seconds from starting the process until keys are taken, and until the answer stands.

    The first start, in which Python compiles the program, is not counted.
    """
    with tempfile.TemporaryDirectory() as compiled:
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = compiled
        found = [_start_once(path, environment) for _ in range(times + 1)][1:]
    return {
        "usable_median": statistics.median(each[0] for each in found),
        "usable_worst": max(each[0] for each in found),
        "answered_median": statistics.median(each[1] for each in found),
        "usable_cpu_median": statistics.median(each[2] for each in found),
    }


def _start_once(path: Path, environment: dict[str, str]) -> tuple[float, ...]:
    command = [sys.executable, "-c", START_SCRIPT, str(path), str(time.time())]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return tuple(map(float, told.stdout.split()))


async def measure_tweaks(path: Path, label: str, count: int = 50) -> dict[str, float]:
    """Milliseconds from a step of a figure to the redrawn answer."""
    from tui.app import LotDesignApp
    from tui.messages import ViewRequested
    from tui.screenshot import wait_until_settled

    app = LotDesignApp(str(path), keep=False)
    found, own, other = [], [], []
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until_settled(pilot, app)
        worker = app.link.pid
        assert app.snapshot is not None
        at = next(i for i, row in enumerate(app.snapshot.rows) if row.label == label)
        app.post_message(ViewRequested(lambda snapshot: snapshot.view.move_cursor("asked", at)))
        await pilot.pause()
        for i in range(count):
            painted = asyncio.Event()
            began, spent, theirs = (
                time.perf_counter(),
                time.process_time(),
                _read_cpu_seconds(worker),
            )
            await app.run_action(f"turn({-1 if i % 10 < 5 else 1})", app.screen.focused)
            handled = asyncio.Event()
            app.call_later(handled.set)  # behind the message of the step
            await handled.wait()
            while app.snapshot.session.answer is None and not app.snapshot.faults:
                await asyncio.sleep(0.0005)  # a step below the least value is answered by a fault
            app.call_after_refresh(painted.set)
            await painted.wait()
            found.append((time.perf_counter() - began) * 1000)
            own.append((time.process_time() - spent) * 1000)
            other.append((_read_cpu_seconds(worker) - theirs) * 1000)
            await wait_until_settled(pilot, app)
        app.shut_down()
    both = [a + b for a, b in zip(own, other, strict=True)]
    return {
        "p50": statistics.median(found),
        "p95": find_percentile(found, 0.95),
        "worst": max(found),
        "cpu_p50": statistics.median(both),
        "cpu_p95": find_percentile(both, 0.95),
        "cpu_app_p50": statistics.median(own),
        "cpu_worker_p50": statistics.median(other),
    }


def _read_cpu_seconds(pid: int | None) -> float:
    """Return the processor seconds of another process; 0 where the system does not say."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


async def measure_idle(path: Path, seconds: float = 10.0) -> dict[str, float]:
    """Processor seconds of app and worker while nobody presses a key and nothing is worked out."""
    from tui.app import LotDesignApp
    from tui.screenshot import wait_until_settled

    app = LotDesignApp(str(path), keep=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until_settled(pilot, app)
        await asyncio.sleep(2.0)
        own, theirs = time.process_time(), _read_cpu_seconds(app.link.pid)
        await asyncio.sleep(seconds)
        own, theirs = time.process_time() - own, _read_cpu_seconds(app.link.pid) - theirs
        app.shut_down()
    return {"seconds": seconds, "cpu_app_seconds": own, "cpu_worker_seconds": theirs}


async def measure_leaving(seconds: float = 4.0) -> dict[str, float]:
    """While a county is solved: delays of the event loop, then the time to leave."""
    from tui.app import LotDesignApp

    with tempfile.TemporaryDirectory() as folder:
        app = LotDesignApp(str(generate_county(COUNTY_PLAN).write(Path(folder))), keep=False)
        late: list[float] = []
        async with app.run_test(size=(120, 40)) as pilot:
            while app.snapshot is None or not app.snapshot.progress.busy:
                await asyncio.sleep(0.01)
            pid = app.link.pid
            end = time.perf_counter() + seconds
            while time.perf_counter() < end:
                before = time.perf_counter()
                await asyncio.sleep(0.005)
                late.append((time.perf_counter() - before - 0.005) * 1000)
            busy = app.snapshot.progress.busy
            await pilot.pause()
            began = time.perf_counter()
            app.leave()  # what the answer to the question before leaving does
            while _is_alive(pid) and time.perf_counter() < began + MOST_TO_LEAVE:
                await asyncio.sleep(0.005)
            left = time.perf_counter() - began
    return {
        "still_solving": float(busy),
        "delay_p50_ms": statistics.median(late),
        "delay_p95_ms": find_percentile(late, 0.95),
        "quit_seconds": left,
        "left_behind": float(_is_alive(pid)),
    }


def _is_alive(pid: int | None) -> bool:
    try:
        os.kill(pid or 0, 0)
    except OSError:
        return False
    return True


def main() -> None:
    """Print every figure, as a table or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--tweaks", type=int, default=50)
    chosen = parser.parse_args()
    rows: dict[str, dict[str, float]] = {}
    for name, figures in measure_all(chosen.tweaks):
        rows[name] = figures
        if not chosen.json:
            print(name, flush=True)
            for figure, value in figures.items():
                print(f"    {figure:<18}{value:>10.3f}", flush=True)
    if chosen.json:
        print(json.dumps(rows, indent=2))


def measure_all(count: int) -> Iterator[tuple[str, dict[str, float]]]:
    """Return every measurement by its name."""
    load = {"load": os.getloadavg()[0], "cpus": float(os.cpu_count() or 1)}
    yield "processes that want a processor", load
    yield "nobody presses a key", asyncio.run(measure_idle(CENTRAL_BEDFORDSHIRE))
    yield "county of 150 units, while it is solved", asyncio.run(measure_leaving())
    for name, path in SCENARIOS.items():
        yield f"{name}: seconds to a usable screen", measure_start(path)
        for label in ("Envelope family", "Spread, max share", "Small needed"):
            key = f"{name}: ms from a step of {label} to the answer"
            yield key, asyncio.run(measure_tweaks(path, label, count))


if __name__ == "__main__":
    main()
