"""Answers from the list of all designs, for authorities small enough to have one.

Nothing is searched for here: a changed threshold filters the list, a changed figure of money or
market measures it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version

from lotdesign.checker.check import check
from lotdesign.measures.registry import MEASURES
from lotdesign.preflight.note import Note
from lotdesign.result.build import Chosen, Proof, Reached, measures, result_of
from lotdesign.result.model import EngineRef, Result, Rung
from lotdesign.scenario.scenario import Scenario
from solver.atlas.answer import Answer
from solver.atlas.atlas import Atlas
from solver.atlas.refusal import NoAtlas
from solver.atlas.structure import listed_by
from solver.figures import figures

MOST_UNITS = 40
"""With more units than this no list is tried: it would be too long, and finding that out too."""

NAME = "list of all designs"


@dataclass
class Shelf:
    """The atlas of what was asked last, and which structures have none."""

    atlas: Atlas | None = None
    refused: set[object] = field(default_factory=set)

    def answer(self, scenario: Scenario) -> Answer | None:
        """What the list says; None where there is no list."""
        if len(scenario.units) > MOST_UNITS:
            return None
        structure = listed_by(scenario)
        if structure in self.refused:
            return None
        try:
            old = self.atlas
            self.atlas = Atlas.of(scenario) if old is None else old.at(scenario)
        except NoAtlas:
            self.refused.add(structure)
            return None
        return self.atlas.answer(scenario)


def best(scenario: Scenario, answer: Answer) -> Result:
    """The best design of the list, or that there is none; see `checked`."""
    found, chosen = answer.best, None
    reached: tuple[Reached, ...] = ()
    if found is not None:
        ledger = answer.ledger(found.design)
        money = figures(scenario, ledger.design, ledger.award)
        chosen = Chosen(ledger, money)
        named = zip(scenario.objectives, found.optima, strict=True)
        reached = tuple(Reached(MEASURES[o.measure], v, v, proved=True) for o, v in named)
    proof = Proof(
        status="infeasible" if chosen is None else "optimal",
        proved_by=(NAME,),
        reached=reached,
        tie_proved=True,
        engine=_engine(),
        termination="proved",
        candidates=len(answer.measured.facts.lots),
    )
    return result_of(scenario, proof, chosen)


@cache
def _engine() -> EngineRef:
    return EngineRef(name=NAME, versions={"numpy": version("numpy")})


def checked(scenario: Scenario, result: Result, notes: Sequence[Note]) -> Result:
    """The result with its pre-flight, checked like any other."""
    result = result.model_copy(update={"preflight": tuple(note.text for note in notes)})
    return result.model_copy(update={"verification": check(scenario, result)})


def rungs(scenario: Scenario, answer: Answer) -> tuple[Rung, ...]:
    """The best design of the list for each number of lots; for others it is proved to be none."""
    known = answer.ladder
    return tuple(
        _rung(scenario, answer, count) for count in range(1, len(scenario.units) + 1) if known
    )


def _rung(scenario: Scenario, answer: Answer, count: int) -> Rung:
    found = answer.ladder.get(count)
    if found is None:
        return Rung(lots=count, status="infeasible")
    ledger = answer.ledger(found.design)
    units = scenario.units
    design = tuple(tuple(units[u].id for u in lot.units) for lot in ledger.design.lots)
    return Rung(lots=count, status="optimal", design=design, measures=measures(ledger))
