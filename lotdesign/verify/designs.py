"""Reads and verifies the design, award and withdrawal fallbacks that a result states."""

from collections import Counter
from collections.abc import Sequence

from lotdesign.design import Award, Design, Lot, Route, build_design
from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import (
    PlacementShortfall,
    WithdrawalFallback,
    compute_loads,
    find_overloads,
    find_remaining_parties,
)
from lotdesign.result.base import WithdrawalOutcome
from lotdesign.result.designs import read_written_fallbacks
from lotdesign.rules.common import may_hold
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.tally import VerificationTally


def read_design(
    scenario: Scenario,
    lots: Sequence[tuple[str, ...]],
    routes: Sequence[Route],
    tally: VerificationTally,
    what: str = "",
) -> Design | None:
    """The design of these lots of unit ids; None for no partition or a route not offered.

    `routes` has one entry a lot, or is empty where all are external. `what` begins each fault
    where the design is not the answer itself.
    """
    position = {unit.id: u for u, unit in enumerate(scenario.units)}
    named = [unit for lot in lots for unit in lot]
    unknown = sorted(set(named) - set(position))
    twice = sorted(unit for unit, times in Counter(named).items() if times > 1)
    missing = [unit for unit in position if unit not in set(named)]
    tally.check_true(
        not unknown, f"{what}units that the scenario does not have: {', '.join(unknown)}"
    )
    tally.check_true(not twice, f"{what}units in more than one place: {', '.join(twice)}")
    tally.check_true(not missing, f"{what}units in no lot: {', '.join(missing)}")
    tally.check_true(all(lots), f"{what}a lot without units")
    offered = len(routes) in (0, len(lots)) and set(routes) <= set(scenario.routes.offered)
    if not offered or set(routes) - {"external"}:
        tally.check_true(
            offered, f"{what}routes that the scenario does not offer, or not one a lot"
        )
    if unknown or twice or missing or not all(lots) or not offered:
        return None
    groups = [tuple(position[unit] for unit in lot) for lot in lots]
    external: Sequence[Route] = ["external"] * len(lots)
    design = build_design(
        Lot(tuple(sorted(g)), r) for g, r in zip(groups, routes or external, strict=True)
    )
    tally.check_true(
        [lot.units for lot in design.lots] == groups,
        f"{what}lots and their units do not stand in the order of first unit and file",
    )
    return design


def read_award(
    scenario: Scenario,
    design: Design,
    winners: Sequence[str],
    tally: VerificationTally,
    what: str = "",
) -> Award | None:
    """The award of these party ids, one a lot, "" for a lot that is not external.

    None where no lot has a winner, unless no lot is external; and where an id is unknown or an
    external lot has none.
    """
    external = [lot.is_external for lot in design.lots]
    if not any(winners):
        needless = scenario.needs_certificate and not any(external)
        return (None,) * len(external) if needless else None
    position = {party.id: p for p, party in enumerate(scenario.parties)}
    pairs = list(zip(winners, external, strict=True))
    known = all(winner in position for winner, let in pairs if let)
    tally.check_true(known, f"{what}a lot's award names no provider of the scenario")
    if not all(external):
        needless = any(winner for winner, let in pairs if not let)
        tally.check_true(not needless, f"{what}a lot that is not external has an award")
        known = known and not needless
    if not known:
        return None
    return tuple(position[winner] if winner else None for winner in winners)


def check_award(evaluation: Evaluation, tally: VerificationTally, what: str = "") -> None:
    """Winners are eligible and nobody is over capacity, lots or staff; rules are judged apart."""
    if evaluation.award is None:
        return
    for lot, winner in enumerate(evaluation.award):
        tally.check_true(
            may_hold(evaluation, lot, winner),
            f"{what}{evaluation.name_lot(lot)} goes to somebody not eligible",
        )
    lots = [lot.units for lot in evaluation.design.lots]
    loads = compute_loads(evaluation.scenario, lots, evaluation.values, evaluation.award)
    faults = list(find_overloads(evaluation.scenario, loads))
    tally.check_true(not faults, f"{what}{'; '.join(faults)}")


def read_fallbacks(
    scenario: Scenario,
    design: Design,
    stated: Sequence[WithdrawalOutcome],
    tally: VerificationTally,
    what: str = "",
) -> dict[int, WithdrawalFallback]:
    """Provider -> the fallback that the result states; {} where any is not valid."""
    try:
        found = read_written_fallbacks(scenario, [lot.units for lot in design.lots], stated)
    except KeyError as error:
        tally.check_true(False, f"{what}withdrawals: {error} is not in the scenario or the design")
        return {}
    whole = all(
        isinstance(fallback, PlacementShortfall) or len(fallback) == len(design.lots)
        for fallback in found.values()
    )
    tally.check_true(whole, f"{what}withdrawals: an award does not have a party for each lot")
    return found if whole else {}


def check_shortfalls(evaluation: Evaluation, tally: VerificationTally) -> None:
    """Shortfalls name all parties that could win their lots; awards are judged by the rule."""
    names = evaluation.scenario.parties
    for gone, fallback in evaluation.fallbacks.items():
        if isinstance(fallback, PlacementShortfall):
            left = set(find_remaining_parties(evaluation.scenario, gone))
            able = sorted(
                {p for lot in fallback.lots for p in evaluation.eligible_parties[lot]} & left
            )
            stated = [names[p].id for p in fallback.parties]
            tally.check_equal(
                f"without {names[gone].id}: able", stated, [names[p].id for p in able]
            )
