"""A row of the table: a runner on an instance, measured, and judged by the checker."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.app.bench.instances import BenchInstance
from lotdesign.app.bench.peers.peer import PeerAnswer
from lotdesign.app.bench.runners import PEERS
from lotdesign.app.bench.trial import RunnerTrial
from lotdesign.design import Design
from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import WithdrawalFallback
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.result.figures import compute_gap
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.designs import check_award, read_design
from lotdesign.verify.tally import VerificationTally


@dataclass(frozen=True)
class JudgedDesign:
    """The exact first objective of a design, and its faults.

    `value` is None where the lots are no design, or have no award to measure.
    """

    value: MeasureValue | None
    faults: tuple[str, ...]


def judge_answer(scenario: Scenario, answer: PeerAnswer) -> JudgedDesign:
    """Judge a peer's design, with its award if the scenario asks for one."""
    tally = VerificationTally()
    lots = [tuple(scenario.units[u].id for u in lot) for lot in answer.lots]
    design = read_design(scenario, lots, (), tally)
    if design is None:
        return JudgedDesign(None, tuple(tally.faults))
    whole = answer.award is not None and len(answer.award) == len(lots)
    award = answer.award if scenario.needs_certificate and whole else None
    tally.check_true(award is not None or not scenario.needs_certificate, "lots without a winner")
    evaluation = Evaluation(scenario, design, award, _find_fallbacks(scenario, design))
    check_award(evaluation, tally)
    for rule in scenario.active_rules:
        tally.check_true(rule.judge(evaluation).met, f"breaks {rule.id}")
    measure = MEASURES[scenario.objectives[0].measure]
    if award is None and (measure.needs_certificate or scenario.prices is not None):
        return JudgedDesign(None, tuple(tally.faults))
    return JudgedDesign(measure.evaluate(evaluation), tuple(tally.faults))


def _find_fallbacks(scenario: Scenario, design: Design) -> Mapping[int, WithdrawalFallback]:
    """Find awards without providers that may withdraw, which peers do not return."""
    if all(rule.scope != "other_awards" for rule in scenario.active_rules):
        return {}
    from solver.awards.certificates import find_fallbacks
    from solver.backends.cp_sat import CpSatEngine

    return find_fallbacks(scenario, design, CpSatEngine())


@dataclass(frozen=True)
class BenchRow:
    """A runner on an instance. Seconds count from starting a process; `memory` is in bytes.

    `value` is the exact first objective of its design by our evaluation, `bound` the runner's own
    bound. `proved` is when the two met, None when they did not. `verified` says that the checker
    found nothing wrong; `note` what it found, or why there is no design. `times` is how many runs
    this is the median of.
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
    value: MeasureValue | None
    bound: MeasureValue | None
    gap: str | None
    verified: bool | None
    note: str
    published: int | None

    @property
    def peer(self) -> bool:
        """Whether the runner is a peer rather than lotdesign."""
        return self.runner in PEERS


def build_row(
    instance: BenchInstance,
    scenario: Scenario,
    runner: str,
    limit: float,
    trial: RunnerTrial,
    times: int,
) -> BenchRow:
    """Judge a trial and return its row."""
    measure = MEASURES[scenario.objectives[0].measure]
    value, faults = _find_value(scenario, runner, trial)
    verified = None if trial.answer is None or not trial.answer.lots else not faults
    value = value if verified else None
    bound = trial.bound
    answered = trial.answer is not None and trial.answer.proved
    met = answered and (value is None or value == bound) and verified is not False
    return BenchRow(
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
        gap=None if value is None else compute_gap(value, bound),
        verified=verified,
        note=_write_note(trial, faults, met, limit),
        published=instance.published,
    )


def _find_value(
    scenario: Scenario, runner: str, trial: RunnerTrial
) -> tuple[MeasureValue | None, tuple[str, ...]]:
    if trial.answer is None or not trial.answer.lots:
        return None, ()
    if runner in PEERS:
        verdict = judge_answer(scenario, trial.answer)
        return verdict.value, verdict.faults
    return None if trial.value is None else Fraction(trial.value), trial.faults


def _write_note(trial: RunnerTrial, faults: tuple[str, ...], met: bool, limit: float) -> str:
    """Write what the figures do not say."""
    if trial.trouble:
        return trial.trouble
    parts = []
    if trial.answer is not None and not trial.answer.lots:
        late = trial.seconds >= limit * 0.98
        parts.append("proved impossible" if met else f"none found{' in time' if late else ''}")
    if faults:
        parts.append(f"not admissible: {'; '.join(faults[:2])}")
    if trial.answer is not None and trial.answer.left_out:
        parts.append(f"leaves out {', '.join(trial.answer.left_out)}")
    return "; ".join(parts)
