"""Lots of a design that may be won together, and what letting them as one contract recovers.

Each lot stays open by itself, so that nobody who can bid for it alone is shut out; a bidder for
the whole group may offer what the council gives up by dividing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.design import Design, Lot
from lotdesign.ledger import Ledger
from lotdesign.market.certificate import loads, overloads
from lotdesign.market.eligibility import able
from lotdesign.market.small import small_parties
from lotdesign.money.account import LotAccount, account
from lotdesign.money.integration import integration
from lotdesign.pence import Pence
from lotdesign.rules.award import Award
from lotdesign.scenario.scenario import Scenario

ALL_SIZES = 12
"""With more lots than this groups have at most three."""


@dataclass(frozen=True, slots=True)
class Group:
    """Positions of external lots that one party could win together, and what that recovers.

    `parties` are all that could; pence are over all years, at par. `small_apart` is the fewest
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
    def saving(self) -> Pence:
        """What the council saves in all."""
        return Pence(self.contracts + self.scale + self.integration)


def groups(scenario: Scenario, design: Design) -> Iterator[Group]:
    """Every group of two lots or more that somebody could win together, smaller ones first.

    One party could: it is eligible for each lot, and all of them together are within its
    capacity, its number of lots, the staff that it can absorb and, at the multiple in force, its
    turnover.
    """
    found = _Grouping(scenario, design)
    level: list[tuple[int, ...]] = [(i,) for i in range(len(found.lots))]
    size = len(found.lots) if len(found.lots) <= ALL_SIZES else 3
    while level and len(level[0]) < size:
        wider = ((*each, i) for each in level for i in range(each[-1] + 1, len(found.lots)))
        level = [lots for lots in wider if found.winners(lots)]
        yield from map(found.group, level)


class _Grouping:
    """A design whose external lots are put together, with their figures worked out once."""

    def __init__(self, scenario: Scenario, design: Design) -> None:
        self.scenario = scenario
        self.design = design
        self.lots = [lot.units for lot in design.lots if lot.route == "external"]
        self.accounts = [account(scenario, units) for units in self.lots]
        pairs = zip(self.lots, self.accounts, strict=True)
        self.able = [frozenset(able(scenario, units, each.value)) for units, each in pairs]
        self.small = small_parties(scenario) & frozenset(range(len(scenario.providers or ())))
        self.kept = _kept(Ledger(scenario, design))

    def value(self, lots: Sequence[int]) -> Fraction:
        """The market values of the lots added up."""
        return sum((self.accounts[i].value for i in lots), Fraction(0))

    def winners(self, lots: Sequence[int]) -> tuple[int, ...]:
        """The parties that could carry all of the lots at once."""
        every = frozenset[int].intersection(*(self.able[i] for i in lots))
        return tuple(p for p in sorted(every) if self._carries(p, lots))

    def _carries(self, party: int, lots: Sequence[int]) -> bool:
        value, scenario = self.value(lots), self.scenario
        turnover = scenario.parties[party].annual_turnover
        if turnover is not None and scenario.market.turnover_multiple * value > turnover:
            return False
        held, values = [self.lots[i] for i in lots], [self.accounts[i].value for i in lots]
        taken = loads(scenario, held, values, (party,) * len(held))
        return next(overloads(scenario, taken), None) is None

    def group(self, lots: tuple[int, ...]) -> Group:
        """The group with what it recovers."""
        units = tuple(sorted(u for i in lots for u in self.lots[i]))
        whole, parts = account(self.scenario, units), [self.accounts[i] for i in lots]
        contracts = sum(map(_own, parts)) - _own(whole)
        joined = integration(self.scenario, units) - sum(
            integration(self.scenario, self.lots[i]) for i in lots
        )
        saved = sum(sum(each.cost) for each in parts) - sum(whole.cost)
        years = self.scenario.years * joined
        return Group(
            lots=lots,
            value=self.value(lots),
            parties=self.winners(lots),
            contracts=Pence(contracts),
            scale=Pence(saved - contracts - years),
            integration=Pence(years),
            small_apart=min(len(self.able[i] & self.small) for i in lots),
            small_as_one=len(self.small.intersection(able(self.scenario, units, whole.value))),
            broken=tuple(self._broken(lots, units)),
        )

    def _broken(self, lots: Sequence[int], units: tuple[int, ...]) -> Iterator[str]:
        """Rules on the design that it keeps, and one contract for the group would break."""
        rest = [lot for lot in self.design.lots if not set(lot.units) <= set(units)]
        together = sorted([Lot(units), *rest], key=lambda lot: lot.units)
        merged = _kept(Ledger(self.scenario, Design(tuple(together))))
        yield from (rule for rule in self.kept if rule not in merged)
        whole = self.value(range(len(self.lots)))
        for rule in self.scenario.active_rules:
            cap = rule.max_share if isinstance(rule, Award) else None
            if cap is not None and self.value(lots) > cap * whole:
                yield rule.id


def _kept(ledger: Ledger) -> tuple[str, ...]:
    """The rules that the design keeps, those about bidders and awards left out."""
    rules = (rule for rule in ledger.scenario.active_rules if not rule.reads_market)
    asked = (rule for rule in rules if not rule.needs_certificate)
    return tuple(rule.id for rule in asked if rule.judge(ledger).met)


def _own(lot: LotAccount) -> int:
    """What a contract costs the council itself, over all years."""
    return sum(lot.own)
