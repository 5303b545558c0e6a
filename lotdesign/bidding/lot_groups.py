"""Groups of lots that one party could win together, and what one contract for each would save.

Each lot stays open to bids by itself; a bidder for a group may offer the saving that the council
gives up by dividing it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.design import Design, Lot
from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import compute_loads, find_overloads
from lotdesign.market.eligibility import find_eligible_parties, find_small_parties
from lotdesign.money.lot_cost import LotAccount, compute_lot_account, list_integration_savings
from lotdesign.pence import Pence, round_away
from lotdesign.result.build import build_scenario_ref
from lotdesign.result.market import GroupsAnswer, LotGroup
from lotdesign.scenario.lot_names import build_lot_ids, build_lot_names
from lotdesign.scenario.scenario import Scenario

MOST_LOTS_FOR_ALL_SIZES = 12
"""With more lots than this, groups have at most three lots."""


@dataclass(frozen=True, slots=True)
class WinnableGroup:
    """Positions of external lots that one party could win together, and what that would save.

    `parties` are all that could; `value` is pence a year, savings are pence over all years, at
    par. `small_apart` is the fewest
    small providers eligible for one of the lots, `small_as_one` those eligible if the group were
    one lot instead. `broken` are rules that one contract for the group would newly break.
    """

    lots: tuple[int, ...]
    value: Fraction
    parties: tuple[int, ...]
    contracts: Pence
    scale: Pence
    integration: Pence
    small_apart: int
    small_as_one: int
    broken: tuple[str, ...]

    @property
    def total_saving(self) -> Pence:
        """What one contract would save the council, in pence over all years."""
        return Pence(self.contracts + self.scale + self.integration)


def list_winnable_groups(scenario: Scenario, design: Design) -> Iterator[WinnableGroup]:
    """Every group of two lots or more that one party could win together, smaller groups first.

    It is eligible for each lot, and all of them together are within its capacity, its number of
    lots, the staff that it can absorb and, at the turnover multiple in force, its turnover.
    """
    found = _GroupSearch(scenario, design)
    level: list[tuple[int, ...]] = [(i,) for i in range(len(found.lots))]
    size = len(found.lots) if len(found.lots) <= MOST_LOTS_FOR_ALL_SIZES else 3
    while level and len(level[0]) < size:
        wider = ((*each, i) for each in level for i in range(each[-1] + 1, len(found.lots)))
        level = [lots for lots in wider if found.find_winners(lots)]
        yield from map(found.build_group, level)


class _GroupSearch:
    """The external lots of a design, with figures that are the same for every group."""

    def __init__(self, scenario: Scenario, design: Design) -> None:
        self.scenario = scenario
        self.design = design
        self.lots = [lot.units for lot in design.lots if lot.route == "external"]
        self.accounts = [compute_lot_account(scenario, units) for units in self.lots]
        pairs = zip(self.lots, self.accounts, strict=True)
        self.able = [
            frozenset(find_eligible_parties(scenario, units, each.value)) for units, each in pairs
        ]
        self.small = find_small_parties(scenario) & frozenset(range(len(scenario.providers or ())))
        self.kept = _find_kept_rules(Evaluation(scenario, design))

    def sum_values(self, lots: Sequence[int]) -> Fraction:
        """The market value of these lots together, pence a year."""
        return sum((self.accounts[i].value for i in lots), Fraction(0))

    def find_winners(self, lots: Sequence[int]) -> tuple[int, ...]:
        """The parties that could win all of these lots at once."""
        every = frozenset[int].intersection(*(self.able[i] for i in lots))
        return tuple(p for p in sorted(every) if self._carries(p, lots))

    def _carries(self, party: int, lots: Sequence[int]) -> bool:
        value, scenario = self.sum_values(lots), self.scenario
        turnover = scenario.parties[party].annual_turnover
        if turnover is not None and scenario.market.turnover_multiple * value > turnover:
            return False
        held, values = [self.lots[i] for i in lots], [self.accounts[i].value for i in lots]
        taken = compute_loads(scenario, held, values, (party,) * len(held))
        return next(find_overloads(scenario, taken), None) is None

    def build_group(self, lots: tuple[int, ...]) -> WinnableGroup:
        """The group of these lots, with what one contract would save."""
        units = tuple(sorted(u for i in lots for u in self.lots[i]))
        whole, parts = compute_lot_account(self.scenario, units), [self.accounts[i] for i in lots]
        contracts = sum(map(_sum_own_cost, parts)) - _sum_own_cost(whole)
        joined = sum(list_integration_savings(self.scenario, units)) - sum(
            sum(list_integration_savings(self.scenario, self.lots[i])) for i in lots
        )
        saved = sum(sum(each.cost) for each in parts) - sum(whole.cost)
        return WinnableGroup(
            lots=lots,
            value=self.sum_values(lots),
            parties=self.find_winners(lots),
            contracts=Pence(contracts),
            scale=Pence(saved - contracts - joined),
            integration=Pence(joined),
            small_apart=min(len(self.able[i] & self.small) for i in lots),
            small_as_one=len(
                self.small.intersection(find_eligible_parties(self.scenario, units, whole.value))
            ),
            broken=tuple(self._broken(lots, units)),
        )

    def _broken(self, lots: Sequence[int], units: tuple[int, ...]) -> Iterator[str]:
        """Rules that the design keeps and one contract for the group would break."""
        rest = [lot for lot in self.design.lots if not set(lot.units) <= set(units)]
        together = sorted([Lot(units), *rest], key=lambda lot: lot.units)
        merged = _find_kept_rules(Evaluation(self.scenario, Design(tuple(together))))
        yield from (rule for rule in self.kept if rule not in merged)
        whole = self.sum_values(range(len(self.lots)))
        for rule in self.scenario.active_rules:
            share, most = rule.party_share_cap, rule.provider_lot_cap
            is_dear = share is not None and self.sum_values(lots) > share * whole
            if is_dear or (most is not None and len(lots) > most):
                yield rule.id


def _find_kept_rules(evaluation: Evaluation) -> tuple[str, ...]:
    """The ids of the rules that the design keeps, without those on bidders and awards."""
    rules = (rule for rule in evaluation.scenario.active_rules if not rule.reads_market)
    asked = (rule for rule in rules if not rule.needs_certificate)
    return tuple(rule.id for rule in asked if rule.judge(evaluation).met)


def _sum_own_cost(lot: LotAccount) -> int:
    """The council's own cost of a lot, in pence over all years."""
    return sum(lot.own)


def build_groups_answer(scenario: Scenario, design: Design) -> GroupsAnswer:
    """The answer of `groups`: the winnable groups of a design, the largest saving first."""
    units = [lot.units for lot in design.lots if lot.route == "external"]
    ids, names = build_lot_ids(scenario, units), build_lot_names(scenario, units)
    found = sorted(
        list_winnable_groups(scenario, design), key=lambda group: (-group.total_saving, group.lots)
    )
    return GroupsAnswer(
        scenario=build_scenario_ref(scenario),
        lots=len(units),
        groups=tuple(_build_lot_group(scenario, ids, names, each) for each in found),
    )


def _build_lot_group(
    scenario: Scenario, ids: Sequence[str], names: Sequence[str], group: WinnableGroup
) -> LotGroup:
    return LotGroup(
        lots=tuple(ids[i] for i in group.lots),
        names=tuple(names[i] for i in group.lots),
        value_pence=round_away(group.value),
        providers=tuple(scenario.parties[p].id for p in group.parties),
        contracts_pence=group.contracts,
        scale_pence=group.scale,
        integration_pence=group.integration,
        saving_pence=group.total_saving,
        small_apart=group.small_apart,
        small_as_one=group.small_as_one,
        broken=group.broken,
    )
