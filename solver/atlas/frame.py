"""The designs of an atlas as a table for analysts."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from lotdesign.measures.registry import MEASURES
from lotdesign.result.figures import WHOLE
from lotdesign.rules.base import Rule
from solver.atlas.answer import Answer
from solver.atlas.column import Column
from solver.atlas.columns import COLUMNS, column, measurable
from solver.atlas.rules import admits_lots
from solver.facts.exact import rounded_quotient, widened
from solver.facts.lots import Ints

if TYPE_CHECKING:
    import polars as pl

PLACES = 10**6
"""Shares and needs are given to six places, as in a result."""


def frame(
    answer: Answer, designs: Ints | None = None, text: Callable[[str], str] = str
) -> "pl.DataFrame":
    """A row a design, in the order of `designs`; all of them without.

    Columns: `design`, its position; `contents`, lots as "a+b | c", each passed through `text`;
    every measure in its own unit (pence, metres); `rule:ID` for each rule, null where that was
    not looked at; `admissible`; `rank` by the first objective among admissible designs.
    """
    import polars as pl

    some = np.arange(len(answer.measured)) if designs is None else designs
    columns = [pl.Series("design", some), pl.Series("contents", contents(answer, some, text))]
    for name in measurable(answer.measured):
        columns.append(pl.Series(name, shown(column(answer.measured, name).of(some), name)))
    for rule in answer.scenario.rules:
        known = _kept(answer, rule)
        if known is not None:
            columns.append(pl.Series(f"rule:{rule.id}", known[some].tolist(), dtype=pl.Boolean))
    columns.append(pl.Series("admissible", answer.admissible[some]))
    columns.append(pl.Series("rank", ranks(answer)[some]).replace(0, None))
    return pl.DataFrame(columns)


def contents(answer: Answer, designs: Ints, text: Callable[[str], str]) -> list[str]:
    """The lots of each design by the ids of their units."""
    units, lots = answer.scenario.units, answer.measured.facts.lots
    named = [text("+".join(units[u].id for u in lots[lot])) for lot in range(len(lots))]
    members = answer.measured.designs
    return [" | ".join(named[lot] for lot in members[design]) for design in designs.tolist()]


def shown(figures: Column, measure: str) -> Any:
    """Whole numbers for measures that count, floats of six places for the others."""
    parts, over = figures.parts, figures.over
    if MEASURES[measure].unit in WHOLE:
        return rounded_quotient(parts, int(over)) if isinstance(over, int) else parts // over
    low, rest = np.divmod(widened(parts, PLACES) * PLACES, over)
    up = (2 * rest > over) | ((2 * rest == over) & (low % 2 == 1))
    return ((low + up) / PLACES).astype(np.float64)


def ordered(answer: Answer, designs: Ints) -> Ints:
    """The designs from the best down: admissible ones first, then objective by objective.

    Tolerances are left aside, so the best design by the scenario's objectives need not be first.
    """
    keys: list[Ints] = [designs]
    for objective in reversed(answer.scenario.objectives):
        if objective.measure in COLUMNS:
            sign = MEASURES[objective.measure].sign
            keys.append(sign * column(answer.measured, objective.measure).of(designs).ranks())
    keys.append((~answer.admissible[designs]).astype(np.int64))
    return designs[np.lexsort(keys)]


def ranks(answer: Answer) -> Ints:
    """1 and the number of admissible designs that are better by the first objective.

    0 for designs that are not admissible, or where there is no column of that objective.
    """
    found = np.zeros(len(answer.measured), dtype=np.int64)
    first = answer.scenario.objectives[0].measure
    if first in COLUMNS:
        values = MEASURES[first].sign * column(answer.measured, first).of(answer.designs).ranks()
        found[answer.designs] = 1 + np.searchsorted(np.sort(values), values)
    return found


def _kept(answer: Answer, rule: Rule) -> Any:
    """Whether each design keeps the rule, None where nobody looked; None for no column at all."""
    if rule.id in answer.met:
        return answer.met[rule.id]
    if not rule.active:
        return None
    known = np.full(len(answer.measured), None, dtype=object)
    if answer.settled:
        known[answer.admissible] = True
        alone = sum(1 for _ in _looked_at(answer)) == 1
        if alone and answer.refused is not None:
            known[answer.refused] = False
    known[~admits_lots(rule, answer.measured)] = False
    return known


def _looked_at(answer: Answer) -> Iterator[Rule]:
    """The active rules that are asked of single designs."""
    return (rule for rule in answer.scenario.active_rules if rule.id not in answer.met)
