"""Designs a scenario: lists the lots, selects the best design, certifies it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from lotdesign.design import Award, Design
from lotdesign.ledger import Ledger
from lotdesign.market.withdrawal import Fallback
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import Reached
from lotdesign.scenario.scenario import Scenario
from solver.engines.base import Engine, Settings
from solver.engines.cp_sat import CpSat
from solver.facts.lots import Ints
from solver.facts.offers import NOBODY
from solver.facts.table import Facts, facts_of
from solver.selection.build import certified, partition_model
from solver.selection.canonical import chosen_lots
from solver.selection.certificate import certificate, fallbacks
from solver.selection.goals import Aim, aims
from solver.selection.lexicographic import Selected, Tell, best_of
from solver.selection.placing import decided, smallest
from solver.selection.search import Search, Undecided
from solver.selection.vetting import TooManyRefusals, Vetting
from solver.selection.winners import Winners, winner_at


@dataclass(frozen=True)
class Found:
    """The best design, or that there is none.

    `proved` says that nothing admissible is better, or without a design that nothing is
    admissible. `reached` has an entry for each objective that was worked on. Unless `listed`,
    `facts` are not all the candidates that there are.
    """

    design: Design | None
    award: Award | None
    reached: tuple[Reached, ...]
    proved: bool
    tie_proved: bool
    interrupted: bool
    facts: Facts
    without: Mapping[int, Fallback] = field(default_factory=dict)
    listed: bool = True


def silent(*news: object) -> None:
    """Listens to nothing."""


@dataclass(frozen=True)
class Means:
    """What a solve may use: an engine, its settings, time until `deadline`, and a listener.

    `start` is a design to begin with, who wins its lots by `award` where that is known: it is only
    ever left for a better one, and ignored where the scenario does not admit it. What is proved
    does not depend on it.
    """

    engine: Engine = field(default_factory=CpSat)
    settings: Settings = field(default_factory=Settings)
    deadline: float | None = None
    tell: Tell = silent
    start: Design | None = None
    award: Award | None = None

    @property
    def late(self) -> bool:
        """Whether the deadline has passed."""
        return self.deadline is not None and time.monotonic() >= self.deadline

    @property
    def seconds(self) -> float | None:
        """Seconds left; None without a deadline."""
        return None if self.deadline is None else self.deadline - time.monotonic()

    def within(self, seconds: float) -> "Means":
        """The same with at most so many seconds left."""
        soon = time.monotonic() + seconds
        return replace(self, deadline=soon if self.deadline is None else min(soon, self.deadline))


def designed(scenario: Scenario, facts: Facts, means: Means, count: int | None = None) -> Found:
    """The best design of a scenario from its candidates, of `count` lots where that is asked.

    Who wins, and what happens when somebody withdraws, is left out at first where it costs
    nothing, and solutions that cannot be placed are refused; should that go on and on, the model
    carries it all.
    """
    if not len(facts):
        return _found(facts, Selected(None, (), proved=True), None)
    try:
        if not reads_award(scenario):
            return _designed(scenario, facts, means, count, False)
    except TooManyRefusals:
        pass
    return _designed(scenario, by_names(facts), means, count, True)


def by_names(facts: Facts) -> Facts:
    """The candidates with every winner told apart from its copies, where winners are named."""
    return facts if facts.winners is None else facts.offered_by_names()


def _designed(
    scenario: Scenario, facts: Facts, means: Means, count: int | None, carried: bool
) -> Found:
    search, goals = posed(scenario, facts, means, count, carried)
    start = None if means.start is None else solution_of(search, facts, means.start, means.award)
    selected = best_of(search, facts, goals, means.tell, start=start)
    return awarded(scenario, facts, goals, selected, means)


def awarded(
    scenario: Scenario, facts: Facts, goals: list[Aim], selected: Selected, means: Means
) -> Found:
    """The design that was selected, with its certificate and fallbacks where they are needed."""
    if selected.solution is None:
        return _found(facts, selected, None)
    design = design_from(facts, selected.solution)
    if not scenario.needs_certificate:
        return _found(facts, selected, design)
    try:
        award = _award(scenario, facts, design, goals, selected, means)
        without = fallbacks(scenario, design, means.engine)
    except Undecided:
        return _found(facts, replace(selected, proved=False, interrupted=True), None)
    return _found(facts, selected, design, award, without)


def reads_award(scenario: Scenario) -> bool:
    """Whether an objective depends on who wins."""
    return any(MEASURES[each.measure].needs_certificate for each in scenario.objectives)


def posed(
    scenario: Scenario, facts: Facts, means: Means, count: int | None, carried: bool
) -> tuple[Search, list[Aim]]:
    """The model of a scenario ready to be searched, and its aims.

    `carried`: with the award, and those without a provider that may withdraw, in the model.
    """
    model = partition_model(facts)
    if count is not None:
        model.row("this many lots", model.chosen(), count, count)
    awards = carried or facts.winners is not None
    winners = certified(facts, model, carried) if awards else None
    goals = aims(scenario.objectives, facts, model, winners)
    most = len(scenario.units) if count is None else count
    search = Search(means.engine, model, means.settings, most, means.deadline)
    if scenario.needs_certificate and not carried:
        search.vetting = Vetting(scenario, facts, means.engine)
    return search, goals


def _award(
    scenario: Scenario,
    facts: Facts,
    design: Design,
    goals: list[Aim],
    selected: Selected,
    means: Means,
) -> Award | None:
    """The award that is reported: with prices it is part of what was chosen."""
    if scenario.prices is None:
        return certificate(scenario, design, means.engine)
    assert facts.winners is not None
    assert selected.solution is not None
    if selected.proved:
        return priced_award(scenario, design, goals, selected.reached, means)
    if facts.alike:  # however late it is: without names there is no award
        in_peace = replace(means, deadline=None)
        search, offers = _named(scenario, design, goals, selected.reached, in_peace)
        solution = decided(search.solve()).solution
        return None if solution is None else Winners(offers).award(solution)
    chosen = sorted(chosen_lots(facts, selected.solution), key=lambda i: facts.lots[i])
    return tuple(map(winner_at, facts.winners[chosen].tolist()))


def priced_award(
    scenario: Scenario,
    design: Design,
    goals: list[Aim],
    reached: tuple[Reached, ...],
    means: Means,
) -> Award | None:
    """Where providers have prices, the first award that keeps what the objectives reached.

    Raises Undecided when the engine was stopped, or the deadline has passed.
    """
    return smallest(*_named(scenario, design, goals, reached, means))


def _named(
    scenario: Scenario,
    design: Design,
    goals: list[Aim],
    known: tuple[Reached, ...],
    means: Means,
) -> tuple[Search, Facts]:
    """A search among the awards, by name, that keep what the objectives reached."""
    offers = facts_of(scenario, design).offered_by_names()
    search, own = posed(scenario, offers, means, None, False)
    search.vetting = None
    for aim, best, reached in zip(own, goals, known, strict=False):
        search.promise(aim.goal, best.given_away(best.measure.sign * reached.value))
    return search, offers


def solution_of(
    search: Search, facts: Facts, design: Design, award: Award | None = None
) -> Ints | None:
    """A solution that chooses just these lots, by these winners if that may be.

    None where there is none, or none was found.
    """
    wanted = dict(zip(design.lots, award or [None] * len(design.lots), strict=True))
    firsts = np.flatnonzero(np.diff(facts.lot, prepend=-1)).tolist()
    those = {i: facts.drawn(i) for i in firsts}
    those = {i: lot for i, lot in those.items() if lot in wanted}
    if len(those) < len(wanted):
        return None
    numbers = facts.lot[list(those)]
    chosen = np.isin(facts.lot, numbers)
    if award is not None and facts.winners is not None:
        own = {p: first for first, members in facts.scenario.kin.items() for p in members}
        winners = np.full(int(facts.lot[-1]) + 1, NOBODY)
        for number, lot in zip(numbers.tolist(), those.values(), strict=True):
            p = wanted[lot]
            winners[number] = NOBODY if p is None else own[p] if facts.alike else p
        named = search.solve(allowed=chosen & (facts.winners == winners[facts.lot])).solution
        if named is not None:
            return named
    return search.solve(allowed=chosen).solution


def design_from(facts: Facts, solution: Ints) -> Design:
    """The design that a solution chooses."""
    return facts.design(chosen_lots(facts, solution))


def _found(
    facts: Facts,
    selected: Selected,
    design: Design | None,
    award: Award | None = None,
    without: Mapping[int, Fallback] | None = None,
) -> Found:
    reached = selected.reached
    if design is not None and not selected.proved:
        reached = _as_measured(Ledger(facts.scenario, design, award), reached)
    return Found(
        design,
        award,
        reached,
        selected.proved,
        selected.tie_proved,
        selected.interrupted,
        facts,
        without or {},
    )


def _as_measured(ledger: Ledger, reached: tuple[Reached, ...]) -> tuple[Reached, ...]:
    """What was reached, an unproved value replaced by what the design measures.

    In a solution that is not yet optimal auxiliary variables may still be loose.
    """
    return tuple(each if each.proved else _measured(ledger, each) for each in reached)


def _measured(ledger: Ledger, reached: Reached) -> Reached:
    measure = reached.measure
    if measure.needs_certificate and ledger.award is None:
        return reached
    value, bound = measure.of(ledger), reached.bound
    if bound is not None:
        bound = measure.sign * min(measure.sign * bound, measure.sign * value)
    return replace(reached, value=value, bound=bound)
