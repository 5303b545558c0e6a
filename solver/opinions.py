"""Which engines are asked, and what their answers prove together."""

import time
from dataclasses import dataclass, replace

from lotdesign.faults import Contradiction
from lotdesign.scenario.scenario import Scenario
from solver.agreement import contradictions
from solver.engines.base import Engine, Outcome
from solver.engines.choice import TITLES, Choice, Name, engine_named
from solver.engines.together import Together
from solver.facts.table import Facts
from solver.selection.vetting import TooManyRefusals
from solver.solve import Found, Means, by_names, design_from, designed, posed, reads_award

PATIENCE = 60.0
"""Seconds that `auto` gives the second engine to agree that the rules are impossible."""


@dataclass(frozen=True)
class Opinion:
    """What was found, by the engine that found it; which engines prove it, and who was asked."""

    found: Found
    engine: Engine
    proved_by: tuple[Name, ...]
    asked: tuple[Name, ...]


def opinion(choice: Choice, scenario: Scenario, facts: Facts, means: Means) -> Opinion:
    """The best design as the chosen engines see it.

    Raises Contradiction when two engines cannot both be right.
    """
    if choice == "both":
        return _both(scenario, facts, means)
    if choice == "auto":
        alone = _auto(scenario, facts, means)
    else:
        alone = _alone(choice, scenario, facts, means)
    if choice == "auto" and alone.proved_by and alone.found.design is None:
        return _confirmed(scenario, facts, means, alone)
    return alone


def _alone(name: Name, scenario: Scenario, facts: Facts, means: Means) -> Opinion:
    engine = engine_named(name)
    found = designed(scenario, facts, replace(means, engine=engine))
    return Opinion(found, engine, (name,) if found.proved else (), (name,))


def _auto(scenario: Scenario, facts: Facts, means: Means) -> Opinion:
    engine = Together()
    found = designed(scenario, facts, replace(means, engine=engine))
    used = tuple(name for name in TITLES if name in engine.used)
    return Opinion(found, engine, used if found.proved else (), used)


def _confirmed(scenario: Scenario, facts: Facts, means: Means, first: Opinion) -> Opinion:
    """What a second engine says to "impossible"; undecided, it is not named."""
    means = replace(means.within(PATIENCE), engine=engine_named("highs"))
    outcome = _any(scenario, facts, means)
    if outcome.solution is not None:
        rival = replace(first.found, design=design_from(facts, outcome.solution), proved=False)
        _agree(scenario, first.found, rival)
    proved: tuple[Name, ...] = ("highs",) if outcome.status == "infeasible" else ()
    return replace(
        first,
        found=replace(first.found, interrupted=outcome.interrupted),
        proved_by=(*first.proved_by, *proved),
        asked=("cp-sat", "highs"),
    )


def _any(scenario: Scenario, facts: Facts, means: Means) -> Outcome:
    """Any admissible design, whatever it is worth; without a single lot there is none."""
    if not len(facts):
        return Outcome("infeasible")
    try:
        if not reads_award(scenario):
            return posed(scenario, facts, means, None, False)[0].solve()
    except TooManyRefusals:
        pass
    return posed(scenario, by_names(facts), means, None, True)[0].solve()


def _both(scenario: Scenario, facts: Facts, means: Means) -> Opinion:
    """Each engine's own answer, in half of the time each; the first where they agree."""
    first = _alone("cp-sat", scenario, facts, replace(means, deadline=_halfway(means)))
    if first.found.interrupted:
        return first
    second = _alone("highs", scenario, facts, means)
    _agree(scenario, first.found, second.found)
    better = max((first, second), key=lambda each: _standing(each.found))
    proved_by = (*first.proved_by, *second.proved_by)
    return replace(better, proved_by=proved_by, asked=("cp-sat", "highs"))


def _halfway(means: Means) -> float | None:
    now = time.monotonic()
    return None if means.deadline is None else now + (means.deadline - now) / 2


def _agree(scenario: Scenario, first: Found, second: Found) -> None:
    named = ((TITLES["cp-sat"], first), (TITLES["highs"], second))
    faults = tuple(contradictions(scenario, *named))
    if faults:
        raise Contradiction(faults)


def _standing(found: Found) -> tuple[bool, bool, bool, list[object]]:
    """How much is known; at the same stage of the same objective, who got further."""
    values = [-each.measure.sign * each.value for each in found.reached]
    return found.proved, found.tie_proved, found.design is not None, [len(values), *values]
