"""Groups of lots that a notice offers: each may be awarded as one contract.

A council gives up what a bidder saves by two lots at once; a group offers that beside the lots by
themselves (Sandholm, T. (2007). Expressive commerce and its application to sourcing. AI Magazine
28(3), 45–58).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lotdesign.bidding.lot_groups import list_winnable_groups
from lotdesign.faults import Fault
from lotdesign.market.eligibility import find_eligible_parties, find_small_parties
from lotdesign.money.lot_cost import compute_lot_account
from lotdesign.pence import Pence
from lotdesign.result.model import LotResult, Result
from lotdesign.scenario.design_by_ids import build_design_from_ids
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count

MOST_GROUPS = 50
"""Nobody could read a notice with more."""


@dataclass(frozen=True, slots=True)
class OfferedGroup:
    """Positions of lots that may be awarded as one contract, and what that would be.

    `most` is what the provider would be paid at most over all years, in pence without VAT.
    `eligible` and `eligible_small` are the ids of the single providers that are eligible for the
    one contract; both are empty where no providers are known.
    """

    lots: tuple[int, ...]
    most: Pence
    eligible: tuple[str, ...]
    eligible_small: tuple[str, ...]


def list_offered_groups(scenario: Scenario, result: Result) -> tuple[OfferedGroup, ...]:
    """The groups that `[notice]` asks for, each once: those by name, then those that save.

    Positions are those among the lots of the result that are not in house.
    """
    lots = _list_bought(result)
    found = [_find_lots(scenario, lots, group) for group in scenario.notice.lot_groups]
    if _asks_for_saving(scenario):
        found += _list_saving_groups(scenario, result)
    return tuple(_build_group(scenario, lots, each) for each in dict.fromkeys(found))


def find_group_faults(scenario: Scenario, result: Result, cap: int | None) -> Iterator[Fault]:
    """Groups that nobody could be awarded, and more of them than anybody reads.

    `cap` is the most lots that one provider may win, None where there is none.
    """
    lots = _list_bought(result)
    for number, group in enumerate(scenario.notice.lot_groups, start=1):
        held, where = _find_lots(scenario, lots, group), f"notice.lot_groups, group {number}"
        if len(held) < 2:
            right = "its units are not in two lots or more of this design; name units that are"
            yield Fault(where, right)
        elif any(lots[i].route != "external" for i in held):
            yield Fault(where, "holds a lot that is not let by itself; name units of lots that are")
        elif cap is not None and len(held) > cap:
            many = f"is of {len(held)} lots, and one provider may win {format_count(cap, 'lot')}"
            yield Fault(where, f"{many}; name units of fewer")
    if _asks_for_saving(scenario):
        many_saving = len(_list_saving_groups(scenario, result))
        if many_saving > MOST_GROUPS:
            right = f"there are {many_saving:,}; name {MOST_GROUPS} at most in lot_groups instead"
            yield Fault("notice.saving_groups", right)


def _list_bought(result: Result) -> list[LotResult]:
    return [lot for lot in result.lots if lot.route != "in_house"]


def _asks_for_saving(scenario: Scenario) -> bool:
    return scenario.notice.saving_groups and scenario.providers is not None


def _find_lots(
    scenario: Scenario, lots: Sequence[LotResult], units: Sequence[str]
) -> tuple[int, ...]:
    """Positions of the lots that hold one of the units, or a part of one that is divided."""
    named = scenario.find_positions(units)
    return tuple(
        i for i, lot in enumerate(lots) if not named.isdisjoint(scenario.find_positions(lot.units))
    )


def _list_saving_groups(scenario: Scenario, result: Result) -> list[tuple[int, ...]]:
    """Groups that save, break no rule and that somebody could carry, those that save most first."""
    lots = [lot.units for lot in result.lots]
    design = build_design_from_ids(scenario, lots, [lot.route for lot in result.lots])
    external = [i for i, lot in enumerate(_list_bought(result)) if lot.route == "external"]
    kept = [
        group
        for group in list_winnable_groups(scenario, design)
        if group.total_saving > 0 and not group.broken
    ]
    kept.sort(key=lambda group: (-group.total_saving, group.lots))
    return [tuple(external[i] for i in group.lots) for group in kept]


def _build_group(
    scenario: Scenario, lots: Sequence[LotResult], held: tuple[int, ...]
) -> OfferedGroup:
    positions = scenario.find_positions(unit for i in held for unit in lots[i].units)
    account = compute_lot_account(scenario, tuple(sorted(positions)))
    apart = sum(sum(lots[i].paid_pence) for i in held)
    providers = scenario.providers or ()
    able = find_eligible_parties(scenario, account.units, account.value) if providers else ()
    small = find_small_parties(scenario)
    return OfferedGroup(
        lots=held,
        most=Pence(min(apart, sum(account.paid))),
        eligible=tuple(providers[p].id for p in able if p < len(providers)),
        eligible_small=tuple(providers[p].id for p in able if p < len(providers) and p in small),
    )
