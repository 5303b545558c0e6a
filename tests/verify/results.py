"""Results of the office made by hand, honest in every figure, which tests change in one place."""

from collections.abc import Mapping, Sequence

from lotdesign.design import Award
from lotdesign.evaluation import Evaluation
from lotdesign.market.certificate import WithdrawalFallback
from lotdesign.measures.registry import MEASURES
from lotdesign.preflight.run import run_preflight
from lotdesign.result.base import ComparedPart, Termination
from lotdesign.result.build import (
    ChosenDesign,
    LotFigures,
    ReachedObjective,
    SolveProof,
    build_result,
)
from lotdesign.result.model import EngineRef, Result
from lotdesign.scenario.scenario import Scenario
from tests.rules.office import Row, doc, evaluate, loaded, rule

NOT_COMPARED: tuple[ComparedPart, ...] = ("comparisons", "ladder", "effects")
"""What such a result does not have, and says so."""


def honest(
    scenario: Scenario,
    *lots: str,
    award: Sequence[str] | None = None,
    without: Mapping[str, Sequence[str]] | None = None,
    termination: Termination = "proved",
) -> Result:
    """A result with these lots whose figures are right.

    Its objectives are called proved where the search is; a given design is judged by its measures
    alone, and of the best so far only the first objective is told.
    """
    names = [party.id for party in scenario.parties]
    fallbacks: dict[int, WithdrawalFallback] = {
        names.index(gone): _award(names, winners) for gone, winners in (without or {}).items()
    }
    winners = None if award is None else _award(names, award)
    found = evaluate(scenario, *lots).with_award(winners, fallbacks)
    given, proved = termination == "given", termination == "proved"
    asked = scenario.objectives if proved else scenario.objectives[: not given]
    reached = tuple(_reached(objective.measure, found, proved) for objective in asked)
    proof = SolveProof(
        status="optimal" if proved else "feasible",
        proved_by=("cp-sat",) if proved else (),
        reached=reached,
        tie_proved=proved,
        engine=EngineRef(name="cp-sat"),
        termination=termination,
        candidates=0 if given else 2 ** len(scenario.units) - 1,
    )
    result = build_result(scenario, proof, ChosenDesign(found, _figures(found)))
    if given:
        return result
    notes = tuple(finding.text for finding in run_preflight(scenario))
    return result.model_copy(
        update={"preflight": notes, "left_out": NOT_COMPARED if proved else NOT_COMPARED[:2]}
    )


def impossible(scenario: Scenario) -> Result:
    """A result that calls the scenario impossible, honest but for that."""
    proof = SolveProof(
        "infeasible", ("cp-sat",), (), False, EngineRef(name="cp-sat"), "proved", candidates=7
    )
    notes = tuple(finding.text for finding in run_preflight(scenario))
    update = {"preflight": notes, "left_out": NOT_COMPARED[:2]}
    return build_result(scenario, proof, None).model_copy(update=update)


def stopped_early(scenario: Scenario) -> Result:
    """A result that says that none was found in time."""
    engine = EngineRef(name="cp-sat")
    proof = SolveProof("unknown", (), (), False, engine, "time limit")
    notes = tuple(finding.text for finding in run_preflight(scenario))
    update = {"preflight": notes, "left_out": NOT_COMPARED[:2]}
    return build_result(scenario, proof, None).model_copy(update=update)


def _award(names: Sequence[str], winners: Sequence[str]) -> Award:
    return tuple(names.index(winner) if winner else None for winner in winners)


def _reached(name: str, found: Evaluation, proved: bool) -> ReachedObjective:
    value = MEASURES[name].evaluate(found)
    return ReachedObjective(MEASURES[name], value, value if proved else None, proved)


def _figures(found: Evaluation) -> tuple[LotFigures, ...]:
    return tuple(
        LotFigures(
            *(
                a.units,
                a.gross,
                a.paid,
                a.cost,
                a.value,
                found.eligible_providers[i],
                found.small_providers[i],
            ),
            route=found.design.lots[i].route,
        )
        for i, a in enumerate(found.lot_accounts)
    )


def busy_document() -> Row:
    """The office with every sort of figure: money, market, a certificate, rules met and off."""
    return doc(
        rule("lot_count", min=2, max=3),
        rule("envelope", annual=[150_000, 160_000], services=["centre", "youth"]),
        rule("award", max_share="60%"),
        rule("separate", service="contact"),
        rule("balance", measure="value", tolerance="20%", status="off"),
        money={
            "contract_management": 1000,
            "procurement": 500,
            "uplift": "2%",
            "discount_rate": "3.5%",
            "scale": [{"value": 0, "saving": "1%"}, {"value": 200_000, "saving": "7%"}],
        },
        objective=[{"measure": "whole_life_cost"}, {"measure": "accessible_share"}],
    )


def busy() -> tuple[Scenario, Result]:
    """That office and a result of it: A, B and C to Small, the rest to Big."""
    scenario = loaded(busy_document())
    return scenario, honest(scenario, "a b c", "y", "w", award=["small", "big", "big"])
