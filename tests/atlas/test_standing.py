"""Where a design stands among all."""

from dataclasses import replace
from fractions import Fraction

from lotdesign.measures.registry import MEASURES
from solver.enumeration.answer import find_standing
from solver.enumeration.atlas import Atlas
from tests import brute
from tests.atlas.test_brute import chunk
from tests.atlas.towns import rule, scenario


def test_the_rank_counts_the_admissible_designs_that_are_better() -> None:
    """Also of designs that are not admissible, or not even listed."""
    for doc, first in (pair for number in range(2) for pair in chunk(number)):
        measure = MEASURES[first.objectives[0].measure]
        if measure.needs_certificate:
            continue
        answer = Atlas.of(first).answer().settle()
        every = list(brute.designs(doc))
        good = [measure.sign * d.measures[measure.name] for d in every if d.admissible]
        whole = Atlas.of(replace(first, rules=())).answer()  # in the brute force's order
        for each, position in zip(every[::7], range(0, len(every), 7), strict=True):
            found = find_standing(answer, whole.design(position))
            assert set(found.broken) >= set(each.broken)
            assert found.admissible == each.admissible
            mine = measure.sign * each.measures[measure.name]
            assert found.of == len(good)
            assert found.rank == (1 + sum(other < mine for other in good) if good else None)


def test_how_far_behind_the_best() -> None:
    """Each lot costs £10 more; all in one is best and the rule forbids it."""
    town = scenario(3, rule("lot_count", min=2), money={"contract_management": 10})
    answer = Atlas.of(town).answer()
    one, two, three = (answer.design(i) for i in (0, 1, 4))
    assert find_standing(answer, two).rank == 1
    assert find_standing(answer, two).behind == 0
    assert find_standing(answer, three).behind == Fraction(10, 620)
    assert find_standing(answer, three).rank == 4
    assert find_standing(answer, one).broken == ("lot_count",)
    assert find_standing(answer, one).behind == Fraction(-10, 620)
    assert Atlas.of(town).find_position(two) == 1
    apart = Atlas.of(scenario(3, rule("apart", units=["u0", "u1"])))
    assert apart.find_position(one) is None
