"""Verifies the figures of a result: lots, budget, rules, measures, law, objectives."""

from lotdesign.evaluation import Evaluation
from lotdesign.measures.registry import MEASURES
from lotdesign.pence import round_away
from lotdesign.result.build import build_law_notes, evaluate_measures, judge_rule
from lotdesign.result.figures import compute_written_gap, read_figure
from lotdesign.result.model import BudgetTotals, ObjectiveResult, Result
from lotdesign.scenario.lot_names import build_lot_ids, build_lot_names
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.tally import VerificationTally

CHECKED_RULE_FIELDS = (
    "kind",
    "sentence",
    "status",
    "binding",
    "measured",
    "limit",
    "slack",
    "unit",
    "where",
)
"""Fields of a rule's result that are compared; its effect is the solver's alone."""


def check_lots(evaluation: Evaluation, result: Result, tally: VerificationTally) -> None:
    """Names, routes, money and market of every lot, and the totals."""
    units = [lot.units for lot in evaluation.design.lots]
    tally.check_equal(
        "lot ids", tuple(lot.id for lot in result.lots), build_lot_ids(evaluation.scenario, units)
    )
    tally.check_equal(
        "lot names",
        tuple(lot.name for lot in result.lots),
        build_lot_names(evaluation.scenario, units),
    )
    for i, lot in enumerate(result.lots):
        account = evaluation.lot_accounts[i]
        tally.check_equal(f"{lot.id}: route", lot.route, evaluation.design.lots[i].route)
        tally.check_equal(f"{lot.id}: gross", lot.gross_pence, account.gross)
        tally.check_equal(f"{lot.id}: paid", lot.paid_pence, account.paid)
        tally.check_equal(f"{lot.id}: cost", lot.cost_pence, account.cost)
        tally.check_equal(
            f"{lot.id}: market value", lot.market_value_pence, round_away(account.value)
        )
        tally.check_equal(f"{lot.id}: whole life", lot.whole_life_pence, sum(account.cost))
        _check_lot_years(evaluation, result, i, tally)
        _check_lot_market(evaluation, result, i, tally)
    for name in ("gross", "paid", "cost"):
        years = zip(*(getattr(account, name) for account in evaluation.lot_accounts), strict=True)
        tally.check_equal(name, getattr(result.totals, f"{name}_pence"), tuple(map(sum, years)))


def _check_lot_years(
    evaluation: Evaluation, result: Result, i: int, tally: VerificationTally
) -> None:
    """The first and the last year in which a unit is bought, unless all are in every year."""
    units, lot = evaluation.scenario.units, result.lots[i]
    held = [units[u] for u in evaluation.design.lots[i].units]
    years = (min(unit.first_year for unit in held), max(unit.last_year for unit in held))
    stated = (lot.first_year, lot.last_year)
    if all(u.first_year == 1 and u.last_year == evaluation.scenario.years for u in units):
        tally.faults += [] if stated == (None, None) else [f"{lot.id}: years of its own"]
    else:
        tally.check_equal(f"{lot.id}: years", stated, years)


def _check_lot_market(
    evaluation: Evaluation, result: Result, i: int, tally: VerificationTally
) -> None:
    parties, lot = evaluation.scenario.parties, result.lots[i]
    singles = len(evaluation.scenario.providers or ())
    held = [evaluation.scenario.units[u] for u in evaluation.design.lots[i].units]
    tally.check_equal(f"{lot.id}: services", set(lot.services), {unit.service for unit in held})
    tally.check_equal(
        f"{lot.id}: localities", set(lot.localities), {u.locality for u in held if u.locality}
    )
    tally.check_equal(
        f"{lot.id}: eligible",
        lot.eligible,
        tuple(parties[p].id for p in evaluation.eligible_providers[i]),
    )
    tally.check_equal(
        f"{lot.id}: small",
        lot.eligible_small,
        tuple(parties[p].id for p in evaluation.small_providers[i]),
    )
    together = tuple(parties[p].id for p in evaluation.eligible_parties[i] if p >= singles)
    tally.check_equal(f"{lot.id}: consortia", lot.eligible_consortia, together)
    if evaluation.scenario.providers is not None:
        tally.check_equal(f"{lot.id}: accessible", lot.accessible, evaluation.accessible[i])


