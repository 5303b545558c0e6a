"""Rules that tie the lots of a design together (section 5)."""

from collections.abc import Callable

from tests.brute import award_rules, funding, money_rules, withdrawal
from tests.brute.case import Row
from tests.brute.charge import baseline, sum_years
from tests.brute.design import Design
from tests.brute.exact import number
from tests.brute.lot_rules import reaches, selected
from tests.brute.overlap import changed_pairs
from tests.brute.years import of_lot

Check = Callable[[Design, Row], bool]

RESERVED_YEARS = 5


def taken(design: Design, rule: Row) -> tuple[int, ...]:
    """What the envelope's services take by year, by attribution."""
    return sum_years(money_rules.takes(design.case, rule, c) for c in design.contracts)


def saved(design: Design) -> list[int]:
    """Baseline minus cost by year."""
    return [b - c for b, c in zip(baseline(design.case), design.cost, strict=True)]


def _money(design: Design, rule: Row) -> bool:
    return money_rules.holds(design.case, rule, design.contracts)


def counted_lots(design: Design, rule: Row) -> int:
    """How many lots hold any of its services and any unit of its area."""
    return sum(selected(rule, lot) and reaches(design.case, rule, lot) for lot in design.lots)


def _lot_count(design: Design, rule: Row) -> bool:
    count = counted_lots(design, rule)
    return int(rule.get("min", 0)) <= count <= int(rule.get("max", count))


def _balance(design: Design, rule: Row) -> bool:
    by_need = rule["measure"] == "need"
    amounts = [lot.need if by_need else lot.value for lot in design.lots if selected(rule, lot)]
    total, tolerance = sum(amounts), number(rule["tolerance"])
    low, high = (1 - tolerance) * total, (1 + tolerance) * total
    return all(low <= len(amounts) * amount <= high for amount in amounts)


def _change(design: Design, rule: Row) -> bool:
    return changed_pairs(design) <= int(rule["max_pairs"])


def _small_bidders(design: Design, rule: Row) -> bool:
    if "share" in rule:
        return design.accessible_value >= number(rule["share"]) * design.total_value
    if rule["lots"] == "all":
        return all(
            ok for lot, ok in zip(design.lots, design.accessible, strict=True) if lot.external
        )
    return sum(design.accessible) >= int(rule["lots"])


def _reserved(design: Design, rule: Row) -> bool:
    return int(rule["min"]) <= mutual_lots(design)


def mutual_lots(design: Design) -> int:
    """How many lots have an eligible mutual and at most five years, extensions counted."""
    providers = design.case.providers or ()
    return sum(
        last - first < RESERVED_YEARS and any(providers[p].kind == "mutual" for p in found)
        for (first, last), found in zip(
            (of_lot(lot.units) for lot in design.lots), design.bidders, strict=True
        )
    )


def _award(design: Design, rule: Row) -> bool:
    winners = design.winners if design.external else ()
    if winners is not None:
        return award_rules.keeps(design.case, rule, design.external, winners)
    # Every award rule asks for the one certificate that keeps them all.
    return design.certificate is not None


CHECKS: dict[str, Check] = {
    "envelope": _money,
    "funding": lambda design, rule: funding.holds(design),
    "saving": _money,
    "lot_count": _lot_count,
    "balance": _balance,
    "change": _change,
    "small_bidders": _small_bidders,
    "reserved": _reserved,
    "award": _award,
    "small_award": _award,
    "withdrawal": withdrawal.holds,
}
