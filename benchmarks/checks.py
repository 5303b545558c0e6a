"""What a table must show to be believed, and what it says about lotdesign beside its peers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.row import Row
from benchmarks.runners import TWO_STEPS, title
from lotdesign.measures.base import Value
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import amount
from lotdesign.result.figures import figure


@dataclass(frozen=True)
class Finding:
    """One sentence about an instance, and whether it is as it should be.

    A `grave` one that is not means that somebody's answer is wrong.
    """

    instance: str
    text: str
    ok: bool
    grave: bool = False


def findings(rows: Sequence[Row]) -> tuple[Finding, ...]:
    """Everything that can be said across the rows of each instance."""
    found: list[Finding] = []
    for name in dict.fromkeys(row.instance for row in rows):
        mine = [row for row in rows if row.instance == name]
        found += [*_unverified(mine), *_contradictions(mine), *_two_steps(mine), *_published(mine)]
    return tuple(found)


def _unverified(rows: Sequence[Row]) -> Iterator[Finding]:
    for row in rows:
        if not row.peer and row.verified is False:
            text = f"{title(row.runner)}: its design does not stand up: {row.note}"
            yield Finding(row.instance, text, False, True)


def _contradictions(rows: Sequence[Row]) -> Iterator[Finding]:
    """A bound that somebody's verified design passes, or a design where there is none."""
    for row in rows:
        for other in rows:
            beaten = row.bound is not None and _better(other, row.bound)
            if beaten or (row.proved is not None and row.value is None and other.verified):
                text = f"{title(row.runner)} rules out the design of {title(other.runner)}"
                yield Finding(row.instance, text, False, True)


def _two_steps(rows: Sequence[Row]) -> Iterator[Finding]:
    """Never worse than who draws lots first and awards them afterwards."""
    steps = next((row for row in rows if row.runner == TWO_STEPS and row.value is not None), None)
    ours = [row for row in rows if not row.peer]
    if steps is None or steps.value is None or not ours:
        return
    sign = MEASURES[steps.measure].sign
    values = [row.value for row in ours if row.value is not None]
    best = min(values, key=lambda value: sign * value, default=None)
    if best is None:
        yield Finding(steps.instance, "two steps found a design and lotdesign none", False)
        return
    lead = sign * (steps.value - best)
    words = _said(steps, max(lead, -lead))
    if lead < 0:
        yield Finding(steps.instance, f"two steps are better by {words}", False)
    else:
        told = f"better than two steps by {words}" if lead else "as good as two steps"
        yield Finding(steps.instance, told, True)


def _published(rows: Sequence[Row]) -> Iterator[Finding]:
    for row in rows:
        if row.published is None or row.peer:
            continue
        who, known = title(row.runner), row.published
        if row.value is not None and _better(row, known):
            yield Finding(row.instance, f"{who} passes the published optimum {known}", False, True)
        elif row.value == known:
            proof = "and proved" if row.proved is not None else "not proved"
            yield Finding(row.instance, f"{who}: published optimum {known} reached, {proof}", True)
        else:
            text = f"{who}: published optimum {known} not reached"
            yield Finding(row.instance, text, row.proved is None, row.proved is not None)


def _better(row: Row, bound: Value) -> bool:
    sign = MEASURES[row.measure].sign
    return bool(row.verified and row.value is not None and sign * row.value < sign * bound)


def _said(row: Row, value: Value) -> str:
    unit = MEASURES[row.measure].unit
    return amount(figure(value, unit), unit)
