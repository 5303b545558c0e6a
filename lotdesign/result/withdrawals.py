"""Fallbacks as a result writes them, and read back."""

from collections.abc import Iterable, Mapping, Sequence

from lotdesign.design import Award
from lotdesign.market.withdrawal import Fallback, Shortfall
from lotdesign.naming import lot_ids
from lotdesign.result.model import Withdrawn
from lotdesign.scenario.scenario import Scenario


def withdrawals(
    scenario: Scenario, lots: Sequence[tuple[int, ...]], without: Mapping[int, Fallback]
) -> tuple[Withdrawn, ...]:
    """An entry a provider, in the order of the providers; `lots` are positions of units."""
    parties, ids = scenario.parties, lot_ids(scenario, lots)
    written = []
    for gone, fallback in sorted(without.items()):
        if isinstance(fallback, Shortfall):
            entry = Withdrawn(
                provider=parties[gone].id,
                lots=tuple(ids[lot] for lot in fallback.lots),
                parties=tuple(parties[party].id for party in fallback.parties),
            )
        else:
            award = winner_ids(scenario, fallback)
            entry = Withdrawn(provider=parties[gone].id, award=award)
        written.append(entry)
    return tuple(written)


def winner_ids(scenario: Scenario, award: Award) -> tuple[str, ...]:
    """The parties of an award by id, "" for a lot that is not external."""
    return tuple("" if winner is None else scenario.parties[winner].id for winner in award)


def read_withdrawals(
    scenario: Scenario, lots: Sequence[tuple[int, ...]], said: Iterable[Withdrawn]
) -> dict[int, Fallback]:
    """The fallbacks that a result states; raises KeyError for names that are not there."""
    party = {each.id: p for p, each in enumerate(scenario.parties)}
    lot = {id_: i for i, id_ in enumerate(lot_ids(scenario, lots))}
    found: dict[int, Fallback] = {}
    for entry in said:
        if entry.award:
            award = tuple(party[name] if name else None for name in entry.award)
            found[party[entry.provider]] = award
        else:
            found[party[entry.provider]] = Shortfall(
                tuple(lot[name] for name in entry.lots),
                tuple(party[name] for name in entry.parties),
            )
    return found
