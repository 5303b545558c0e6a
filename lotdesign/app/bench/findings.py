"""Checks across the rows of a benchmark, and how lotdesign compares with its peers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lotdesign.app.bench.rows import BenchRow
from lotdesign.app.bench.runners import TWO_STEPS_PEER, title_runner
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import format_figure
from lotdesign.result.figures import write_figure


@dataclass(frozen=True)
class BenchFinding:
    """A sentence about an instance; `ok` says whether it is as it should be.

    A `grave` one that is not ok means that somebody's answer is wrong.
    """

    instance: str
    text: str
    ok: bool
    grave: bool = False


def collect_findings(rows: Sequence[BenchRow]) -> tuple[BenchFinding, ...]:
    """Collect the findings of each instance."""
    findings: list[BenchFinding] = []
    for name in dict.fromkeys(row.instance for row in rows):
        mine = [row for row in rows if row.instance == name]
        findings += [
            *_find_unverified(mine),
            *_find_contradictions(mine),
            *_compare_two_steps(mine),
            *_compare_published(mine),
        ]
    return tuple(findings)


def _find_unverified(rows: Sequence[BenchRow]) -> Iterator[BenchFinding]:
    for row in rows:
        if not row.peer and row.verified is False:
            text = f"{title_runner(row.runner)}: its design does not stand up: {row.note}"
            yield BenchFinding(row.instance, text, False, True)


def _find_contradictions(rows: Sequence[BenchRow]) -> Iterator[BenchFinding]:
    """Find bounds that another runner's verified design beats, and wrong infeasibility."""
    for row in rows:
        for other in rows:
            beaten = row.bound is not None and _is_better_than(other, row.bound)
            if beaten or (row.proved is not None and row.value is None and other.verified):
                one, another = title_runner(row.runner), title_runner(other.runner)
                text = f"{one} rules out the design of {another}"
                yield BenchFinding(row.instance, text, False, True)


def _compare_two_steps(rows: Sequence[BenchRow]) -> Iterator[BenchFinding]:
    """Compare with drawing lots first and awarding them afterwards, which must never be better."""
    steps = next(
        (row for row in rows if row.runner == TWO_STEPS_PEER and row.value is not None), None
    )
    ours = [row for row in rows if not row.peer]
    if steps is None or steps.value is None or not ours:
        return
    sign = MEASURES[steps.measure].sign
    values = [row.value for row in ours if row.value is not None]
    best = min(values, key=lambda value: sign * value, default=None)
    if best is None:
        yield BenchFinding(steps.instance, "two steps found a design and lotdesign none", False)
        return
    lead = sign * (steps.value - best)
    words = _format_value(steps, max(lead, -lead))
    if lead < 0:
        yield BenchFinding(steps.instance, f"two steps are better by {words}", False)
    else:
        text = f"better than two steps by {words}" if lead else "as good as two steps"
        yield BenchFinding(steps.instance, text, True)


def _compare_published(rows: Sequence[BenchRow]) -> Iterator[BenchFinding]:
    for row in rows:
        if row.published is None or row.peer:
            continue
        who, known = title_runner(row.runner), row.published
        if row.value is not None and _is_better_than(row, known):
            yield BenchFinding(
                row.instance, f"{who} passes the published optimum {known}", False, True
            )
        elif row.value == known:
            proof = "and proved" if row.proved is not None else "not proved"
            yield BenchFinding(
                row.instance, f"{who}: published optimum {known} reached, {proof}", True
            )
        else:
            text = f"{who}: published optimum {known} not reached"
            yield BenchFinding(row.instance, text, row.proved is None, row.proved is not None)


def _is_better_than(row: BenchRow, bound: MeasureValue) -> bool:
    sign = MEASURES[row.measure].sign
    return bool(row.verified and row.value is not None and sign * row.value < sign * bound)


def _format_value(row: BenchRow, value: MeasureValue) -> str:
    unit = MEASURES[row.measure].unit
    return format_figure(write_figure(value, unit), unit)
