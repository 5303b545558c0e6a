"""Solves with one engine or two; raises Contradiction where both cannot be right."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lotdesign.faults import EngineContradiction
from lotdesign.result.build import ReachedObjective
from lotdesign.result.figures import write_figure
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import join_words
from solver.awards.combinatorial_benders import TooManyBendersCuts
from solver.backends.base import Engine, EngineOutcome
from solver.backends.portfolio import PortfolioEngine
from solver.backends.registry import ENGINE_TITLES, EngineChoice, EngineName, load_engine
from solver.candidate_mip import (
    build_candidate_mip,
    expand_named_winners,
    has_award_objective,
    read_design,
)
from solver.candidate_solve import solve_candidates
from solver.candidates.table import CandidateTable
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext

NamedOutcome = tuple[str, SolveOutcome]
"""An engine as people write it, and what it found."""


def list_contradictions(
    scenario: Scenario, one: NamedOutcome, other: NamedOutcome
) -> Iterator[str]:
    """One sentence for each thing on which two answers contradict each other.

    Later objectives are compared only while the earlier ones agree.
    """
    for (name, found), (second, rival) in ((one, other), (other, one)):
        if found.design is None and found.proved and rival.design is not None:
            lots = describe_lots(scenario, rival)
            yield f"{name} calls the rules impossible, but {second} has a design: {lots}"
            return
    for mine, theirs in zip(one[1].reached, other[1].reached, strict=False):
        fault = _compare_values(one[0], mine, other[0], theirs)
        if fault:
            yield fault
        if fault or not (mine.proved and theirs.proved):
            return
    yield from _compare_designs(scenario, one, other)


def describe_lots(scenario: Scenario, found: SolveOutcome) -> str:
    """The lots of a design: a, b | c."""
    assert found.design is not None
    return " | ".join(
        ", ".join(scenario.units[u].id for u in lot.units) for lot in found.design.lots
    )


def _compare_values(name: str, mine: ReachedObjective, rival: str, theirs: ReachedObjective) -> str:
    measure = mine.measure
    values = [write_figure(each.value, measure.unit) for each in (mine, theirs)]
    bounds = [write_figure(each.bound, measure.unit) for each in (mine, theirs)]
    if mine.proved and theirs.proved:
        if mine.value == theirs.value:
            return ""
        return f"{measure.name}: {name} proves that the best is {values[0]}, {rival} {values[1]}"
    if _beats_bound(mine, theirs):
        return f"{measure.name}: {rival} proves that none beats {bounds[1]}, {name} has {values[0]}"
    if _beats_bound(theirs, mine):
        return f"{measure.name}: {name} proves that none beats {bounds[0]}, {rival} has {values[1]}"
    return ""


def _beats_bound(one: ReachedObjective, other: ReachedObjective) -> bool:
    """Whether a value lies beyond the bound that the other has proved."""
    sign = one.measure.sign
    return other.bound is not None and sign * one.value < sign * other.bound


def _compare_designs(scenario: Scenario, one: NamedOutcome, other: NamedOutcome) -> Iterator[str]:
    """The design, and with it the award, is unique where both have settled all ties."""
    pair = (one[1], other[1])
    if not all(found.proved and found.tie_proved and found.design for found in pair):
        return
    if pair[0].design != pair[1].design:
        told = [f"{name} shows {describe_lots(scenario, found)}" for name, found in (one, other)]
        yield f"of equally good designs {join_words(told)} as the first"
    elif pair[0].award != pair[1].award:
        yield f"{one[0]} and {other[0]} show different indicative awards"


SECOND_ENGINE_SECONDS = 60.0
"""Seconds that `auto` gives the second engine to agree that the rules are impossible."""


@dataclass(frozen=True)
class AttributedOutcome:
    """What was found, by the engine that found it; which engines prove it, and who was asked."""

    outcome: SolveOutcome
    engine: Engine
    proved_by: tuple[EngineName, ...]
    engines_asked: tuple[EngineName, ...]


def solve_with_engines(
    choice: EngineChoice, scenario: Scenario, facts: CandidateTable, means: SolveContext
) -> AttributedOutcome:
    """The best design as the chosen engines see it.

    Raises Contradiction when two engines cannot both be right.
    """
    if choice == "both":
        return _solve_with_both(scenario, facts, means)
    if choice == "auto":
        alone = _solve_automatically(scenario, facts, means)
    else:
        alone = _solve_with_one(choice, scenario, facts, means)
    if choice == "auto" and alone.proved_by and alone.outcome.design is None:
        return _confirm_infeasible(scenario, facts, means, alone)
    return alone


def _solve_with_one(
    name: EngineName, scenario: Scenario, facts: CandidateTable, means: SolveContext
) -> AttributedOutcome:
    engine = load_engine(name)
    found = solve_candidates(scenario, facts, replace(means, engine=engine))
    return AttributedOutcome(found, engine, (name,) if found.proved else (), (name,))


def _solve_automatically(
    scenario: Scenario, facts: CandidateTable, means: SolveContext
) -> AttributedOutcome:
    engine = PortfolioEngine()
    found = solve_candidates(scenario, facts, replace(means, engine=engine))
    used = tuple(name for name in ENGINE_TITLES if name in engine.engines_used)
    return AttributedOutcome(found, engine, used if found.proved else (), used)


def _confirm_infeasible(
    scenario: Scenario, facts: CandidateTable, means: SolveContext, first: AttributedOutcome
) -> AttributedOutcome:
    """What a second engine says to "impossible"; undecided, it is not named."""
    means = replace(means.limit_to(SECOND_ENGINE_SECONDS), engine=load_engine("highs"))
    outcome = _find_any_solution(scenario, facts, means)
    if outcome.solution is not None:
        rival = replace(first.outcome, design=read_design(facts, outcome.solution), proved=False)
        _require_agreement(scenario, first.outcome, rival)
    proved: tuple[EngineName, ...] = ("highs",) if outcome.status == "infeasible" else ()
    return replace(
        first,
        outcome=replace(first.outcome, interrupted=outcome.interrupted),
        proved_by=(*first.proved_by, *proved),
        engines_asked=("cp-sat", "highs"),
    )


def _find_any_solution(
    scenario: Scenario, facts: CandidateTable, means: SolveContext
) -> EngineOutcome:
    """Any admissible design, whatever it is worth; without a single lot there is none."""
    if not len(facts):
        return EngineOutcome("infeasible")
    try:
        if not has_award_objective(scenario):
            return build_candidate_mip(scenario, facts, means, None, False)[0].solve()
    except TooManyBendersCuts:
        pass
    return build_candidate_mip(scenario, expand_named_winners(facts), means, None, True)[0].solve()


def _solve_with_both(
    scenario: Scenario, facts: CandidateTable, means: SolveContext
) -> AttributedOutcome:
    """Each engine's own answer, in half of the time each; the first where they agree."""
    first = _solve_with_one(
        "cp-sat", scenario, facts, replace(means, deadline=_half_deadline(means))
    )
    if first.outcome.interrupted:
        return first
    second = _solve_with_one("highs", scenario, facts, means)
    _require_agreement(scenario, first.outcome, second.outcome)
    better = max((first, second), key=lambda each: _progress_key(each.outcome))
    proved_by = (*first.proved_by, *second.proved_by)
    return replace(better, proved_by=proved_by, engines_asked=("cp-sat", "highs"))


def _half_deadline(means: SolveContext) -> float | None:
    now = time.monotonic()
    return None if means.deadline is None else now + (means.deadline - now) / 2


def _require_agreement(scenario: Scenario, first: SolveOutcome, second: SolveOutcome) -> None:
    named = ((ENGINE_TITLES["cp-sat"], first), (ENGINE_TITLES["highs"], second))
    faults = tuple(list_contradictions(scenario, *named))
    if faults:
        raise EngineContradiction(faults)


def _progress_key(found: SolveOutcome) -> tuple[bool, bool, bool, list[object]]:
    """How much is known; at the same stage of the same objective, who got further."""
    values = [-each.measure.sign * each.value for each in found.reached]
    return found.proved, found.tie_proved, found.design is not None, [len(values), *values]
