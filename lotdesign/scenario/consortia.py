"""Consortia: providers that bid together, with what their members bring."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.pence import Pence
from lotdesign.scenario.rows import ConsortiumRow, ProviderRow

PAR_PRICE = Fraction(100)
"""The price, in per cent of gross value, of a provider that states none."""


@dataclass(frozen=True, slots=True)
class Consortium:
    """A consortium with its members' figures added up, under a provider's column names.

    `members` are positions of providers; a lot that it wins uses each member's capacity by its
    share. None is no limit, as for a provider, so a sum with a None in it is None.
    """

    id: str
    name: str
    members: tuple[int, ...]
    shares: tuple[Fraction, ...]
    services: tuple[str, ...]
    localities: tuple[str, ...]
    annual_turnover: Pence | None
    capacity: Pence | None
    tupe_limit: Fraction | None
    min_lot_value: Pence | None
    price: Fraction | None


Party = ProviderRow | Consortium
"""Whoever can be awarded a lot."""


def build_consortia(
    rows: Iterable[ConsortiumRow], providers: Sequence[ProviderRow]
) -> tuple[Consortium, ...]:
    """The consortia of these rows, in file order; one whose member is gone does not stand."""
    position = {provider.id: p for p, provider in enumerate(providers)}
    return tuple(
        _build_consortium(row, [position[name] for name in row.members], providers)
        for row in rows
        if position.keys() >= set(row.members)
    )


def rebuild_consortium(consortium: Consortium, providers: Sequence[ProviderRow]) -> Consortium:
    """The same consortium with its figures added up anew, as its members' have changed."""
    return _add_up(consortium.id, consortium.name, consortium.members, consortium.shares, providers)


def _build_consortium(
    row: ConsortiumRow, members: Sequence[int], providers: Sequence[ProviderRow]
) -> Consortium:
    return _add_up(row.id, row.name or row.id, members, row.shares, providers)


def _add_up(
    id_: str,
    name: str,
    members: Sequence[int],
    shares: tuple[Fraction, ...],
    providers: Sequence[ProviderRow],
) -> Consortium:
    rows = [providers[p] for p in members]
    smallest = [member.min_lot_value for member in rows if member.min_lot_value is not None]
    return Consortium(
        id=id_,
        name=name,
        members=tuple(members),
        shares=shares,
        services=_join_distinct(member.services for member in rows),
        localities=_join_distinct(member.localities for member in rows),
        annual_turnover=_sum_known_pence([member.annual_turnover for member in rows]),
        capacity=_sum_known_pence([member.capacity for member in rows]),
        tupe_limit=_sum_known([member.tupe_limit for member in rows]),
        min_lot_value=min(smallest) if len(smallest) == len(rows) else None,
        price=_average_price(rows, shares),
    )


def _join_distinct(names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for members in names for name in members))


def _sum_known(amounts: Sequence[Fraction | None]) -> Fraction | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Fraction(0)) if len(known) == len(amounts) else None


def _sum_known_pence(amounts: Sequence[Pence | None]) -> Pence | None:
    known = [amount for amount in amounts if amount is not None]
    return Pence(sum(known)) if len(known) == len(amounts) else None


def _average_price(members: Sequence[ProviderRow], shares: Sequence[Fraction]) -> Fraction | None:
    """The members' prices, weighted by their shares; None when none of them gives one."""
    if all(member.price is None for member in members):
        return None
    prices = [PAR_PRICE if member.price is None else member.price for member in members]
    return sum((p * share for p, share in zip(prices, shares, strict=True)), Fraction(0))
