"""A small scenario and results of it made by hand, which tests change in one place each."""

from typing import Any

from lotdesign.design import design_of
from lotdesign.figures import LotFigures
from lotdesign.ledger import Ledger
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import Chosen, Proof, Reached, result_of
from lotdesign.result.model import Comparison, EngineRef, Result, Rung, Verification
from lotdesign.scenario.load import load
from lotdesign.scenario.scenario import Scenario
from tests.scenario.town import write


def town(folder: Any, *changes: tuple[str, str, str]) -> Scenario:
    """The town of the scenario tests, its youth work undivided."""
    undivided = ("scenario.toml", '[[divide]]\nunits = ["work"]\nby = "need"\n', "")
    return load(write(folder, undivided, *changes))


def result(scenario: Scenario, *lots: tuple[int, ...], **changes: Any) -> Result:
    """A design that is called proved best, its figures worked out by the ledger."""
    design = design_of(lots)
    ledger = Ledger(scenario, design)
    figures = tuple(
        LotFigures(a.units, a.gross, a.paid, a.cost, a.value, ledger.eligible[i], ledger.small[i])
        for i, a in enumerate(ledger.accounts)
    )
    cost = sum(sum(a.cost) for a in ledger.accounts)
    reached = (Reached(MEASURES["whole_life_cost"], cost, cost, True),)
    proof = Proof("optimal", ("cp-sat",), reached, True, EngineRef(name="cp-sat"), "proved", 7)
    made = result_of(scenario, proof, Chosen(ledger, figures))
    return made.model_copy(update={"verification": Verification(ok=True, checks=9), **changes})


def without_design(scenario: Scenario, **changes: Any) -> Result:
    """A result that has no lots."""
    proof = Proof("infeasible", ("cp-sat",), (), False, EngineRef(name="cp-sat"), "proved", 7)
    return result_of(scenario, proof, None).model_copy(update=changes)


def other(name: str, **changes: Any) -> Comparison:
    """A design to compare with."""
    body = {"id": name, "name": name, "lots": (("north",),), "measures": {"lots": 3}}
    return Comparison.model_validate({**body, "admissible": True, **changes})


def rung(lots: int, status: str, cost: int | None = None) -> Rung:
    """The best design with so many lots."""
    measures = {} if cost is None else {"whole_life_cost": cost}
    return Rung.model_validate({"lots": lots, "status": status, "measures": measures})
