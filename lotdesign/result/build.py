"""Puts a result together from a design, its figures and its proof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lotdesign.design import Design
from lotdesign.figures import LotFigures
from lotdesign.law.flags import flags
from lotdesign.ledger import Ledger
from lotdesign.measures.base import Measure, Value
from lotdesign.measures.registry import MEASURES
from lotdesign.naming import lot_ids, lot_names
from lotdesign.pence import round_away
from lotdesign.result.figures import figure, gap_between
from lotdesign.result.model import (
    AssumptionNote,
    EngineRef,
    Figure,
    LawNote,
    LotResult,
    ObjectiveResult,
    Result,
    RuleResult,
    Status,
    Termination,
    Totals,
    Withdrawn,
)
from lotdesign.result.reference import reference
from lotdesign.result.withdrawals import withdrawals
from lotdesign.rules.base import Rule
from lotdesign.scenario.assumptions import assumptions
from lotdesign.scenario.scenario import Scenario
from lotdesign.version import CREATED_WITH


@dataclass(frozen=True)
class Reached:
    """The optimum of one objective, a bound that nothing passes, and whether that is proof."""

    measure: Measure
    value: Value
    bound: Value | None
    proved: bool


@dataclass(frozen=True)
class Proof:
    """How an answer came about and what is proved of it."""

    status: Status
    proved_by: tuple[str, ...]
    reached: tuple[Reached, ...]
    tie_proved: bool
    engine: EngineRef
    termination: Termination
    candidates: int = 0


@dataclass(frozen=True)
class Chosen:
    """The ledger of a design with its certificate, and the fast figures of its lots, in order."""

    ledger: Ledger
    figures: tuple[LotFigures, ...]


def result_of(scenario: Scenario, proof: Proof, chosen: Chosen | None) -> Result:
    """The result of a run; without a design it has no lots, measures or judged rules."""
    ledger = None if chosen is None else chosen.ledger
    measured = {} if ledger is None else measures(ledger)
    return Result(
        scenario=reference(scenario),
        engine=proof.engine,
        created_with=CREATED_WITH,
        status=proof.status,
        proved_by=proof.proved_by,
        tie_proved=proof.tie_proved,
        termination=proof.termination,
        candidates=proof.candidates,
        objective=tuple(_objective(each, measured) for each in proof.reached),
        lots=() if chosen is None else _lots(scenario, chosen),
        totals=totals(scenario, () if chosen is None else chosen.figures),
        measures=measured,
        admissible=None if ledger is None else ledger.admissible,
        certified=ledger is None or ledger.certified,
        rules=tuple(judged(scenario, rule, ledger) for rule in scenario.rules),
        withdrawals=() if chosen is None else _withdrawals(scenario, chosen),
        assumptions=tuple(AssumptionNote(where=w, text=t) for w, t in assumptions(scenario)),
        law=law_notes(scenario, None if ledger is None else ledger.design),
    )


def law_notes(scenario: Scenario, design: Design | None) -> tuple[LawNote, ...]:
    """What of the law the scenario, and the design where there is one, has to look at."""
    return tuple(
        LawNote(id=flag.id, level=flag.level, text=flag.text, source=flag.source)
        for flag in flags(scenario, design)
    )


def _objective(reached: Reached, measured: Mapping[str, Figure]) -> ObjectiveResult:
    measure, unit = reached.measure, reached.measure.unit
    optimum, bound = figure(reached.value, unit), figure(reached.bound, unit)
    return ObjectiveResult(
        measure=measure.name,
        value=measured.get(measure.name),
        optimum=optimum,
        bound=bound,
        gap=gap_between(optimum, bound),
        proved=reached.proved,
    )


def _lots(scenario: Scenario, chosen: Chosen) -> tuple[LotResult, ...]:
    award = chosen.ledger.award
    units = [each.units for each in chosen.figures]
    ids, names = lot_ids(scenario, units), lot_names(scenario, units)
    return tuple(
        _lot(scenario, ids[i], names[i], each, None if award is None else award[i])
        for i, each in enumerate(chosen.figures)
    )


def _withdrawals(scenario: Scenario, chosen: Chosen) -> tuple[Withdrawn, ...]:
    ledger = chosen.ledger
    return withdrawals(scenario, [lot.units for lot in ledger.design.lots], ledger.without)


def _lot(scenario: Scenario, id_: str, name: str, lot: LotFigures, winner: int | None) -> LotResult:
    held = [scenario.units[u] for u in lot.units]
    parties = scenario.parties
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
    )


def totals(scenario: Scenario, lots: Sequence[LotFigures]) -> Totals:
    """The budget bridge by year, and what the lots take."""
    years = range(scenario.years)
    budget = [sum(unit.uncut[y] for unit in scenario.units) for y in years]
    promised = [sum(scenario.promised(s, y + 1) for s in scenario.services) for y in years]
    return Totals(
        budget_pence=tuple(budget),
        promised_pence=tuple(promised),
        envelope_pence=tuple(b - p for b, p in zip(budget, promised, strict=True)),
        gross_pence=_by_year([lot.gross for lot in lots]),
        paid_pence=_by_year([lot.paid for lot in lots]),
        cost_pence=_by_year([lot.cost for lot in lots]),
    )


def _by_year(lots: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(year) for year in zip(*lots, strict=True))


def measures(ledger: Ledger) -> dict[str, Figure]:
    """Every measure that the scenario's tables and the ledger's certificate allow."""
    return {
        name: figure(measure.of(ledger), measure.unit)
        for name, measure in MEASURES.items()
        if can_measure(ledger, measure)
    }


def can_measure(ledger: Ledger, measure: Measure) -> bool:
    """Whether the scenario has what the measure reads."""
    if measure.needs_certificate and ledger.award is None:
        return False
    return ledger.scenario.providers is not None or not measure.reads_market


def judged(scenario: Scenario, rule: Rule, ledger: Ledger | None) -> RuleResult:
    """A rule and how the ledger's design stands to it."""
    said = {"id": rule.id, "kind": rule.kind, "sentence": rule.sentence(scenario)}
    if ledger is None or not rule.active:
        return RuleResult.model_validate({**said, "status": "off" if not rule.active else "broken"})
    found = rule.judge(ledger)
    return RuleResult.model_validate(
        {
            **said,
            "status": "met" if found.met else "broken",
            "binding": found.binding,
            "measured": figure(found.measured, found.unit),
            "limit": figure(found.limit, found.unit),
            "slack": figure(found.slack, found.unit),
            "unit": found.unit,
            "where": found.where,
        }
    )
