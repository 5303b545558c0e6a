"""One case with its lots, each worked out once, and which designs its rules admit."""

from collections.abc import Iterator, Sequence
from itertools import product

from tests.brute import award_rules, design_rules, lot_rules, money_rules
from tests.brute.awarding import awards
from tests.brute.case import Case
from tests.brute.design import Design
from tests.brute.lot import Lot
from tests.brute.measures import COST, MARKET
from tests.brute.partitions import Labels, masks

MARKET_RULES = {
    "award",
    "bidders",
    "reserved",
    "small_award",
    "small_bidders",
    "withdrawal",
}
AWARDED_RULES = money_rules.KINDS | award_rules.KINDS | {"funding", "withdrawal"}
"""Kinds that depend on who is awarded which lot."""


class Judge:
    """Judges designs of one case."""

    def __init__(self, case: Case) -> None:
        """Refuse rules and measures that the case cannot have."""
        for rule in case.rules:
            if rule["kind"] not in lot_rules.CHECKS | design_rules.CHECKS:
                raise NotImplementedError(f"rule kind {rule['kind']}")
        market = MARKET_RULES & {rule["kind"] for rule in case.rules}
        market |= MARKET & {objective["measure"] for objective in case.objectives}
        if market and case.providers is None:
            raise ValueError(f"no providers for {sorted(market)}")
        self.case = case
        self.lots: dict[tuple[int, str], Lot] = {}
        self.lot_faults: dict[Lot, list[int]] = {}

    def design(self, labels: Labels, routes: Sequence[str] = ()) -> Design:
        """The partition with these canonical labels; all external without any routes."""
        found = []
        lots = masks(labels)
        for mask, route in zip(lots, routes or ["external"] * len(lots), strict=True):
            if (mask, route) not in self.lots:
                lot = self.lots[mask, route] = Lot(self.case, mask, route)
                self.lot_faults[lot] = self._faults(lot)
            found.append(self.lots[mask, route])
        return Design(self.case, labels, found)

    def delivered(self, labels: Labels) -> Iterator[Design]:
        """A partition with its lots by every route, in the order that breaks ties."""
        for routes in product(self.case.routes.offered, repeat=max(labels) + 1):
            yield self.design(labels, routes)

    def _faults(self, lot: Lot) -> list[int]:
        """Numbers of the lot rules that this lot breaks."""
        checks = lot_rules.CHECKS
        return [
            i
            for i, rule in enumerate(self.case.rules)
            if rule["kind"] in checks and not checks[rule["kind"]](self.case, lot, rule)
        ]

    def admits(self, design: Design) -> bool:
        """Whether every rule holds; stops at the first that does not, the slow one last."""
        return (
            self._keeps(design, set(design_rules.CHECKS) - {"withdrawal"})
            and (not self.case.certificate_required or design.certificate is not None)
            and self._keeps(design, {"withdrawal"})
        )

    def _keeps(self, design: Design, kinds: set[str]) -> bool:
        """Whether it keeps the rules about single lots, and those of these kinds."""
        if any(self.lot_faults[lot] for lot in design.lots):
            return False
        rules = self.case.rules
        return all(self._holds(design, i) for i, r in enumerate(rules) if r["kind"] in kinds)

    def broken(self, design: Design) -> list[str]:
        """Ids of every broken rule, in file order."""
        faults = {i for lot in design.lots for i in self.lot_faults[lot]}
        faults |= {i for i in range(len(self.case.rules)) if not self._holds(design, i)}
        return [self.case.rules[i]["id"] for i in sorted(faults)]

    def _holds(self, design: Design, number: int) -> bool:
        rule = self.case.rules[number]
        check = design_rules.CHECKS.get(rule["kind"])
        return check is None or check(design, rule)

    def admissible(self, labels: Labels) -> list[Design]:
        """The admissible designs of a partition, by every route."""
        return [found for design in self.delivered(labels) for found in self.admitted(design)]

    def admitted(self, design: Design) -> list[Design]:
        """The design, if it is admissible; with prices, one for each award that matters."""
        if not self.case.priced:
            return [design] if self.admits(design) else []
        if not self._keeps(design, set(design_rules.CHECKS) - AWARDED_RULES):
            return []
        found = self.distinct(design, limited=True)
        return found if found and self._keeps(design, {"withdrawal"}) else []

    def certified(self, design: Design) -> Iterator[Design]:
        """A design with every award that keeps the award rules, smallest first.

        Without prices, or where no award is possible, the design alone.
        """
        found = awards(design, limited=False) if self.case.priced else iter(())
        first = next(found, None)
        yield design if first is None else design.awarded(first.winners)
        yield from (design.awarded(award.winners) for award in found)

    def distinct(self, design: Design, *, limited: bool) -> list[Design]:
        """Its awards, the first alone of those that no objective can tell apart.

        They keep the award rules and, if `limited`, the money rules too.
        """
        names = {objective["measure"] for objective in self.case.objectives}
        by_cost, by_share = bool(names & COST), "largest_provider_share" in names
        years = self.case.money.years
        found: dict[object, Design] = {}
        for award in awards(design, limited=limited):
            key = (award.spent[:years] if by_cost else (), award.largest if by_share else 0)
            if key not in found:
                found[key] = design.awarded(award.winners)
            if not by_cost and not by_share:
                break
        return list(found.values())
