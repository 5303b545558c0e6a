"""All cross checks of a scenario together."""

from collections.abc import Callable, Iterator

from lotdesign.scenario.checks import (
    appraisal,
    consortia,
    delivery,
    dividing,
    evidence,
    law,
    money,
    options,
    places,
    rules,
    sums,
)
from lotdesign.scenario.checks.names import Names, duplicates, names_of
from lotdesign.scenario.draft import Draft
from lotdesign.scenario.flaws import Flaw

Check = Callable[[Draft, Names], Iterator[Flaw]]

CHECKS: tuple[Check, ...] = (
    duplicates,
    places.localities,
    places.neighbours,
    places.coordinates,
    places.providers,
    consortia.consortia,
    money.need_led,
    money.promised,
    money.integration,
    money.scale,
    dividing.divided_units,
    dividing.weights,
    rules.rules,
    rules.broken_rules,
    rules.market,
    rules.objectives,
    rules.needs,
    rules.travel,
    options.options,
    delivery.routes,
    delivery.funding,
    appraisal.references,
    appraisal.weights,
    appraisal.scores,
    evidence.basis,
    law.law,
)

SUMS: tuple[Callable[[Draft], Iterator[Flaw]], ...] = (
    sums.promised_in_force,
    sums.gross_below_zero,
)


def reference_flaws(draft: Draft) -> list[Flaw]:
    """What does not fit together in the valid part of a scenario."""
    names = names_of(draft)
    flaws = list(_no_units(draft))
    flaws += [flaw for check in CHECKS for flaw in check(draft, names)]
    wrong = draft.flawed | {str(flaw.loc[0]) for flaw in flaws}
    if not wrong & sums.NEEDS:
        # A service that promises more than it has also leaves units below zero: told once.
        flaws += next((found for found in (list(check(draft)) for check in SUMS) if found), [])
    return flaws


def _no_units(draft: Draft) -> Iterator[Flaw]:
    if not draft.document.units and "units" not in draft.flawed:
        yield Flaw(("units",), "there are no units; a scenario needs at least one")
