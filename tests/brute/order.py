"""Objectives in order, each with a tolerance to give away (section 6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.brute.case import Row
from tests.brute.exact import Exact, is_blank, number
from tests.brute.measures import IN_KILOMETRES, IN_POUNDS, MAXIMISED

Scores = dict[str, Exact]


@dataclass(frozen=True)
class Stage:
    """What one objective left: its optimum among what came before, and who stays."""

    measure: str
    optimum: Exact
    kept: list[int]


def lexicographic(scores: Sequence[Scores], objectives: Sequence[Row]) -> list[Stage]:
    """Go through the objectives; the last one gives nothing away, for nobody is left to take."""
    kept = list(range(len(scores)))
    stages: list[Stage] = []
    for at, objective in enumerate(objectives):
        name = objective["measure"]
        sign = -1 if name in MAXIMISED else 1
        optimum = min(sign * scores[i][name] for i in kept)
        last = at == len(objectives) - 1
        slack = 0 if last else tolerance(objective, optimum)
        kept = [i for i in kept if sign * scores[i][name] <= optimum + slack]
        stages.append(Stage(name, sign * optimum, kept))
    return stages


def tolerance(objective: Row, optimum: Exact) -> Exact:
    """A percentage is of the optimum's size; an amount is in pounds, kilometres or plain."""
    given = objective.get("tolerance")
    if is_blank(given):
        return 0
    amount = number(given)
    if isinstance(given, str) and given.strip().endswith("%"):
        return amount * (optimum if optimum >= 0 else -optimum)
    if objective["measure"] in IN_POUNDS:
        return amount * 100
    return amount * 1000 if objective["measure"] in IN_KILOMETRES else amount
