"""Consortia: listed providers that are made of others (section 4)."""

from collections.abc import Iterable, Sequence

from tests.brute.case import Provider, Row
from tests.brute.exact import Exact, number, slim


def read_consortia(rows: Sequence[Row], singles: Sequence[Provider]) -> tuple[Provider, ...]:
    """The consortia in file order; their numbers follow those of the single providers."""
    numbers = {provider.id: i for i, provider in enumerate(singles)}
    return tuple(_consortium(row, singles, _members(row, numbers)) for row in rows)


def _members(row: Row, numbers: dict[str, int]) -> tuple[tuple[int, Exact], ...]:
    """Two listed single providers or more, with shares that make up the whole."""
    names, shares = row["members"], [slim(number(share)) for share in row["shares"]]
    if len(names) < 2 or len(set(names)) < len(names) or set(names) - set(numbers):
        raise ValueError(f"{row['id']} needs two listed members or more, each once")
    if len(shares) != len(names) or sum(shares) != 1:
        raise ValueError(f"{row['id']} needs a share for each member, 100% together")
    return tuple((numbers[name], share) for name, share in zip(names, shares, strict=True))


def _consortium(
    row: Row, singles: Sequence[Provider], members: tuple[tuple[int, Exact], ...]
) -> Provider:
    firms = [singles[member] for member, _ in members]
    return Provider(
        id=row["id"],
        base=row["id"],
        services=_union(firm.services for firm in firms),
        localities=_union(firm.localities for firm in firms),
        kind="consortium",
        turnover=_sum(firm.turnover for firm in firms),
        capacity=_sum(firm.capacity for firm in firms),
        staff=None,
        balance_sheet=None,
        tupe_limit=_sum(firm.tupe_limit for firm in firms),
        max_lots=None,  # each member counts the lots of its consortia among its own
        min_value=_least(firm.min_value for firm in firms),
        small=all(firm.small for firm in firms),
        price=slim(sum(share * singles[member].price for member, share in members)),
        members=members,
    )


def _union(footprints: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """With one that is everything, everything."""
    found: frozenset[str] = frozenset()
    for footprint in footprints:
        if footprint is None:
            return None
        found |= footprint
    return found


def _sum(figures: Iterable[Exact | None]) -> Exact | None:
    """With a blank, which is no limit, a blank."""
    found = list(figures)
    filled = [figure for figure in found if figure is not None]
    return sum(filled) if len(filled) == len(found) else None


def _least(figures: Iterable[Exact | None]) -> Exact | None:
    """With a blank, which is no lower limit, a blank."""
    found = list(figures)
    filled = [figure for figure in found if figure is not None]
    return min(filled) if len(filled) == len(found) else None
