"""Do limits hold? Thirty scenarios of all kinds, each solved within 5, 20 and 60 seconds.

    python -m benchmarks.limits [SECONDS,SECONDS,... [SCENARIO ...]]

A run passes that ends within a second of its limit, keeps a design no worse than the best that it
told on its way, and whose result the checker finds right. Needs two quiet cores and about 40
minutes. Ends with 1 where a run does not pass.
"""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lotdesign.app.bench.instances import find_instance

SCENARIOS = (
    *(
        "county-13-tight-priced",
        "county-54-easy",
        "county-54-easy-priced",
        "county-54-tight-priced",
    ),
    *("county-54-large", "county-100-easy", "county-100-tight-priced", "county-100-large"),
    *("county-150-easy", "county-150-easy-priced", "county-150-tight-priced", "county-150-large"),
    *("county-300-easy", "county-300-middle-priced", "county-500-easy", "county-500-middle"),
    *("county-1000-middle", "county-3000-easy"),
    *("few-20-3", "few-32-4-priced", "few-32-4-tight", "few-40-4", "few-60-4"),
    *("few-60-4-mixed", "few-60-4-tight", "few-145-7", "few-145-7-priced"),
    *("surrey", "central-bedfordshire", "kingston-richmond"),
)
LIMITS = (5.0, 20.0, 60.0)
MOST_OVERRUN = 1.0
"""Seconds that a command may take beyond its limit."""
PYTHON = (sys.executable, "-m", "lotdesign.app.cli")


@dataclass(frozen=True)
class LimitedRun:
    """A run with a limit: how late it ended, what it told and kept, and what is wrong with it."""

    scenario: str
    limit: float
    overrun: float
    told: int | float | None
    kept: int | float | None
    faults: tuple[str, ...]

    def write_row(self) -> str:
        """A row of the table that is printed."""
        figures = ["–" if each is None else str(each) for each in (self.told, self.kept)]
        row = f"{self.scenario:<26}{self.limit:>4.0f} s {self.overrun:+6.2f}"
        return f"{row}{figures[0]:>15}{figures[1]:>15}  {'; '.join(self.faults)}"


def run_within(scenario: str, path: Path, limit: float, folder: Path) -> LimitedRun:
    """Solve a scenario with a time limit, and see whether it was kept and nothing was lost."""
    out = folder / "result.json"
    out.unlink(missing_ok=True)
    flags = ("--time-limit", str(limit), "--progress", "jsonl", "--out", str(out))
    began = time.monotonic()
    done = subprocess.run(
        [*PYTHON, "solve", str(path), *flags], capture_output=True, text=True, check=False
    )
    seconds = time.monotonic() - began
    events = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    result: dict[str, Any] = json.loads(out.read_text()) if out.exists() else {}
    told, kept = _find_told(events), _find_kept(result)
    faults = []
    if seconds > limit + MOST_OVERRUN:
        faults.append("late")
    if told is not None and not result.get("lots"):
        faults.append("the best was lost")
    elif told is not None and kept is not None and _is_worse(kept, told, events):
        faults.append("a better design was lost")
    if done.returncode not in (0, 4, 5):
        faults.append(f"exit {done.returncode}")
    checked = [*PYTHON, "verify", str(path), str(out)]
    if result.get("lots") and subprocess.run(checked, capture_output=True, check=False).returncode:
        faults.append("not verified")
    return LimitedRun(scenario, limit, seconds - limit, told, kept, tuple(faults))


def _find_told(events: list[dict[str, Any]]) -> int | float | None:
    """The best value of the first aim that was told."""
    best = [event["best"] for event in events if event.get("best") is not None]
    first = next((event["measure"] for event in events if event.get("measure")), None)
    told = [e["best"] for e in events if e.get("measure") == first and e.get("best") is not None]
    return None if not best else _read(told[-1])


def _find_kept(result: dict[str, Any]) -> int | float | None:
    """What the first aim reached, before later ones gave some of it away; None without a design."""
    objective = result.get("objective") or []
    return _read(objective[0]["optimum"]) if result.get("lots") and objective else None


def _read(figure: Any) -> int | float:
    return figure if isinstance(figure, int) else float(figure)


def _is_worse(kept: float, told: float, events: list[dict[str, Any]]) -> bool:
    """Whether less, or more where values rose as they became better, was kept than told."""
    first = next(event["measure"] for event in events if event.get("measure"))
    values = [_read(e["best"]) for e in events if e.get("measure") == first and "best" in e]
    rises = values[-1] > values[0]
    return kept < told if rises else kept > told


def main() -> None:
    """Run all, print a row each, and end with 1 where one does not pass."""
    limits = [float(each) for each in sys.argv[1].split(",")] if len(sys.argv) > 1 else LIMITS
    names = sys.argv[2:] or SCENARIOS
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for scenario in names:
            path = find_instance(scenario, folder).path
            for limit in limits:
                run = run_within(scenario, path, limit, folder)
                failed += bool(run.faults)
                print(run.write_row(), flush=True)
    runs = len(names) * len(limits)
    print(f"{runs - failed} of {runs} runs kept their limits")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