def check_budget(scenario: Scenario, stated: BudgetTotals, tally: VerificationTally) -> None:
    """Budget - promised = envelope, year by year, whatever the design."""
    years = range(scenario.years)
    budget = [sum(unit.gross_before_savings[y] for unit in scenario.units) for y in years]
    promised = [sum(scenario.sum_promised(s, y + 1) for s in scenario.services) for y in years]
    tally.check_equal("budget", stated.budget_pence, tuple(budget))
    tally.check_equal("promised", stated.promised_pence, tuple(promised))
    envelope = tuple(b - p for b, p in zip(budget, promised, strict=True))
    tally.check_equal("envelope", stated.envelope_pence, envelope)


def check_rules(evaluation: Evaluation, result: Result, tally: VerificationTally) -> None:
    """Every rule's result; a design that is called optimal or feasible must meet all."""
    stated = {rule.id: rule for rule in result.rules}
    tally.check_equal(
        "rules", [rule.id for rule in result.rules], [r.id for r in evaluation.scenario.rules]
    )
    for rule in evaluation.scenario.rules:
        found = judge_rule(evaluation.scenario, rule, evaluation)
        if rule.id not in stated:
            continue
        there = stated[rule.id]
        for part in CHECKED_RULE_FIELDS:
            tally.check_equal(f"rule {rule.id}: {part}", getattr(there, part), getattr(found, part))
        if result.termination != "given":
            tally.check_true(
                found.status != "broken", f"rule {rule.id} is broken: {found.sentence}"
            )


def check_law(evaluation: Evaluation, result: Result, tally: VerificationTally) -> None:
    """The flags of law for this design."""
    tally.check_equal("law", result.law, build_law_notes(evaluation.scenario, evaluation.design))


def check_measures(evaluation: Evaluation, result: Result, tally: VerificationTally) -> None:
    """Every measure that the scenario and the award allow, and no other."""
    found = evaluate_measures(evaluation)
    tally.check_equal("measures", sorted(result.measures), sorted(found))
    for name, value in found.items():
        tally.check_equal(f"measure {name}", result.measures.get(name), value)


def check_objectives(scenario: Scenario, result: Result, tally: VerificationTally) -> None:
    """All in order when proved best, the first of them when stopped, none when given."""
    asked = [objective.measure for objective in scenario.objectives]
    stated = [objective.measure for objective in result.objective]
    worked_on = len(asked) if result.status == "optimal" else len(stated)
    if result.termination == "given":
        worked_on = 0
    tally.check_equal("objectives", stated, asked[:worked_on])
    for objective in result.objective:
        name = f"objective {objective.measure}"
        measured = result.measures.get(objective.measure)
        tally.check_equal(name, objective.value, measured)
        if result.status == "optimal":
            tally.check_true(
                objective.proved, f"{name} is not proved, and the design is called optimal"
            )
        _check_objective_proof(name, objective, tally)


def _check_objective_proof(name: str, objective: ObjectiveResult, tally: VerificationTally) -> None:
    """Bound, optimum and value in order, the gap between the first two, none when proved."""
    optimum, bound = objective.optimum, objective.bound
    figures = (bound, optimum, objective.value)
    try:
        known = [read_figure(each) for each in figures if each is not None]
        gap = compute_written_gap(optimum, bound)
    except ValueError as error:
        tally.check_true(False, f"{name}: {error}")
        return
    measure = MEASURES.get(objective.measure)
    rising = measure is None or known == sorted(known, key=lambda each: measure.sign * each)
    tally.check_true(rising, f"{name}: bound, optimum and value {figures} are out of order")
    tally.check_equal(f"{name}: gap", objective.gap, gap)
    met = bound is not None and bound == optimum
    tally.check_true(met or not objective.proved, f"{name}: proved, and bound and optimum differ")
