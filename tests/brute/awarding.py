"""Every award of a design that keeps the award rules, and the money rules where they count."""

from collections.abc import Callable, Iterator

from tests.brute import funding
from tests.brute.award import Award, Awards
from tests.brute.bills import bills
from tests.brute.design import Design

Free = Callable[[int], bool]


def awards(design: Design, *, limited: bool, free: Free = lambda provider: True) -> Iterator[Award]:
    """Smallest provider numbers first, among those that are free to win.

    `limited` asks for the money rules too, on which an award has a bearing where there are prices.
    """
    case = design.case
    open_to = [[p for p in lot.eligible if free(p)] for lot in design.external]
    money = bills(case, design.lots, open_to, limited=limited) if case.priced else None
    funded = limited and case.priced and any(rule["kind"] == "funding" for rule in case.rules)
    for award in Awards(case, design.external, open_to, money):
        if not funded or funding.holds(design.awarded(award.winners)):
            yield award
