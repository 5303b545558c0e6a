"""Builds a result from a design, its figures and its proof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR
from fractions import Fraction

from lotdesign.assumptions import list_assumptions
from lotdesign.design import Design, Route
from lotdesign.evaluation import Evaluation
from lotdesign.law.flags import find_law_flags
from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.measures.registry import ALL_MEASURES, MEASURES, STRESS_MEASURES
from lotdesign.pence import round_away
from lotdesign.result.base import (
    ScenarioRef,
    SolveStatus,
    Termination,
    WithdrawalOutcome,
    WrittenFigure,
)
from lotdesign.result.designs import write_fallbacks
from lotdesign.result.figures import compute_written_gap, write_decimal, write_figure
from lotdesign.result.model import (
    AssumptionNote,
    BudgetTotals,
    EngineRef,
    LawNote,
    LotResult,
    ObjectiveResult,
    Result,
    RuleResult,
)
from lotdesign.scenario.lot_names import build_lot_ids, build_lot_names
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from lotdesign.version import CREATED_WITH


@dataclass(frozen=True, slots=True)
class LotFigures:
    """A lot's money in pence, one amount a contract year, and its market.

    `value` is the exact market value in pence a year; `eligible`, `small` and `consortia` are
    positions of parties, ascending.
    """

    units: tuple[int, ...]
    gross: tuple[int, ...]
    paid: tuple[int, ...]
    cost: tuple[int, ...]
    value: Fraction
    eligible: tuple[int, ...]
    small: tuple[int, ...]
    consortia: tuple[int, ...] = ()
    route: Route = "external"


def build_scenario_ref(scenario: Scenario) -> ScenarioRef:
    """The scenario by its digests and settings."""
    return ScenarioRef(
        name=scenario.name,
        sha256=scenario.sha256,
        files_sha256=scenario.files_sha256 if scenario.settings else None,
        settings=scenario.settings,
    )


@dataclass(frozen=True)
class ReachedObjective:
    """The best value of one objective, a bound on it, and whether it is proved optimal."""

    measure: Measure
    value: MeasureValue
    bound: MeasureValue | None
    proved: bool


@dataclass(frozen=True)
class SolveProof:
    """How an answer was found and what is proved of it."""

    status: SolveStatus
    proved_by: tuple[str, ...]
    reached: tuple[ReachedObjective, ...]
    tie_proved: bool
    engine: EngineRef
    termination: Termination
    candidates: int = 0


@dataclass(frozen=True)
class ChosenDesign:
    """A design's evaluation with its certificate, and the solver's figures of its lots."""

    evaluation: Evaluation
    figures: tuple[LotFigures, ...]


def build_result(scenario: Scenario, proof: SolveProof, chosen: ChosenDesign | None) -> Result:
    """Build the result of a run; without a design it has no lots, measures or judged rules."""
    evaluation = None if chosen is None else chosen.evaluation
    measured = {} if evaluation is None else evaluate_measures(evaluation)
    return Result(
        scenario=build_scenario_ref(scenario),
        engine=proof.engine,
        created_with=CREATED_WITH,
        status=proof.status,
        proved_by=proof.proved_by,
        tie_proved=proof.tie_proved,
        termination=proof.termination,
        candidates=proof.candidates,
        objective=tuple(_build_objective(each, measured) for each in proof.reached),
        lots=() if chosen is None else _build_lots(scenario, chosen),
        totals=build_totals(scenario, () if chosen is None else chosen.figures),
        measures=measured,
        admissible=None if evaluation is None else evaluation.admissible,
        certified=evaluation is None or evaluation.certified,
        rules=tuple(judge_rule(scenario, rule, evaluation) for rule in scenario.rules),
        withdrawals=() if chosen is None else _build_withdrawals(scenario, chosen),
        assumptions=tuple(AssumptionNote(where=w, text=t) for w, t in list_assumptions(scenario)),
        law=build_law_notes(scenario, None if evaluation is None else evaluation.design),
    )


def build_law_notes(scenario: Scenario, design: Design | None) -> tuple[LawNote, ...]:
    """The flags of law that the scenario, and the design where there is one, raises."""
    return tuple(
        LawNote(id=flag.id, level=flag.level, text=flag.text, source=flag.source)
        for flag in find_law_flags(scenario, design)
    )


def _build_objective(
    reached: ReachedObjective, measured: Mapping[str, WrittenFigure]
) -> ObjectiveResult:
    measure, unit = reached.measure, reached.measure.unit
    optimum, bound = write_figure(reached.value, unit), write_figure(reached.bound, unit)
    return ObjectiveResult(
        measure=measure.name,
        value=measured.get(measure.name),
        optimum=optimum,
        bound=bound,
        gap=compute_written_gap(optimum, bound),
        proved=reached.proved,
    )


def _build_lots(scenario: Scenario, chosen: ChosenDesign) -> tuple[LotResult, ...]:
    award = chosen.evaluation.award
    units = [each.units for each in chosen.figures]
    ids, names = build_lot_ids(scenario, units), build_lot_names(scenario, units)
    return tuple(
        _build_lot(scenario, ids[i], names[i], each, None if award is None else award[i])
        for i, each in enumerate(chosen.figures)
    )


def _build_withdrawals(scenario: Scenario, chosen: ChosenDesign) -> tuple[WithdrawalOutcome, ...]:
    evaluation = chosen.evaluation
    return write_fallbacks(
        scenario, [lot.units for lot in evaluation.design.lots], evaluation.fallbacks
    )


def _build_lot(
    scenario: Scenario, id_: str, name: str, lot: LotFigures, winner: int | None
) -> LotResult:
    held = [scenario.units[u] for u in lot.units]
    parties, years = scenario.parties, scenario.find_years(lot.units)
    return LotResult(
        id=id_,
        name=name,
        units=tuple(unit.id for unit in held),
        services=tuple(s for s in scenario.services if any(u.service == s for u in held)),
        localities=tuple(
            p.id for p in scenario.localities if any(u.locality == p.id for u in held)
        ),
        route=lot.route,
        gross_pence=lot.gross,
        paid_pence=lot.paid,
        cost_pence=lot.cost,
        market_value_pence=round_away(lot.value),
        whole_life_pence=sum(lot.cost),
        eligible=tuple(parties[p].id for p in lot.eligible),
        eligible_small=tuple(parties[p].id for p in lot.small),
        eligible_consortia=tuple(parties[p].id for p in lot.consortia),
        accessible=scenario.providers is not None
        and len(lot.small) >= scenario.market.small_needed,
        award=None if winner is None else parties[winner].id,
        first_year=None if scenario.has_one_term else years.first,
        last_year=None if scenario.has_one_term else years.last,
    )


def build_totals(scenario: Scenario, lots: Sequence[LotFigures]) -> BudgetTotals:
    """The budget bridge by year, and what the lots take, in pence."""
    years = range(scenario.years)
    budget = [sum(unit.gross_before_savings[y] for unit in scenario.units) for y in years]
    promised = [sum(scenario.sum_promised(s, y + 1) for s in scenario.services) for y in years]
    return BudgetTotals(
        budget_pence=tuple(budget),
        promised_pence=tuple(promised),
        envelope_pence=tuple(b - p for b, p in zip(budget, promised, strict=True)),
        gross_pence=_sum_by_year([lot.gross for lot in lots]),
        paid_pence=_sum_by_year([lot.paid for lot in lots]),
        cost_pence=_sum_by_year([lot.cost for lot in lots]),
    )


def _sum_by_year(lots: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(year) for year in zip(*lots, strict=True))


def evaluate_measures(evaluation: Evaluation) -> dict[str, WrittenFigure]:
    """Name -> value of each measure that can be computed for the scenario and award."""
    return {
        name: write_figure(measure.evaluate(evaluation), measure.unit)
        for name, measure in MEASURES.items()
        if can_measure(evaluation, measure)
    }


def write_measure(name: str, value: MeasureValue | None) -> WrittenFigure:
    """A value as results have it; a share in which there is still a certificate is rounded down."""
    measure = ALL_MEASURES[name]
    if value is not None and name in STRESS_MEASURES and measure.unit == "share":
        return write_decimal(Fraction(value), ROUND_FLOOR)
    return write_figure(value, measure.unit)


def can_measure(evaluation: Evaluation, measure: Measure) -> bool:
    """Whether the scenario has the data that the measure reads, and an award if it needs one."""
    if measure.needs_certificate and evaluation.award is None:
        return False
    return evaluation.scenario.providers is not None or not measure.reads_market


def judge_rule(scenario: Scenario, rule: Rule, evaluation: Evaluation | None) -> RuleResult:
    """A rule, and how the evaluated design stands to it."""
    fields = {"id": rule.id, "kind": rule.kind, "sentence": rule.write_sentence(scenario)}
    if evaluation is None or not rule.is_active:
        return RuleResult.model_validate(
            {**fields, "status": "off" if not rule.is_active else "broken"}
        )
    found = rule.judge(evaluation)
    return RuleResult.model_validate(
        {
            **fields,
            "status": "met" if found.met else "broken",
            "binding": found.is_binding,
            "measured": write_figure(found.measured, found.unit),
            "limit": write_figure(found.limit, found.unit),
            "slack": write_figure(found.slack, found.unit),
            "unit": found.unit,
            "where": found.where,
        }
    )
