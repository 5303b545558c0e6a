"""A line of the table: a runner on an instance, measured and judged."""

from dataclasses import dataclass
from fractions import Fraction

from benchmarks.instances import Instance
from benchmarks.judge import judged
from benchmarks.runners import PEERS
from benchmarks.trial import Trial
from lotdesign.measures.base import Value
from lotdesign.measures.registry import MEASURES
from lotdesign.result.figures import gap
from lotdesign.scenario.scenario import Scenario


@dataclass(frozen=True)
class Row:
    """Seconds count from starting a process; `memory` is in bytes.

    `value` is the exact first objective of its design, by our ledger; nothing is better than
    `bound`, by the runner's own word. `proved` is when the two met, None when they did not.
    `verified` says that the checker found nothing wrong; `note` what it did, or why there is no
    design. `times` is how many runs this is the median of.
    """

    instance: str
    units: int
    measure: str
    runner: str
    limit: float
    times: int
    first: float | None
    proved: float | None
    seconds: float
    memory: int
    value: Value | None
    bound: Value | None
    gap: str | None
    verified: bool | None
    note: str
    published: int | None

    @property
    def peer(self) -> bool:
        """Whether this is not lotdesign."""
        return self.runner in PEERS


def row(
    instance: Instance, scenario: Scenario, runner: str, limit: float, trial: Trial, times: int
) -> Row:
    """The trial as a line of the table."""
    measure = MEASURES[scenario.objectives[0].measure]
    value, faults = _worth(scenario, runner, trial)
    verified = None if trial.answer is None or not trial.answer.lots else not faults
    value = value if verified else None
    bound = trial.bound
    answered = trial.answer is not None and trial.answer.proved
    met = answered and (value is None or value == bound) and verified is not False
    return Row(
        instance=instance.name,
        units=len(scenario.units),
        measure=measure.name,
        runner=runner,
        limit=limit,
        times=times,
        first=trial.first if verified else None,
        proved=trial.seconds if met else None,
        seconds=trial.seconds,
        memory=trial.memory,
        value=value,
        bound=bound,
        gap=None if value is None else gap(value, bound),
        verified=verified,
        note=_note(trial, faults, met, limit),
        published=instance.published,
    )


def _worth(scenario: Scenario, runner: str, trial: Trial) -> tuple[Value | None, tuple[str, ...]]:
    if trial.answer is None or not trial.answer.lots:
        return None, ()
    if runner in PEERS:
        verdict = judged(scenario, trial.answer)
        return verdict.value, verdict.faults
    return None if trial.value is None else Fraction(trial.value), trial.faults


def _note(trial: Trial, faults: tuple[str, ...], met: bool, limit: float) -> str:
    """What the figures do not say."""
    if trial.trouble:
        return trial.trouble
    said = []
    if trial.answer is not None and not trial.answer.lots:
        late = trial.seconds >= limit * 0.98
        said.append("proved impossible" if met else f"none found{' in time' if late else ''}")
    if faults:
        said.append(f"not admissible: {'; '.join(faults[:2])}")
    if trial.answer is not None and trial.answer.left_out:
        said.append(f"leaves out {', '.join(trial.answer.left_out)}")
    return "; ".join(said)
