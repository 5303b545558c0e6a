"""The designs of an atlas as a table for analysts."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from lotdesign.measures.registry import MEASURES
from lotdesign.result.figures import WHOLE_UNITS
from lotdesign.scenario.rule import Rule
from solver.arrays import Ints, divide_rounded, widen
from solver.enumeration.answer import AtlasAnswer
from solver.enumeration.measure_columns import (
    MEASURE_COLUMNS,
    ExactColumn,
    compute_column,
    list_measurable,
)
from solver.enumeration.rule_flags import flag_admitted

if TYPE_CHECKING:
    import polars as pl


SIX_PLACES = 10**6
"""Shares and needs are given to six places, as in a result."""


def build_atlas_frame(
    answer: AtlasAnswer, designs: Ints | None = None, text: Callable[[str], str] = str
) -> "pl.DataFrame":
    """A row a design, in the order of `designs`; all of them without.

    Columns: `design`, its position; `contents`, lots as "a+b | c", each passed through `text`;
    every measure in its own unit (pence, metres); `rule:ID` for each rule, null where that was
    not looked at; `admissible`; `rank` by the first objective among admissible designs.
    """
    import polars as pl

    some = np.arange(len(answer.measured)) if designs is None else designs
    columns = [
        pl.Series("design", some),
        pl.Series("contents", format_contents(answer, some, text)),
    ]
    for name in list_measurable(answer.measured):
        columns.append(
            pl.Series(name, round_column(compute_column(answer.measured, name).select(some), name))
        )
    for rule in answer.scenario.rules:
        known = _build_rule_column(answer, rule)
        if known is not None:
            columns.append(pl.Series(f"rule:{rule.id}", known[some].tolist(), dtype=pl.Boolean))
    columns.append(pl.Series("admissible", answer.admissible[some]))
    columns.append(pl.Series("rank", rank_admissible(answer)[some]).replace(0, None))
    return pl.DataFrame(columns)


def format_contents(answer: AtlasAnswer, designs: Ints, text: Callable[[str], str]) -> list[str]:
    """The lots of each design by the ids of their units."""
    units, lots = answer.scenario.units, answer.measured.facts.lots
    named = [text("+".join(units[u].id for u in lots[lot])) for lot in range(len(lots))]
    members = answer.measured.designs
    return [" | ".join(named[lot] for lot in members[design]) for design in designs.tolist()]


def round_column(figures: ExactColumn, measure: str) -> Any:
    """Whole numbers for measures that count, floats of six places for the others."""
    parts, over = figures.parts, figures.over
    if MEASURES[measure].unit in WHOLE_UNITS:
        return divide_rounded(parts, int(over)) if isinstance(over, int) else parts // over
    low, rest = np.divmod(widen(parts, SIX_PLACES) * SIX_PLACES, over)
    up = (2 * rest > over) | ((2 * rest == over) & (low % 2 == 1))
    return ((low + up) / SIX_PLACES).astype(np.float64)


def sort_from_best(answer: AtlasAnswer, designs: Ints) -> Ints:
    """The designs from the best down: admissible ones first, then objective by objective.

    Tolerances are left aside, so the best design by the scenario's objectives need not be first.
    """
    keys: list[Ints] = [designs]
    for objective in reversed(answer.scenario.objectives):
        if objective.measure in MEASURE_COLUMNS:
            sign = MEASURES[objective.measure].sign
            keys.append(
                sign
                * compute_column(answer.measured, objective.measure).select(designs).rank_values()
            )
    keys.append((~answer.admissible[designs]).astype(np.int64))
    return designs[np.lexsort(keys)]


def rank_admissible(answer: AtlasAnswer) -> Ints:
    """1 and the number of admissible designs that are better by the first objective.

    0 for designs that are not admissible, or where there is no column of that objective.
    """
    found = np.zeros(len(answer.measured), dtype=np.int64)
    first = answer.scenario.objectives[0].measure
    if first in MEASURE_COLUMNS:
        values = (
            MEASURES[first].sign
            * compute_column(answer.measured, first).select(answer.designs).rank_values()
        )
        found[answer.designs] = 1 + np.searchsorted(np.sort(values), values)
    return found


def _build_rule_column(answer: AtlasAnswer, rule: Rule) -> Any:
    """Whether each design keeps the rule, None where nobody looked; None for no column at all."""
    if rule.id in answer.met:
        return answer.met[rule.id]
    if not rule.is_active:
        return None
    known = np.full(len(answer.measured), None, dtype=object)
    if answer.settled:
        known[answer.admissible] = True
        alone = sum(1 for _ in _list_checked_rules(answer)) == 1
        if alone and answer.refused is not None:
            known[answer.refused] = False
    known[~flag_admitted(rule, answer.measured)] = False
    return known


def _list_checked_rules(answer: AtlasAnswer) -> Iterator[Rule]:
    """The active rules that are asked of single designs."""
    return (rule for rule in answer.scenario.active_rules if rule.id not in answer.met)
