"""Any rule of any kind, with its parameters near where they decide."""

from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from tests.brute.case import Row
from tests.brute.touch import located
from tests.strategies import award_rules, delivery, design_rules, lot_rules
from tests.strategies.amounts import chance
from tests.strategies.plant import Plant

MARKET_KINDS = frozenset(
    ("bidders", "small_bidders", "award", "small_award", "withdrawal", "reserved")
)

PARAMETERS: dict[str, Callable[[Plant], Row | None]] = {
    "lot_count": design_rules.lot_count,
    "lot_value": lot_rules.lot_value,
    "lot_size": lot_rules.lot_size,
    "contiguous": lot_rules.with_services,
    "alignment": lot_rules.alignment,
    "together": lot_rules.together,
    "apart": lot_rules.apart,
    "fixed": lot_rules.fixed,
    "hub": lot_rules.hub,
    "separate": lot_rules.separate,
    "mix": lot_rules.mix,
    "travel": lot_rules.travel,
    "term": lot_rules.term,
    "balance": design_rules.balance,
    "change": design_rules.change,
    "procedure": lot_rules.procedure,
    "envelope": design_rules.envelope,
    "saving": design_rules.saving,
    "bidders": lot_rules.bidders,
    "small_bidders": design_rules.small_bidders,
    "award": award_rules.award,
    "reserved": award_rules.reserved,
    "small_award": award_rules.small_award,
    "withdrawal": award_rules.withdrawal,
    "route": delivery.route,
    "funding": delivery.funding,
}
DELIVERY = ("route", "funding")
"""Kinds that are drawn only where there are routes to choose from, or sources of money."""
OF_AREAS = ("contiguous", "envelope", "lot_count", "alignment", "award")
"""Kinds that areas, localities without units, or caps on lots are about."""
KINDS = tuple(kind for kind in PARAMETERS if kind not in DELIVERY)
# Drawn twice as often: those with most arithmetic behind them, and those often left out.
_TWICE = frozenset(
    ("envelope", "saving", "alignment", "balance", "small_bidders", "award", "mix", "travel")
)


def rules(plant: Plant, kinds: Sequence[str], max_rules: int) -> list[Row]:
    """Up to so many rules; kinds that the scenario has no figures for are left out."""
    able = [kind for kind in kinds if _able(plant, kind)]
    count = 0
    if able:
        counts = [n for n in (0, 1, 2, 2, 3, 3, 3, 4, 4, 5) if n <= max_rules]
        count = plant.draw(st.sampled_from(counts))
    kind = st.sampled_from([*able, *(kind for kind in able if kind in _TWICE)])
    found = [_rule(plant, plant.draw(kind), at) for at in range(1, count + 1)]
    more = [*_delivered(plant), *_of_areas(plant, able)]
    found += [_rule(plant, each, count + at) for at, each in enumerate(more, 1)]
    return [rule for rule in found if rule is not None]


def _delivered(plant: Plant) -> list[str]:
    """The kinds that go with routes and funding, more often than not."""
    there = _there(plant)
    return [kind for kind in DELIVERY if there[kind] and not chance(plant.draw, 4)]


def _of_areas(plant: Plant, able: Sequence[str]) -> list[str]:
    """Some of the kinds that areas, gaps and caps are about, where these are asked for."""
    return [kind for kind in OF_AREAS if plant.areas and kind in able and chance(plant.draw, 2)]


def _there(plant: Plant) -> dict[str, bool]:
    return {"route": len(plant.case.routes.offered) > 1, "funding": bool(plant.case.sources)}


def _able(plant: Plant, kind: str) -> bool:
    if kind in MARKET_KINDS:
        return plant.case.providers is not None
    if kind in DELIVERY:
        return _there(plant)[kind]
    return kind != "travel" or located(plant.case)


def _rule(plant: Plant, kind: str, at: int) -> Row | None:
    parameters = PARAMETERS[kind](plant)
    if parameters is None:
        return None
    rule: Row = {"id": f"r{at}-{kind.replace('_', '-')}", "kind": kind} | parameters
    if chance(plant.draw, 8):
        rule["status"] = plant.draw(st.sampled_from(("hard", "off")))
    return rule
