"""The brute force itself: judge every partition, keep the best."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.brute import design_rules, lot_rules
from tests.brute.case import Case, Doc
from tests.brute.design import Assessed, Design, LotFigures
from tests.brute.exact import Exact
from tests.brute.lot import Lot
from tests.brute.measures import MARKET, available, measure
from tests.brute.order import lexicographic
from tests.brute.partitions import Labels, canonical, masks, partitions
from tests.brute.read import read

MARKET_RULES = {"bidders", "small_bidders", "award"}


@dataclass(frozen=True)
class Answer:
    """The best design, or that there is none.

    `objective` holds the chosen design's values in order; `optima` the best value of each
    objective among what the earlier ones left, from which its tolerance was taken.
    """

    status: str
    objective: list[tuple[str, Exact]] = field(default_factory=list)
    optima: list[Exact] = field(default_factory=list)
    lots: list[list[str]] = field(default_factory=list)
    labels: Labels = ()
    award: list[str] | None = None


class Judge:
    """One case with its lots, each worked out once."""

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
        """Whether every rule holds; stops at the first that does not."""
        if any(self.lot_faults[lot.mask] for lot in design.lots):
            return False
        return all(self._holds(design, i) for i in range(len(self.case.rules))) and (
            not self.case.certificate_required or design.certificate is not None
        )

    def broken(self, design: Design) -> list[str]:
        """Ids of every broken rule, in file order."""
        faults = {i for lot in design.lots for i in self.lot_faults[lot.mask]}
        faults |= {i for i in range(len(self.case.rules)) if not self._holds(design, i)}
        return [self.case.rules[i]["id"] for i in sorted(faults)]

    def _holds(self, design: Design, number: int) -> bool:
        rule = self.case.rules[number]
        check = design_rules.CHECKS.get(rule["kind"])
        return check is None or check(design, rule)


def solve(doc: Doc) -> Answer:
    """The canonical best design of a scenario."""
    case = read(doc)
    judge = Judge(case)
    found = [d for d in map(judge.design, partitions(len(case.units))) if judge.admits(d)]
    if not found:
        return Answer("infeasible")
    names = [objective["measure"] for objective in case.objectives]
    stages = lexicographic([measure(design, names) for design in found], case.objectives)
    # Partitions come smallest label vector first, so the first that is left is canonical.
    best = found[stages[-1].kept[0] if stages else 0]
    values = measure(best, names)
    return Answer(
        "optimal",
        [(name, values[name]) for name in names],
        [stage.optimum for stage in stages],
        _lots(best),
        best.labels,
        _award(best),
    )


def designs(doc: Doc) -> Iterator[Assessed]:
    """Every partition in detail, smallest label vector first."""
    case = read(doc)
    judge = Judge(case)
    names = available(case)
    for labels in partitions(len(case.units)):
        yield _assessed(judge, judge.design(labels), names)


def assess(doc: Doc, labels: Sequence[int]) -> Assessed:
    """One partition in detail; any labels will do."""
    case = read(doc)
    judge = Judge(case)
    return _assessed(judge, judge.design(canonical(list(labels))), available(case))


def _assessed(judge: Judge, design: Design, names: list[str]) -> Assessed:
    broken = judge.broken(design)
    required = judge.case.certificate_required
    certified = design.certificate is not None if required else None
    return Assessed(
        labels=design.labels,
        lots=_lots(design),
        admissible=not broken and certified is not False,
        broken=broken,
        certified=certified,
        award=_award(design),
        measures=measure(design, names),
        figures=[_figures(design, i) for i in range(len(design.lots))],
    )


def _lots(design: Design) -> list[list[str]]:
    return [[unit.id for unit in lot.units] for lot in design.lots]


def _award(design: Design) -> list[str] | None:
    if not design.case.certificate_required or design.certificate is None:
        return None
    providers = design.case.providers or ()
    return [providers[winner].id for winner in design.certificate.winners]


def _figures(design: Design, at: int) -> LotFigures:
    lot, providers = design.lots[at], design.case.providers or ()
    return LotFigures(
        units=[unit.id for unit in lot.units],
        gross=lot.gross,
        paid=lot.paid,
        cost=lot.cost,
        market_value=lot.value,
        eligible=[providers[p].id for p in design.bidders[at]],
        eligible_small=[providers[p].id for p in design.small_bidders[at]],
    )
