"""The brute force itself: judge every partition, route and, with prices, award; keep the best."""

from dataclasses import dataclass, field

from tests.brute.case import Case, Doc
from tests.brute.design import Design
from tests.brute.exact import Exact
from tests.brute.judge import Judge
from tests.brute.measures import measure
from tests.brute.order import Stage, lexicographic
from tests.brute.partitions import Labels, partitions
from tests.brute.read import read


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
    routes: list[str] = field(default_factory=list)


def solve(doc: Doc) -> Answer:
    """The canonical best design of a scenario."""
    case = read(doc)
    judge = Judge(case)
    found = [d for labels in partitions(len(case.units)) for d in judge.admissible(labels)]
    if not found:
        return Answer("infeasible")
    best, stages = choose(case, found)
    values = measure(best, [stage.measure for stage in stages])
    return Answer(
        "optimal",
        list(values.items()),
        [stage.optimum for stage in stages],
        lots_of(best),
        best.labels,
        award_of(best),
        list(best.routes),
    )


def choose(case: Case, found: list[Design]) -> tuple[Design, list[Stage]]:
    """The best by the objectives, and how each of them decided."""
    names = [objective["measure"] for objective in case.objectives]
    stages = lexicographic([measure(design, names) for design in found], case.objectives)
    # Designs come smallest label vector and smallest award first: the first left is canonical.
    return found[stages[-1].kept[0] if stages else 0], stages


def lots_of(design: Design) -> list[list[str]]:
    """The units of each lot."""
    return [[unit.id for unit in lot.units] for lot in design.lots]


def award_of(design: Design) -> list[str] | None:
    """Who is awarded each external lot, where a certificate is required and there is one."""
    if not design.case.certificate_required or design.certificate is None:
        return None
    providers = design.case.providers or ()
    return [providers[winner].id for winner in design.certificate.winners]
