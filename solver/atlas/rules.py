"""Whether each design keeps a rule, for all designs at once.

Nothing here knows a kind of rule. What a kind says of single lots (`admits`) and of their sums
(rows of `ties` over the lots alone) is read off its limits as the solver reads it. Rows that need
variables of their own cannot be read so: for such a kind `solver.atlas.kinds` may have a module of
its name with `met(rule, measured)`. Without one, and where a rule asks for a certificate, only
`judge` can tell, one design after the other.
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

import numpy as np

from lotdesign.rules.base import Rule
from solver.atlas.measured import Measured
from solver.facts.lots import Flags
from solver.limits.registry import admitted, tie
from solver.selection.linear import Linear
from solver.selection.model import Model


def met(rule: Rule, measured: Measured) -> Flags | None:
    """Whether each design keeps the rule; None where `judge` must be asked of each."""
    if rule.needs_certificate:
        return None
    return measured.once(("met", rule), lambda: _kept(rule, measured))


def admits_lots(rule: Rule, measured: Measured) -> Flags:
    """Whether the rule admits each design's lots, one by one; if not, the design breaks it."""
    return measured.designs.within(admitted(rule, measured.facts))


@cache
def own_module(kind: str) -> ModuleType | None:
    """The module of a kind that is worked out by itself."""
    name = f"solver.atlas.kinds.{kind}"
    return import_module(name) if find_spec(name) else None


def _kept(rule: Rule, measured: Measured) -> Flags | None:
    if not len(measured):
        return np.zeros(0, dtype=np.bool_)
    module = own_module(rule.kind)
    if module is not None:
        flags: Flags = module.met(rule, measured)
        return flags
    rows = _rows(rule, measured)
    return None if rows is None else rows & admits_lots(rule, measured)


def _rows(rule: Rule, measured: Measured) -> Flags | None:
    """Whether the rows of `ties` hold; None where they read more than the lots."""
    model = Model(len(measured.facts))
    tie(rule, measured.facts, model)
    if model.extra:
        return None
    flags = np.ones(len(measured), dtype=np.bool_)
    for row in model.rows:
        flags &= _holds(measured, row.form, row.low, row.high, row.when)
    for form, when in model.exact:
        flags &= _holds(measured, form, None, 0, when)
    return flags


def _holds(
    measured: Measured, form: Linear, low: int | None, high: int | None, when: int | None
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
