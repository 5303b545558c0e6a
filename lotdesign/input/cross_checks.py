"""All cross-checks of a scenario together."""

from collections.abc import Callable, Iterator

from lotdesign.input.checks import money, options, rules
from lotdesign.input.checks import money as delivery
from lotdesign.input.checks import money as sums
from lotdesign.input.checks import options as appraisal
from lotdesign.input.checks import sources as evidence
from lotdesign.input.checks import sources as law
from lotdesign.input.checks import tables as consortia
from lotdesign.input.checks import tables as dividing
from lotdesign.input.checks import tables as places
from lotdesign.input.checks.names import ReferenceNames, check_duplicates, collect_names
from lotdesign.input.raw import DocumentFlaw
from lotdesign.input.validation import ScenarioDraft

CrossCheck = Callable[[ScenarioDraft, ReferenceNames], Iterator[DocumentFlaw]]

CROSS_CHECKS: tuple[CrossCheck, ...] = (
    check_duplicates,
    places.check_localities,
    places.check_neighbours,
    places.check_coordinates,
    places.check_providers,
    consortia.check_consortia,
    money.check_need_led,
    money.check_promised,
    money.check_integration,
    money.check_scale,
    dividing.check_divided_units,
    dividing.check_part_weights,
    rules.check_rules,
    rules.check_invalid_rules,
    rules.check_market,
    rules.check_objective_measures,
    rules.check_needs,
    rules.check_positions,
    options.check_options,
    delivery.check_routes,
    delivery.check_funding,
    appraisal.check_appraisal_names,
    appraisal.check_criterion_weights,
    appraisal.check_scores,
    evidence.check_basis,
    law.check_law,
)

SUM_CHECKS: tuple[Callable[[ScenarioDraft], Iterator[DocumentFlaw]], ...] = (
    sums.check_promised_sums,
    sums.check_gross_values,
)


def find_cross_check_flaws(draft: ScenarioDraft) -> list[DocumentFlaw]:
    """What does not fit together in the valid part of a scenario."""
    names = collect_names(draft)
    flaws = list(_check_has_units(draft))
    flaws += [flaw for check in CROSS_CHECKS for flaw in check(draft, names)]
    wrong = draft.flawed | {str(flaw.loc[0]) for flaw in flaws}
    if not wrong & sums.SECTIONS_OF_SUMS:
        # A service that promises more than it has also leaves units below zero: told once.
        flaws += next(
            (found for found in (list(check(draft)) for check in SUM_CHECKS) if found), []
        )
    return flaws


def _check_has_units(draft: ScenarioDraft) -> Iterator[DocumentFlaw]:
    if not draft.document.units and "units" not in draft.flawed:
        yield DocumentFlaw(("units",), "there are no units; a scenario needs at least one")
