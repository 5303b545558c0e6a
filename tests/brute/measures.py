"""Every measure of section 6, on one design."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from tests.brute.case import Case
from tests.brute.design import Design
from tests.brute.exact import Exact, round_half_away, slim
from tests.brute.overlap import changed_pairs, units_moved
from tests.brute.touch import located, touching

MAXIMISED = {"accessible_share", "accessible_lots", "fewest_small_bidders", "fewest_bidders"}
MARKET = MAXIMISED | {"largest_provider_share"}
COST = {"whole_life_cost", "net_present_cost"}
AWARDED = COST | {"largest_provider_share"}  # what depends on who is awarded which lot
IN_POUNDS = {"whole_life_cost", "net_present_cost", "value_spread"}
IN_KILOMETRES = {"travel"}


def available(case: Case) -> list[str]:
    """The measures that the scenario has the figures for."""
    missing: set[str] = set() if case.providers else set(MARKET)
    if not case.certificate_required:
        missing.add("largest_provider_share")
    if not located(case):
        missing.add("travel")
    if any(unit.need is None for unit in case.units):
        missing.add("need_spread")
    return [name for name in MEASURES if name not in missing]


def measure(design: Design, names: Sequence[str]) -> dict[str, Exact]:
    """The named measures; no certificate, no largest share."""
    skip = {"largest_provider_share"} if _uncertified(design, names) else set()
    return {name: _value(design, name) for name in names if name not in skip}


def _value(design: Design, name: str) -> Exact:
    if name in AWARDED:
        return MEASURES[name](design)
    if name not in design.memo:
        design.memo[name] = MEASURES[name](design)
    found: Exact = design.memo[name]
    return found


def _uncertified(design: Design, names: Sequence[str]) -> bool:
    return "largest_provider_share" in names and design.certificate is None


def _whole_life(design: Design) -> Exact:
    return sum(design.cost)


def _net_present(design: Design) -> Exact:
    factor = 1 + design.case.money.discount
    return round_half_away(sum((c / factor**y for y, c in enumerate(design.cost)), Fraction(0)))


def _accessible_share(design: Design) -> Exact:
    # Nothing of nothing: like a share rule without lots, it counts as met in full.
    if not design.total_value:
        return 1
    return slim(Fraction(design.accessible_value) / design.total_value)


def _fewest(design: Design, found: list[list[int]]) -> Exact:
    # Where nothing is external there is nothing that anybody can bid for.
    counts = [len(each) for lot, each in zip(design.lots, found, strict=True) if lot.external]
    return min(counts, default=0)


def _spread(amounts: list[Exact]) -> Exact:
    return slim(max(amounts) - min(amounts))


def _travel(design: Design) -> Exact:
    return sum(lot.to_medoid for lot in design.lots)


def _cut_neighbours(design: Design) -> Exact:
    local = sorted(unit for lot in design.lots for unit in lot.local)
    return sum(
        design.labels[a] != design.labels[b] and touching(design.case, a, b)
        for at, b in enumerate(local)
        for a in local[:at]
    )


def _largest_share(design: Design) -> Exact:
    if design.certificate is None:
        raise ValueError("no certificate")
    return design.certificate.largest_share


MEASURES: dict[str, Callable[[Design], Exact]] = {
    "whole_life_cost": _whole_life,
    "net_present_cost": _net_present,
    "lots": lambda design: len(design.lots),
    "accessible_share": _accessible_share,
    "accessible_lots": lambda design: sum(design.accessible),
    "fewest_small_bidders": lambda design: _fewest(design, design.small_bidders),
    "fewest_bidders": lambda design: _fewest(design, design.bidders),
    "value_spread": lambda design: _spread([lot.value for lot in design.lots]),
    "need_spread": lambda design: _spread([lot.need for lot in design.lots]),
    "travel": _travel,
    "cut_neighbours": _cut_neighbours,
    "changed_pairs": changed_pairs,
    "units_moved": units_moved,
    "largest_provider_share": _largest_share,
}
