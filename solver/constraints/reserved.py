"""`reserved` as a coupling row over the lots for which a mutual is eligible."""

import numpy as np

from lotdesign.rules.reserved import MOST_RESERVED_YEARS, ReservedRule
from solver.arrays import Flags, Ints
from solver.candidates.table import CandidateTable
from solver.model.linear_model import LinearModel


def add_coupling_rows(rule: ReservedRule, candidates: CandidateTable, model: LinearModel) -> None:
    """At least `min` chosen lots of few enough years have an eligible mutual."""
    counted = _mark_mutual_eligible(candidates)
    counted[candidates.year_counts > MOST_RESERVED_YEARS] = 0
    model.add_row(rule.id, model.sum_chosen(counted), rule.min, None)


def _mark_mutual_eligible(candidates: CandidateTable) -> Ints:
    providers = enumerate(candidates.scenario.providers or ())
    mutuals = [p for p, provider in providers if provider.kind == "mutual"]
    flags: Flags = np.asarray(candidates.eligible_providers[:, mutuals].any(axis=1))
    return flags.astype(np.int64)
