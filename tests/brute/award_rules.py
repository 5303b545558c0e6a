"""What an award must keep, said of a finished one (sections 4 and 5)."""

from collections.abc import Sequence

from tests.brute.case import Case, Row
from tests.brute.exact import Exact, number
from tests.brute.lot import Lot

KINDS = frozenset(("award", "small_award"))
Winners = tuple[int, ...]  # provider numbers in lot order


def is_certificate(case: Case, lots: Sequence[Lot], winners: Winners) -> bool:
    """Whether each lot's provider is eligible and nobody takes on more than it can."""
    able = all(w in lot.eligible for lot, w in zip(lots, winners, strict=True))
    return able and all(_fits(case, firm, lots, winners) for firm in range(len(winners_of(case))))


def winners_of(case: Case) -> range:
    """The numbers of all who can win: providers and consortia."""
    return range(len(case.providers or ()))


def _fits(case: Case, firm: int, lots: Sequence[Lot], winners: Winners) -> bool:
    """Whether a firm can do its own lots together with its part of its consortia's."""
    provider = (case.providers or ())[firm]
    parts = [
        (share, lot)
        for lot, winner in zip(lots, winners, strict=True)
        for member, share in case.firms(winner)
        if member == firm
    ]
    value = sum(share * lot.value for share, lot in parts)
    staff = sum(share * lot.tupe for share, lot in parts)
    return (
        (provider.capacity is None or value <= provider.capacity)
        and (provider.tupe_limit is None or staff <= provider.tupe_limit)
        and (provider.max_lots is None or len(parts) <= provider.max_lots)
    )


def largest_load(lots: Sequence[Lot], winners: Winners) -> Exact:
    """The greatest Σ V that one provider or consortium holds, in pence."""
    return max(
        (
            sum(lot.value for lot, w in zip(lots, winners, strict=True) if w == winner)
            for winner in winners
        ),
        default=0,
    )


def most_lots(case: Case, winners: Winners) -> int:
    """The most lots that one firm has a part in: a consortium's count for each member."""
    parts = [firm for winner in winners for firm, _ in case.firms(winner)]
    return max(map(parts.count, parts), default=0)


def keeps(case: Case, rule: Row, lots: Sequence[Lot], winners: Winners) -> bool:
    """Whether the award keeps an `award` or `small_award` rule."""
    total = sum(lot.value for lot in lots)
    if rule["kind"] == "award":
        share = number(rule.get("max_share", 1))
        few = len(set(winners)) < int(rule.get("min_winners", 0))
        many = most_lots(case, winners) > int(rule.get("max_lots", len(lots)))
        return largest_load(lots, winners) <= share * total and not few and not many
    providers = case.providers or ()
    small = [lot for lot, w in zip(lots, winners, strict=True) if providers[w].small]
    if "min_lots" in rule:
        return len(small) >= int(rule["min_lots"])
    return sum(lot.value for lot in small) >= number(rule["min_share"]) * total
