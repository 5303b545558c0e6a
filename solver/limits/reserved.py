"""`reserved` as a row over the lots that could be kept for a mutual."""

import numpy as np

from lotdesign.rules.reserved import Reserved, is_too_long
from solver.facts.lots import Flags, Ints
from solver.facts.table import Facts
from solver.selection.model import Model


def ties(rule: Reserved, facts: Facts, model: Model) -> None:
    """At least so many chosen lots with an eligible mutual; none counts in a longer term."""
    counted = _with_a_mutual(facts)
    if is_too_long(facts.scenario):
        counted[:] = 0
    model.row(rule.id, model.chosen(counted), rule.min, None)


def _with_a_mutual(facts: Facts) -> Ints:
    providers = enumerate(facts.scenario.providers or ())
    mutuals = [p for p, provider in providers if provider.kind == "mutual"]
    some: Flags = np.asarray(facts.eligible[:, mutuals].any(axis=1))
    return some.astype(np.int64)
