"""Whether each design keeps a rule, for all designs at once.

Nothing here knows a kind of rule: its candidate filter and its coupling rows over the lots are
read as the solver reads them. A kind whose rows need variables of their own may have a module in
`solver.enumeration.kinds`; without one, and where a rule asks for a certificate, only `judge` can
tell, one design after the other.
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

import numpy as np

from lotdesign.scenario.rule import Rule
from solver.arrays import Flags
from solver.constraints.registry import add_coupling_rows, filter_candidates
from solver.enumeration.measured_designs import MeasuredDesigns
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel


def flag_keeping(rule: Rule, measured: MeasuredDesigns) -> Flags | None:
    """Whether each design keeps the rule; None where `judge` must be asked of each."""
    if rule.needs_certificate:
        return None
    return measured.compute_once(("met", rule), lambda: _compute_flags(rule, measured))


def flag_admitted(rule: Rule, measured: MeasuredDesigns) -> Flags:
    """Whether the rule admits each design's lots, one by one; if not, the design breaks it."""
    return measured.designs.within(filter_candidates(rule, measured.facts))


@cache
def load_kind_module(kind: str) -> ModuleType | None:
    """The module of a kind that is worked out by itself."""
    name = f"solver.enumeration.kinds.{kind}"
    return import_module(name) if find_spec(name) else None


def _compute_flags(rule: Rule, measured: MeasuredDesigns) -> Flags | None:
    if not len(measured):
        return np.zeros(0, dtype=np.bool_)
    module = load_kind_module(rule.kind)
    if module is not None:
        flags: Flags = module.met(rule, measured)
        return flags
    rows = _flag_rows(rule, measured)
    return None if rows is None else rows & flag_admitted(rule, measured)


def _flag_rows(rule: Rule, measured: MeasuredDesigns) -> Flags | None:
    """Whether the rows of `ties` hold; None where they read more than the lots."""
    model = LinearModel(len(measured.facts))
    add_coupling_rows(rule, measured.facts, model)
    if model.extra_variables:
        return None
    flags = np.ones(len(measured), dtype=np.bool_)
    for row in model.rows:
        flags &= _flag_row(measured, row.expression, row.low, row.high, row.indicator)
    for form, when in model.unrounded:
        flags &= _flag_row(measured, form, None, 0, when)
    return flags


def _flag_row(
    measured: MeasuredDesigns,
    form: LinearExpression,
    low: int | None,
    high: int | None,
    when: int | None,
) -> Flags:
    """Whether low <= form <= high in each design, or the lot `when` is not in it."""
    weights = np.zeros(len(measured.facts), dtype=form.coefficients.dtype)
    weights[form.variables] = form.coefficients
    total = measured.sums(weights)
    flags = np.ones(len(measured), dtype=np.bool_)
    if low is not None:
        flags &= (total >= low - form.constant).astype(np.bool_)
    if high is not None:
        flags &= (total <= high - form.constant).astype(np.bool_)
    if when is not None:
        flags |= measured.sums((np.arange(len(weights)) == when).astype(np.int64)) == 0
    return flags
