"""Parameters for rules about who wins what, set against the planted design."""

import math
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.brute.award import Awards
from tests.brute.award_rules import Winners, most_lots
from tests.brute.case import Row
from tests.brute.design import Design
from tests.brute.design_rules import mutual_lots
from tests.brute.exact import Exact
from tests.brute.withdrawal import spares
from tests.strategies.amounts import chance, percent_above, percent_below
from tests.strategies.plant import Plant


def award(plant: Plant) -> Row:
    """The planted certificate's largest share and number of winners."""
    rule: Row = {}
    found = plant.design.certificate
    share: Any = plant.draw(st.sampled_from(("50%", 0.4, "66.6667%")))
    winners = 2
    if found is not None:
        winners = max(1, math.floor(plant.at_least(len(set(found.winners)))))
        if not plant.tight or plant.draw(st.booleans()):
            share = percent_above(found.largest_share)
    if plant.draw(st.booleans()):
        rule["max_share"] = share
    if plant.areas and not chance(plant.draw, 4):
        most = 1 if found is None else most_lots(plant.case, found.winners)
        rule["max_lots"] = max(1, plant.at_most(most))
    if chance(plant.draw, 3):
        rule["min_winners"] = winners
    return rule


def reserved(plant: Plant) -> Row | None:
    """The planted number of lots with an eligible mutual; seldom where there are none."""
    found = mutual_lots(plant.design)
    if not found and not chance(plant.draw, 5):
        return None
    return {"min": max(1, plant.at_least(found))}


def small_award(plant: Plant) -> Row:
    """What small providers hold in the planted award, or could hold in another one."""
    held = _held(plant.design, _friendly(plant.design))
    if plant.draw(st.booleans()):
        return {"min_lots": max(1, plant.at_least(len(held)))}
    total = plant.design.total_value
    if not held or not total or (plant.tight and chance(plant.draw, 3)):
        return {"min_share": plant.draw(st.sampled_from(("30%", 0.5, "66.6667%")))}
    return {"min_share": percent_below(Fraction(sum(held)) / total)}


def _friendly(design: Design) -> Winners:
    """The planted award; without prices, the first one that asks small providers first."""
    if design.winners is not None:
        return design.winners
    case, providers = design.case, design.case.providers or ()
    open_to = [sorted(x.eligible, key=lambda p: not providers[p].small) for x in design.external]
    found = next(iter(Awards(case, design.external, open_to)), None)
    return () if found is None else found.winners


def _held(design: Design, winners: Winners) -> list[Exact]:
    """Values of the lots that small providers hold."""
    providers = design.case.providers or ()
    pairs = zip(design.external, winners, strict=False)
    return [lot.value for lot, winner in pairs if providers[winner].small]


def withdrawal(plant: Plant) -> Row:
    """Any provider, or one or two named ones; of a counted one, by the name of all."""
    singles = {i: p.base for i, p in enumerate(plant.case.providers or ()) if not p.members}
    spared = dict.fromkeys(singles.values(), True)
    for number, base in singles.items():
        spared[base] &= spares(plant.design, number)
    able = [base for base, can in spared.items() if can]
    wild = not able or (plant.tight and chance(plant.draw, 3))
    if (len(able) == len(spared) or wild) and plant.draw(st.booleans()):
        return {"providers": "any"}
    names = st.lists(st.sampled_from(list(spared) if wild else able), min_size=1, max_size=2)
    return {"providers": list(dict.fromkeys(plant.draw(names)))}
