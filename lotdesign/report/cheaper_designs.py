"""What best means of a number of lots, and designs that cost less than the best by all aims."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.report.wording import BEST_BY_AIMS, BEST_BY_ONE_AIM
from lotdesign.result.base import WrittenFigure
from lotdesign.result.model import BestByLotCount, Result


@dataclass(frozen=True, slots=True)
class CheaperDesign:
    """A design that keeps every rule and costs less than the best of its number of lots.

    `key` is whatever its finder knows it by, `cost` its whole-life cost and `less` how much less
    that is, in pence. `place` is the position of the best one in the ladder.
    """

    key: str
    lots: int
    cost: int
    less: int
    place: int


def explain_best_by_number(result: Result) -> str:
    """Say what best means of each number of lots; "" where it is the cheapest, by one aim."""
    aims = [each.measure for each in result.objective]
    if len(aims) > 1:
        return BEST_BY_AIMS
    return BEST_BY_ONE_AIM if aims and aims != ["whole_life_cost"] else ""


def list_cheaper_designs(
    ladder: Iterable[BestByLotCount], known: Iterable[tuple[str, Mapping[str, WrittenFigure]]]
) -> Iterator[CheaperDesign]:
    """Yield the cheapest of each number of lots, where it is cheaper than the best by all aims.

    `known` are designs that keep every rule, each a key and its measures; of several that cost the
    same the first counts.
    """
    cheapest: dict[int, tuple[int, str]] = {}
    for key, measures in known:
        lots, cost = (measures.get(name) for name in ("lots", "whole_life_cost"))
        if lots is None or cost is None:
            continue
        number, pence = int(Fraction(lots)), int(Fraction(cost))
        if number not in cheapest or pence < cheapest[number][0]:
            cheapest[number] = pence, key
    for place, rung in enumerate(ladder):
        best = rung.measures.get("whole_life_cost")
        if best is None or rung.lots not in cheapest:
            continue
        pence, key = cheapest[rung.lots]
        less = int(Fraction(best)) - pence
        if less > 0:
            yield CheaperDesign(key, rung.lots, pence, less, place)
