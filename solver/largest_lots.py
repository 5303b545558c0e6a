"""The largest lots that one provider can bid for (the command `reach`)."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from lotdesign.faults import Fault, InputFaults, suggest_name
from lotdesign.pence import round_away
from lotdesign.result.build import build_scenario_ref
from lotdesign.result.market import ReachAnswer, ReachedLot
from lotdesign.scenario.lot_names import build_lot_name
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints
from solver.candidate_listing import list_candidates
from solver.candidates.table import CandidateTable
from solver.constraints.registry import filter_candidates
from solver.enumeration.all_designs import keep_structural_rules

WORD_BITS = 64
"""Units in a word of a bitset."""


def find_largest_lots(scenario: Scenario, provider: str) -> ReachAnswer:
    """The maximal lots that keep the structural rules and that the provider can bid for.

    Maximal: no other such lot contains it. The largest value comes first. Raises InputFaults for
    an unknown provider, TooManyLots where there are too many lots to list.
    """
    if scenario.providers is None:
        raise InputFaults([Fault("providers", "name a table of providers in [data]")])
    party = _find_party(scenario, provider)
    lots = list_candidates(_remove_prices(keep_structural_rules(scenario))).lots
    candidates = CandidateTable(scenario, lots)
    biddable = candidates.filter(candidates.eligible_parties[:, party])
    largest = biddable.filter(_flag_maximal(biddable))
    breaks: dict[str, Flags] = {}
    if len(largest):
        breaks = {rule.id: ~filter_candidates(rule, largest) for rule in scenario.active_rules}
    return ReachAnswer(
        scenario=build_scenario_ref(scenario),
        provider=scenario.parties[party].id,
        name=scenario.parties[party].name,
        possible=len(candidates),
        can=len(biddable),
        largest=tuple(
            _describe_lot(scenario, largest, i, [name for name in breaks if breaks[name][i]])
            for i in np.argsort(-largest.value, kind="stable").tolist()
        ),
    )


def _remove_prices(scenario: Scenario) -> Scenario:
    """The scenario without prices, so that every lot is listed once, whoever wins it."""
    return replace(
        scenario,
        providers=tuple(p.model_copy(update={"price": None}) for p in scenario.providers or ()),
        consortia=tuple(replace(consortium, price=None) for consortium in scenario.consortia),
    )


def _find_party(scenario: Scenario, name: str) -> int:
    """The position of the party with this id; of a counted provider that of its first copy."""
    positions = {party.id: p for p, party in enumerate(scenario.parties)}
    positions |= {row: copies[0] for row, copies in scenario.provider_copies.items()}
    if name not in positions:
        raise InputFaults(
            [Fault("--provider", f"no such provider; {suggest_name(name, positions)}", name)]
        )
    return positions[name]


def _describe_lot(
    scenario: Scenario, candidates: CandidateTable, i: int, broken: Sequence[str]
) -> ReachedLot:
    units = candidates.lots[i]
    return ReachedLot(
        name=build_lot_name(scenario, units),
        units=tuple(scenario.units[u].id for u in units),
        market_value_pence=round_away(
            candidates.value[i].item() / Fraction(candidates.value_scale)
        ),
        eligible=int(candidates.bidder_count[i]),
        eligible_small=int(candidates.small_bidder_count[i]),
        broken=tuple(broken),
    )


def _flag_maximal(candidates: CandidateTable) -> Flags:
    """(n,) flags of the lots that no other contains."""
    bits = _pack_bits(candidates)
    kept = np.zeros((0, bits.shape[1]), dtype=np.uint64)
    flags: Flags = np.zeros(len(candidates), dtype=np.bool_)
    for i in np.argsort(-candidates.lots.sizes, kind="stable").tolist():
        lot = bits[i]
        if not ((kept & lot) == lot).all(axis=1).any():
            flags[i] = True
            kept = np.vstack((kept, lot))
    return flags


def _pack_bits(candidates: CandidateTable) -> "np.typing.NDArray[np.uint64]":
    """(n, words): each lot as a bitset of its units."""
    words = max(1, -(-len(candidates.scenario.units) // WORD_BITS))
    bits = np.zeros((len(candidates), words), dtype=np.uint64)
    units: Ints = candidates.lots.units
    flags = np.left_shift(np.uint64(1), (units % WORD_BITS).astype(np.uint64))
    np.bitwise_or.at(bits, (candidates.lots.owners, units // WORD_BITS), flags)
    return bits
