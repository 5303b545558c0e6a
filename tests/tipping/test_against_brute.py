"""Break-even values of random scenarios against the brute force at many values."""

from collections import Counter
from collections.abc import Iterable
from copy import deepcopy
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import pytest

from lotdesign.result.model import BreakEvenEnd, FigureBreakEven
from lotdesign.scenario.values import write_exact_decimal
from solver.break_even.study import analyse_break_even
from solver.solve_context import RunOptions
from tests import brute
from tests.sets import SETS
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.strategies import scenarios

SET = SETS["tipping"]
ROUTED = (4, 5)
"""In these two of six chunks lots can be delivered in several ways."""
Best = tuple[list[list[str]], list[str]]
"""Lots, and their routes where there are several to choose from."""

BETWEEN = 3
"""Values inside the range, and as many near each of its ends, that the brute force solves."""


@cache
def chunk(number: int) -> tuple[Doc, ...]:
    """Some random scenarios of up to five units that have a best design."""
    found: list[Doc] = []
    start = SET.seed(number)
    while len(found) < SET.each:
        start += 1
        kinds = scenarios(
            kinds=DRAWABLE,
            max_units=5,
            prices=start % 4 == 0,
            consortia=None,
            routes=number % 6 in ROUTED,
            areas=start % 2 == 0,
        )
        docs = drawn(kinds, 12, start)
        found += [doc for doc in docs if brute.solve(doc).status == "optimal"]
    return tuple(found[: SET.each])


@pytest.mark.parametrize("number", SET.parts)
def test_ranges_end_where_enumeration_says(number: int) -> None:
    """More of them by `make test-long`."""
    for doc in chunk(number):
        check(doc, Random(number))


def check(doc: Doc, random: Random) -> Counter[str]:
    """Checks every figure of one scenario; counts what was found."""
    study = analyse_break_even(loaded(doc), None, RunOptions())
    best = answer(doc)
    assert study.status == "optimal"
    assert study.ended == "done"
    assert (listed(study.lots), list(study.routes)) == best
    seen: Counter[str] = Counter()
    for tipping in study.figures:
        assert tipping.found == "worked out"
        for end in (tipping.below, tipping.above):
            if end is not None:
                check_end(doc, tipping, end, best)
        if tipping.proved:
            check_between(doc, tipping, best, random)
        kind = "tips" if tipping.below or tipping.above else "none in its range"
        seen[f"{kind}, {'proved' if tipping.proved else 'at its ends'}"] += 1
    return seen


def check_end(doc: Doc, tipping: FigureBreakEven, end: BreakEvenEnd, best: Best) -> None:
    """The design is best at the last value, not at the next, one step on."""
    step = abs(number(end.last) - number(end.next))
    sizes = {"pence": Fraction(1, 100), "share": Fraction(1, 10_000), "": Fraction(1, 100)}
    assert step == sizes.get(tipping.unit, 1)
    assert best_at(doc, tipping, end.last) == best
    others = best_at(doc, tipping, end.next)
    assert others != best
    assert others == (listed(end.lots), list(end.routes))
    assert (end.becomes == "impossible") == (not end.lots)


def check_between(doc: Doc, tipping: FigureBreakEven, best: Best, random: Random) -> None:
    """The design is best at both ends and at some values between, most of them near the ends."""
    low = number(tipping.least if tipping.below is None else tipping.below.last)
    high = number(tipping.most if tipping.above is None else tipping.above.last)
    size = {"pence": Fraction(1, 100), "share": Fraction(1, 10_000), "": Fraction(1, 100)}
    step = size.get(tipping.unit, Fraction(1))
    steps = (high - low) / step
    assert steps.denominator == 1
    far = int(steps)
    places = {0, far, *(random.randint(0, far) for _ in range(BETWEEN))}
    places |= {random.randint(0, min(far, 1 + far // 1000)) for _ in range(BETWEEN)}
    places |= {far - random.randint(0, min(far, 1 + far // 1000)) for _ in range(BETWEEN)}
    for place in places:
        value = written(low + place * step, tipping.unit)
        assert best_at(doc, tipping, value) == best, (tipping.figure, value)


def number(text: str) -> Fraction:
    """A value as it is written, shares as parts of one."""
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def written(value: Fraction, unit: str) -> str:
    """A number as a scenario writes it."""
    return f"{write_exact_decimal(value * 100)}%" if unit == "share" else write_exact_decimal(value)


def listed(lots: Iterable[Iterable[str]]) -> list[list[str]]:
    """Lots in the form of the brute force."""
    return [list(lot) for lot in lots]


def answer(doc: Doc) -> Best:
    """The best design; nothing where none is possible."""
    found = brute.solve(doc)
    return found.lots, found.routes if "routes" in doc else []


def best_at(doc: Doc, tipping: FigureBreakEven, value: str) -> Best:
    """The best design with the figure at a value."""
    changed: Any = deepcopy(doc)
    place = changed
    *way, key = tipping.figure.split(".")
    for each in way:
        place = place[int(each)] if isinstance(place, list) else place.setdefault(each, {})
    place[key] = int(value) if tipping.unit == "providers" else value
    return answer(changed)
