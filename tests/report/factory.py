"""A small scenario and results of it made by hand, which tests change in one place each."""

from typing import Any

from lotdesign.design import build_external_design
from lotdesign.evaluation import Evaluation
from lotdesign.input.load import load
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import (
    ChosenDesign,
    LotFigures,
    ReachedObjective,
    SolveProof,
    build_result,
)
from lotdesign.result.model import (
    BestByLotCount,
    EngineRef,
    ReferenceComparison,
    Result,
    Verification,
)
from lotdesign.scenario.scenario import Scenario
from tests.scenario.town import write


def town(folder: Any, *changes: tuple[str, str, str]) -> Scenario:
    """The town of the scenario tests, its youth work undivided."""
    undivided = ("scenario.toml", '[[divide]]\nunits = ["work"]\nby = "need"\n', "")
    return load(write(folder, undivided, *changes))


def result(scenario: Scenario, *lots: tuple[int, ...], **changes: Any) -> Result:
    """A design that is called proved best, its figures worked out by the evaluation."""
    design = build_external_design(lots)
    evaluation = Evaluation(scenario, design)
    figures = tuple(
        LotFigures(
            a.units,
            a.gross,
            a.paid,
            a.cost,
            a.value,
            evaluation.eligible_providers[i],
            evaluation.small_providers[i],
        )
        for i, a in enumerate(evaluation.lot_accounts)
    )
    cost = sum(sum(a.cost) for a in evaluation.lot_accounts)
    reached = (ReachedObjective(MEASURES["whole_life_cost"], cost, cost, True),)
    proof = SolveProof("optimal", ("cp-sat",), reached, True, EngineRef(name="cp-sat"), "proved", 7)
    made = build_result(scenario, proof, ChosenDesign(evaluation, figures))
    return made.model_copy(update={"verification": Verification(ok=True, checks=9), **changes})


def without_design(scenario: Scenario, **changes: Any) -> Result:
    """A result that has no lots."""
    proof = SolveProof("infeasible", ("cp-sat",), (), False, EngineRef(name="cp-sat"), "proved", 7)
    return build_result(scenario, proof, None).model_copy(update=changes)


def other(name: str, **changes: Any) -> ReferenceComparison:
    """A design to compare with."""
    body = {"id": name, "name": name, "lots": (("north",),), "measures": {"lots": 3}}
    return ReferenceComparison.model_validate({**body, "admissible": True, **changes})


def rung(lots: int, status: str, cost: int | None = None) -> BestByLotCount:
    """The best design with so many lots."""
    measures = {} if cost is None else {"whole_life_cost": cost}
    return BestByLotCount.model_validate({"lots": lots, "status": status, "measures": measures})
