"""Enumerated designs as a table for analysts, and their order from the best down."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from lotdesign.measures.registry import MEASURES
from lotdesign.result.frames import get_column_type
from lotdesign.scenario.figure_units import WHOLE_UNITS
from lotdesign.scenario.rule import Rule
from solver.arrays import Ints, divide_rounded, widen
from solver.enumeration.answer import AtlasAnswer
from solver.enumeration.measure_columns import (
    MEASURE_COLUMNS,
    ExactColumn,
    compute_column,
    list_measurable,
    rank_by_measure,
)
from solver.enumeration.rule_checks import flag_admitted

if TYPE_CHECKING:
    import polars as pl

SIX_PLACES = 10**6
"""Shares and needs are given to six places, as in a result."""


def build_atlas_frame(
    answer: AtlasAnswer, designs: Ints | None = None, text: Callable[[str], str] = str
) -> "pl.DataFrame":
    """A row for each design, in the order of `designs`, (n,); for all designs without it.

    Columns: `design`, its position; `contents`, lots as "a+b | c", each passed through `text`;
    every measure in its own unit (pence, metres); `rule:ID` for each rule, null where that was not
    checked; `admissible`, null likewise; `rank` by the first objective among admissible designs.
    """
    import polars as pl

    some = np.arange(len(answer.measured)) if designs is None else designs
    columns = [
        pl.Series("design", some, dtype=pl.Int64),
        pl.Series("contents", format_contents(answer, some, text), dtype=pl.String),
    ]
    for name in list_measurable(answer.measured):
        figures = compute_column(answer.measured, name).select(some)
        rounded = round_column(figures, name)
        columns.append(pl.Series(name, rounded, dtype=get_column_type(name)))
    for rule in answer.scenario.rules:
        met = _build_rule_column(answer, rule)
        if met is not None:
            columns.append(pl.Series(f"rule:{rule.id}", met[some].tolist(), dtype=pl.Boolean))
    admissible = pl.Series("admissible", answer.admissible[some], dtype=pl.Boolean)
    columns.append(admissible if answer.settled else admissible.replace(True, None))
    ranks = pl.Series("rank", rank_admissible(answer)[some], dtype=pl.Int64)
    columns.append(ranks.replace(0, None))
    return pl.DataFrame(columns)


def format_contents(answer: AtlasAnswer, designs: Ints, text: Callable[[str], str]) -> list[str]:
    """The lots of each of these designs, (n,), by the ids of their units, as "a+b | c"."""
    units, lots = answer.scenario.units, answer.measured.candidates.lots
    names = [text("+".join(units[u].id for u in lots[lot])) for lot in range(len(lots))]
    members = answer.measured.designs
    return [" | ".join(names[lot] for lot in members[design]) for design in designs.tolist()]


def round_column(figures: ExactColumn, measure: str) -> Any:
    """Whole numbers for measures that count; floats of six places, half to even, for others."""
    parts, over = figures.parts, figures.over
    if MEASURES[measure].unit in WHOLE_UNITS:
        return divide_rounded(parts, int(over)) if isinstance(over, int) else parts // over
    low, rest = np.divmod(widen(parts, SIX_PLACES) * SIX_PLACES, over)
    up = (2 * rest > over) | ((2 * rest == over) & (low % 2 == 1))
    return ((low + up) / SIX_PLACES).astype(np.float64)


def sort_from_best(answer: AtlasAnswer, designs: Ints) -> Ints:
    """These designs, (n,), from the best down: admissible ones first, then objective by objective.

    Tolerances are left aside, so the best design by the scenario's objectives need not be first.
    """
    keys: list[Ints] = [designs]
    for objective in reversed(answer.scenario.objectives):
        if objective.measure in MEASURE_COLUMNS:
            keys.append(rank_by_measure(answer.measured, objective.measure, designs))
    keys.append((~answer.admissible[designs]).astype(np.int64))
    return designs[np.lexsort(keys)]


def rank_admissible(answer: AtlasAnswer) -> Ints:
    """1 and the number of admissible designs that are better by the first objective, (D,).

    0 for designs that are not admissible, for all where that is not settled, or where there is no
    column of that objective.
    """
    ranks = np.zeros(len(answer.measured), dtype=np.int64)
    first = answer.scenario.objectives[0].measure
    if answer.settled and first in MEASURE_COLUMNS:
        values = rank_by_measure(answer.measured, first, answer.designs)
        ranks[answer.designs] = 1 + np.searchsorted(np.sort(values), values)
    return ranks


def _build_rule_column(answer: AtlasAnswer, rule: Rule) -> Any:
    """Whether each design keeps the rule, None where not checked; None for no column at all."""
    if rule.id in answer.met:
        return answer.met[rule.id]
    if not rule.is_active:
        return None
    known = np.full(len(answer.measured), None, dtype=object)
    if answer.settled:
        known[answer.admissible] = True
        if answer.refused is not None and len(answer.unflagged_rules) == 1:
            known[answer.refused] = False
    known[~flag_admitted(rule, answer.measured)] = False
    return known
