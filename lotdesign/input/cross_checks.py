"""Runs all cross-checks of a scenario."""

from collections.abc import Callable, Iterator
from itertools import islice

from lotdesign.input.check_areas import check_areas
from lotdesign.input.check_money import (
    SECTIONS_OF_SUMS,
    check_funding,
    check_gross_values,
    check_integration,
    check_need_led,
    check_promised,
    check_promised_sums,
    check_routes,
    check_scale,
)
from lotdesign.input.check_names import ReferenceNames, check_duplicates, collect_names
from lotdesign.input.check_options import (
    check_appraisal_names,
    check_criterion_weights,
    check_options,
    check_scores,
)
from lotdesign.input.check_reach import check_providers
from lotdesign.input.check_rules import (
    check_invalid_rules,
    check_market,
    check_needs,
    check_neighbours_given,
    check_objective_measures,
    check_positions,
    check_rules,
)
from lotdesign.input.check_sizes import check_sizes
from lotdesign.input.check_sources import check_basis, check_law, check_notice
from lotdesign.input.check_tables import (
    check_consortia,
    check_coordinates,
    check_divided_units,
    check_localities,
    check_neighbours,
    check_part_weights,
)
from lotdesign.input.check_terms import (
    check_mean_values,
    check_service_terms,
    check_unit_years,
)
from lotdesign.input.raw import DocumentFlaw
from lotdesign.input.validation import ScenarioDraft

CrossCheck = Callable[[ScenarioDraft, ReferenceNames], Iterator[DocumentFlaw]]

CROSS_CHECKS: tuple[CrossCheck, ...] = (
    check_duplicates,
    check_localities,
    check_neighbours,
    check_areas,
    check_coordinates,
    check_providers,
    check_consortia,
    check_service_terms,
    check_unit_years,
    check_need_led,
    check_promised,
    check_integration,
    check_scale,
    check_divided_units,
    check_part_weights,
    check_rules,
    check_invalid_rules,
    check_market,
    check_objective_measures,
    check_needs,
    check_neighbours_given,
    check_positions,
    check_options,
    check_routes,
    check_funding,
    check_appraisal_names,
    check_criterion_weights,
    check_scores,
    check_basis,
    check_law,
    check_notice,
)

_MOST_FLAWS = 1_000
"""Flaws after which no more are looked for: each may be compared with thousands of names."""

SUM_CHECKS: tuple[Callable[[ScenarioDraft], Iterator[DocumentFlaw]], ...] = (
    check_promised_sums,
    check_gross_values,
    check_mean_values,
)


def find_cross_check_flaws(draft: ScenarioDraft) -> list[DocumentFlaw]:
    """The flaws across sections and tables, in the valid part of a scenario."""
    flaws = [*_check_has_units(draft), *check_sizes(draft)]
    if any(flaw.loc != ("units",) for flaw in flaws):
        return flaws  # what is divided or copied that often is not looked at one by one
    names = collect_names(draft)
    every = (flaw for check in CROSS_CHECKS for flaw in check(draft, names))
    new = (flaw for flaw in every if flaw.loc not in draft.left_out)
    flaws += islice(new, _MOST_FLAWS)
    wrong = draft.flawed | {str(flaw.loc[0]) for flaw in flaws}
    if not wrong & SECTIONS_OF_SUMS:
        # A service that promises more than it has also leaves units below zero: report one.
        flaws += next(
            (found for found in (list(check(draft)) for check in SUM_CHECKS) if found), []
        )
    return flaws


def _check_has_units(draft: ScenarioDraft) -> Iterator[DocumentFlaw]:
    if not draft.document.units and "units" not in draft.flawed:
        yield DocumentFlaw(("units",), "there are no units; a scenario needs at least one")
