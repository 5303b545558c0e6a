"""One case with its lots, each worked out once, and which designs its rules admit."""

from collections.abc import Iterator

from tests.brute import award_rules, design_rules, lot_rules, money_rules
from tests.brute.award import Awards
from tests.brute.bills import bills
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


class Judge:
    """Judges designs of one case."""

    def __init__(self, case: Case) -> None:
        """Refuse rules and measures that the case cannot have."""
        for rule in case.rules:
            if rule["kind"] not in lot_rules.CHECKS | design_rules.CHECKS:
                raise NotImplementedError(f"rule kind {rule['kind']}")
        market = MARKET_RULES & {rule["kind"] for rule in case.rules}
        market |= MARKET & {objective["measure"] for objective in case.objectives}
        if market and not case.providers:
            raise ValueError(f"no providers for {sorted(market)}")
        self.case = case
        self.lots: dict[int, Lot] = {}
        self.lot_faults: dict[int, list[int]] = {}

    def design(self, labels: Labels) -> Design:
        """The partition with these canonical labels."""
        found = []
        for mask in masks(labels):
            if mask not in self.lots:
                self.lots[mask] = Lot(self.case, mask)
                self.lot_faults[mask] = self._faults(self.lots[mask])
            found.append(self.lots[mask])
        return Design(self.case, labels, found)

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
        if any(self.lot_faults[lot.mask] for lot in design.lots):
            return False
        rules = self.case.rules
        return all(self._holds(design, i) for i, r in enumerate(rules) if r["kind"] in kinds)

    def broken(self, design: Design) -> list[str]:
        """Ids of every broken rule, in file order."""
        faults = {i for lot in design.lots for i in self.lot_faults[lot.mask]}
        faults |= {i for i in range(len(self.case.rules)) if not self._holds(design, i)}
        return [self.case.rules[i]["id"] for i in sorted(faults)]

    def _holds(self, design: Design, number: int) -> bool:
        rule = self.case.rules[number]
        check = design_rules.CHECKS.get(rule["kind"])
        return check is None or check(design, rule)

    def admissible(self, labels: Labels) -> list[Design]:
        """The admissible designs of a partition; with prices, one for each award that matters."""
        design = self.design(labels)
        if not self.case.priced:
            return [design] if self.admits(design) else []
        awarding = money_rules.KINDS | award_rules.KINDS | {"withdrawal"}
        if not self._keeps(design, set(design_rules.CHECKS) - awarding):
            return []
        found = self.distinct(design, limited=True)
        return found if found and self._keeps(design, {"withdrawal"}) else []

    def certified(self, labels: Labels) -> Iterator[Design]:
        """A partition with every award that keeps the award rules, smallest first.

        Without prices, or where no award is possible, the partition alone.
        """
        design = self.design(labels)
        awards = iter(self._awards(design, limited=False)) if self.case.priced else iter(())
        first = next(awards, None)
        yield design if first is None else design.awarded(first.winners)
        yield from (design.awarded(award.winners) for award in awards)

    def distinct(self, design: Design, *, limited: bool) -> list[Design]:
        """Its awards, the first alone of those that no objective can tell apart.

        They keep the award rules and, if `limited`, the money rules too.
        """
        names = {objective["measure"] for objective in self.case.objectives}
        by_cost, by_share = bool(names & COST), "largest_provider_share" in names
        years = self.case.money.years
        found: dict[object, Design] = {}
        for award in self._awards(design, limited=limited):
            key = (award.spent[:years] if by_cost else (), award.largest if by_share else 0)
            if key not in found:
                found[key] = design.awarded(award.winners)
            if not by_cost and not by_share:
                break
        return list(found.values())

    def _awards(self, design: Design, *, limited: bool) -> Awards:
        open_to = [lot.eligible for lot in design.lots]
        money = bills(self.case, design.lots, open_to, limited=limited)
        return Awards(self.case, design.lots, open_to, money)
