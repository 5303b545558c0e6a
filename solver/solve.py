"""Designs a scenario: lists the lots, selects the best design, certifies it."""

from dataclasses import dataclass, replace

from lotdesign.design import Award, Design, design_of
from lotdesign.result.build import Reached
from lotdesign.scenario.scenario import Scenario
from solver.candidates.listing import candidates
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


def designed(
    scenario: Scenario,
    facts: Facts | None = None,
    engine: Engine | None = None,
    settings: Settings = Settings(),
    deadline: float | None = None,
    tell: Tell = silent,
    count: int | None = None,
) -> Found:
    """The best design of a scenario, of `count` lots where that is asked.

    Who wins is left out at first; should the best design then have no certificate, the model
    carries the award with it and is solved again.
    """
    engine = engine or CpSat()
    facts = candidates(scenario) if facts is None else facts
    if not len(facts):
        return _found(facts, Selected(None, (), proved=True), None, None)
    carried = any(o.measure == "largest_provider_share" for o in scenario.objectives)

    def vet(solution: Ints) -> bool:
        design = _design(facts, solution)
        return not scenario.needs_certificate or certifiable(scenario, design, engine)

    while True:
        search, goals = _posed(scenario, facts, engine, settings, deadline, count, carried)
        selected = best_of(search, facts, goals, tell, vet if not carried else _anything)
        if selected.refused:
            carried = True
            continue
        if selected.solution is None:
            return _found(facts, selected, None, None)
        design = _design(facts, selected.solution)
        if not scenario.needs_certificate:
            return _found(facts, selected, design, None)
        award = certificate(scenario, design, engine)
        if award is not None:
            return _found(facts, selected, design, award)
        if selected.interrupted:
            return _found(facts, replace(selected, proved=False), None, None)
        carried = True


def _posed(
    scenario: Scenario,
    facts: Facts,
    engine: Engine,
    settings: Settings,
    deadline: float | None,
    count: int | None,
    carried: bool,
) -> tuple[Search, list[Aim]]:
    model = partition_model(facts)
    if count is not None:
        model.row("this many lots", model.chosen(), count, count)
    winners = certified(facts, model) if carried else None
    goals = aims(scenario.objectives, facts, model, winners)
    return Search(engine, model, settings, deadline), goals


def _design(facts: Facts, solution: Ints) -> Design:
    return design_of(facts.lots[lot] for lot in chosen_lots(facts, solution))


def _anything(solution: Ints) -> bool:
    return True


def _found(facts: Facts, selected: Selected, design: Design | None, award: Award | None) -> Found:
    return Found(
        design,
        award,
        selected.reached,
        selected.proved,
        selected.tie_proved,
        selected.interrupted,
        facts,
    )
