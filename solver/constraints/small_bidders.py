"""`small_bidders`: pruning and candidate filter where it covers all lots, else a coupling row."""

import numpy as np

from lotdesign.market.eligibility import find_small_parties
from lotdesign.rules.small_bidders import SmallBiddersRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.pruning import EligibilityFloor, GrowthPruning
from solver.candidates.table import CandidateTable
from solver.model.goals import build_share_excess
from solver.model.linear_model import LinearModel


def prune_growth(rule: SmallBiddersRule, scenario: Scenario) -> GrowthPruning:
    """For "all": enough small providers can still serve the lot."""
    if rule.lots != "all":
        return GrowthPruning()
    single = frozenset(range(len(scenario.providers or ())))
    needed = scenario.market.small_needed
    return GrowthPruning(
        eligibility_floors=(EligibilityFloor(find_small_parties(scenario) & single, needed),)
    )


def filter_candidates(rule: SmallBiddersRule, candidates: CandidateTable) -> Flags:
    """For "all": the lot is accessible, or not external."""
    if rule.lots == "all":
        return candidates.is_accessible | ~candidates.is_external
    return np.ones(len(candidates), dtype=np.bool_)


def add_coupling_rows(
    rule: SmallBiddersRule, candidates: CandidateTable, model: LinearModel
) -> None:
    """At least `lots` accessible lots, or the share of V in accessible lots."""
    if rule.share is not None:
        inaccessible = model.sum_chosen(
            np.where(candidates.is_accessible, 0, candidates.external_value)
        )
        model.add_at_most_zero(
            rule.id, build_share_excess(candidates, inaccessible, 1 - rule.share)
        )
    elif rule.lots != "all":
        model.add_row(
            rule.id, model.sum_chosen(candidates.is_accessible.astype(int)), rule.lots, None
        )
