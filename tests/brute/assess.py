"""Designs in detail: every one there is, or a given one."""

from collections.abc import Iterator, Sequence

from tests.brute.case import Doc
from tests.brute.design import Assessed, Design, LotFigures
from tests.brute.judge import Judge
from tests.brute.measures import available, measure
from tests.brute.partitions import canonical, partitions
from tests.brute.read import read
from tests.brute.search import award_of, choose, lots_of


def designs(doc: Doc) -> Iterator[Assessed]:
    """Every partition in detail by every route, smallest label vector first.

    With prices, each of them with every award that keeps the award rules, smallest first,
    whether or not there is money enough; one that nobody can be awarded comes once, at a price
    of 100.
    """
    case = read(doc)
    judge, names = Judge(case), available(case)
    for labels in partitions(len(case.units)):
        for delivered in judge.delivered(labels):
            yield from (_assessed(judge, design, names) for design in judge.certified(delivered))


def assess(
    doc: Doc,
    labels: Sequence[int],
    award: Sequence[str] | None = None,
    routes: Sequence[str] = (),
) -> Assessed:
    """One partition in detail; any labels will do.

    `routes` are in the order of the lots' first units, as is `award`, which names who is awarded
    each external lot. Without it and with prices, the partition takes the best by the objectives of
    the awards that keep the rules about awards and money, whatever else it breaks; else the best
    of those that keep the award rules; if there are none, it stands at a price of 100.
    """
    judge = Judge(read(doc))
    design = judge.design(canonical(list(labels)), routes)
    if award is not None:
        numbers = {p.id: i for i, p in enumerate(judge.case.providers or ())}
        design = design.awarded(tuple(numbers[name] for name in award))
    elif judge.case.priced:
        found = judge.distinct(design, limited=True) or judge.distinct(design, limited=False)
        design = choose(judge.case, found)[0] if found else design
    return _assessed(judge, design, available(judge.case))


def _assessed(judge: Judge, design: Design, names: list[str]) -> Assessed:
    broken = judge.broken(design)
    required = judge.case.certificate_required
    certified = design.certificate is not None if required else None
    return Assessed(
        labels=design.labels,
        lots=lots_of(design),
        routes=list(design.routes),
        admissible=not broken and certified is not False,
        broken=broken,
        certified=certified,
        award=award_of(design),
        measures=measure(design, names),
        figures=[_figures(design, i) for i in range(len(design.lots))],
    )


def _figures(design: Design, at: int) -> LotFigures:
    lot, contract, providers = design.lots[at], design.contracts[at], design.case.providers or ()
    return LotFigures(
        units=[unit.id for unit in lot.units],
        gross=lot.gross,
        paid=contract.paid,
        cost=contract.cost,
        market_value=lot.value,
        eligible=[providers[p].id for p in design.bidders[at]],
        eligible_small=[providers[p].id for p in design.small_bidders[at]],
        eligible_consortia=[providers[p].id for p in lot.eligible if providers[p].members],
    )
