"""Designs a scenario: lists the lots, selects the best design, certifies it."""

import time
from dataclasses import dataclass, field, replace

from lotdesign.design import Award, Design, design_of
from lotdesign.ledger import Ledger
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import Reached
from lotdesign.scenario.scenario import Scenario
from solver.engines.base import Engine, Settings
from solver.engines.cp_sat import CpSat
from solver.facts.lots import Ints
from solver.facts.table import Facts
from solver.selection.build import certified, partition_model
from solver.selection.canonical import chosen_lots
from solver.selection.certificate import certifiable, certificate
from solver.selection.goals import Aim, aims
from solver.selection.lexicographic import Selected, Tell, best_of
from solver.selection.search import Search


@dataclass(frozen=True)
class Found:
    """The best design, or that there is none.

    `proved` says that nothing admissible is better, or without a design that nothing is
    admissible. `reached` has an entry for each objective that was worked on.
    """

    design: Design | None
    award: Award | None
    reached: tuple[Reached, ...]
    proved: bool
    tie_proved: bool
    interrupted: bool
    facts: Facts


def silent(*news: object) -> None:
    """Listens to nothing."""


@dataclass(frozen=True)
class Means:
    """What a solve may use: an engine, its settings, time until `deadline`, and a listener."""

    engine: Engine = field(default_factory=CpSat)
    settings: Settings = field(default_factory=Settings)
    deadline: float | None = None
    tell: Tell = silent

    @property
    def late(self) -> bool:
        """Whether the deadline has passed."""
        return self.deadline is not None and time.monotonic() >= self.deadline


def designed(
    scenario: Scenario, facts: Facts, means: Means, count: int | None = None, ties: bool = True
) -> Found:
    """The best design of a scenario from its candidates, of `count` lots where that is asked.

    Without `ties` any of several best designs will do. Who wins is left out at first; should
    the best design then have no certificate, the model carries the award and is solved again.
    """
    if not len(facts):
        return _found(facts, Selected(None, (), proved=True), None, None)
    carried = reads_award(scenario)

    def vet(solution: Ints) -> bool:
        if carried or not scenario.needs_certificate:
            return True
        return certifiable(scenario, design_from(facts, solution), means.engine)

    while True:
        search, goals = posed(scenario, facts, means, count, carried)
        selected = best_of(search, facts, goals, means.tell, vet, ties)
        if selected.refused:
            carried = True
            continue
        if selected.solution is None:
            return _found(facts, selected, None, None)
        design = design_from(facts, selected.solution)
        if not scenario.needs_certificate:
            return _found(facts, selected, design, None)
        award = certificate(scenario, design, means.engine)
        if award is not None:
            return _found(facts, selected, design, award)
        if selected.interrupted:
            return _found(facts, replace(selected, proved=False), None, None)
        carried = True


def reads_award(scenario: Scenario) -> bool:
    """Whether an objective depends on who wins."""
    return any(MEASURES[each.measure].needs_certificate for each in scenario.objectives)


def posed(
    scenario: Scenario, facts: Facts, means: Means, count: int | None, carried: bool
) -> tuple[Search, list[Aim]]:
    """The model of a scenario ready to be searched, and its aims; `carried` with the award."""
    model = partition_model(facts)
    if count is not None:
        model.row("this many lots", model.chosen(), count, count)
    winners = certified(facts, model) if carried else None
    goals = aims(scenario.objectives, facts, model, winners)
    most = len(scenario.units) if count is None else count
    return Search(means.engine, model, means.settings, most, means.deadline), goals


def design_from(facts: Facts, solution: Ints) -> Design:
    """The design that a solution chooses."""
    return design_of(facts.lots[lot] for lot in chosen_lots(facts, solution))


def _found(facts: Facts, selected: Selected, design: Design | None, award: Award | None) -> Found:
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
