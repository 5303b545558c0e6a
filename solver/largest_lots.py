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
from solver.arrays import Ints
from solver.candidate_listing import list_candidates
from solver.candidates.table import CandidateTable
from solver.constraints.registry import filter_candidates
from solver.enumeration.listing import keep_structural_rules

WORD_BITS = 64
"""Units in a word of a bit set."""


def find_largest_lots(scenario: Scenario, provider: str) -> ReachAnswer:
    """Every lot that keeps the structural rules and that the provider can bid for.

    Of these the ones that no other holds are told, the largest value first. Raises InputFaults
    for a provider that is not there, TooManyLots where there are too many lots to list.
    """
    if scenario.providers is None:
        raise InputFaults([Fault("providers", "name a table of providers in [data]")])
    party = _find_party(scenario, provider)
    lots = list_candidates(_remove_prices(keep_structural_rules(scenario))).lots
    candidates = CandidateTable(scenario, lots)
    can = candidates.filter(candidates.able[:, party])
    largest = can.filter(_flag_maximal(can))
    order = np.argsort(-largest.value, kind="stable")
    broken = {
        rule.id: ~filter_candidates(rule, largest) for rule in scenario.active_rules if len(largest)
    }
    return ReachAnswer(
        scenario=build_scenario_ref(scenario),
        provider=scenario.parties[party].id,
        name=scenario.parties[party].name,
        possible=len(candidates),
        can=len(can),
        largest=tuple(
            _describe_lot(
                scenario, largest, i, [rule for rule, flags in broken.items() if flags[i]]
            )
            for i in order.tolist()
        ),
    )


def _remove_prices(scenario: Scenario) -> Scenario:
    """The same without prices, so that every lot is listed once, whoever can be awarded it."""
    return replace(
        scenario,
        providers=tuple(p.model_copy(update={"price": None}) for p in scenario.providers or ()),
        consortia=tuple(replace(each, price=None) for each in scenario.consortia),
    )


def _find_party(scenario: Scenario, name: str) -> int:
    """The party of that id; of a counted provider its first copy stands for all."""
    known = {party.id: p for p, party in enumerate(scenario.parties)}
    found = known | {row: copies[0] for row, copies in scenario.provider_copies.items()}
    if name not in found:
        raise InputFaults(
            [Fault("--provider", f"no such provider; {suggest_name(name, found)}", name)]
        )
    return found[name]


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


def _flag_maximal(candidates: CandidateTable) -> "np.typing.NDArray[np.bool_]":
    """The lots that no other of these holds, looked at from the largest down."""
    bits = _pack_bits(candidates)
    kept = np.zeros((0, bits.shape[1]), dtype=np.uint64)
    flags = np.zeros(len(candidates), dtype=np.bool_)
    for i in np.argsort(-candidates.lots.sizes, kind="stable").tolist():
        lot = bits[i]
        if not ((kept & lot) == lot).all(axis=1).any():
            flags[i] = True
            kept = np.vstack((kept, lot))
    return flags


def _pack_bits(candidates: CandidateTable) -> "np.typing.NDArray[np.uint64]":
    """N x words: each lot as a bit set of its units."""
    words = max(1, -(-len(candidates.scenario.units) // WORD_BITS))
    bits = np.zeros((len(candidates), words), dtype=np.uint64)
    units: Ints = candidates.lots.units
    flags = np.left_shift(np.uint64(1), (units % WORD_BITS).astype(np.uint64))
    np.bitwise_or.at(bits, (candidates.lots.owners, units // WORD_BITS), flags)
    return bits
