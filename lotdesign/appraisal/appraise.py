"""Appraises the options of a scenario from its verified result: ranks, weights, budgets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.appraisal.ranking import (
    CriterionSensitivity,
    OptionPlace,
    ScoredOption,
    analyse_weights,
    find_ties,
    rank_options,
)
from lotdesign.evaluation import Evaluation
from lotdesign.faults import Fault, InputFaults, make_printable
from lotdesign.result.appraised import (
    AppraiseAnswer,
    BudgetStanding,
    CriterionWeight,
    DroppedOption,
    RankedOption,
    WeightRange,
)
from lotdesign.result.build import build_scenario_ref
from lotdesign.result.figures import read_figure, write_figure
from lotdesign.result.model import ReferenceComparison, Result
from lotdesign.scenario.design_by_ids import build_design_from_ids
from lotdesign.scenario.rule import RuleFinding
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import BEST_DESIGN
from lotdesign.weighted_points import FULL_POINTS
from lotdesign.words import join_words

ScoresByOption = Mapping[str, Mapping[str, Fraction]]
"""Option -> criterion -> score."""


@dataclass(frozen=True, slots=True)
class OptionBudget:
    """How an option keeps an envelope in its tightest year."""

    option: str
    rule: str
    finding: RuleFinding


def judge_budgets(
    scenario: Scenario, options: tuple[ReferenceComparison, ...]
) -> Iterator[OptionBudget]:
    """Judge each option by each active envelope."""
    evaluations = [(each.id, _evaluate_option(scenario, each)) for each in options]
    for rule in scenario.active_rules:
        if rule.is_budget:
            for option, evaluation in evaluations:
                yield OptionBudget(option, rule.id, rule.judge(evaluation))


def _evaluate_option(scenario: Scenario, option: ReferenceComparison) -> Evaluation:
    """Evaluate an option with the award that a verified result gives it."""
    design = build_design_from_ids(scenario, option.lots, option.routes)
    parties = {party.id: place for place, party in enumerate(scenario.parties)}
    award = tuple(parties.get(winner) for winner in option.award)
    return Evaluation(scenario, design, award or None)


def appraise_options(scenario: Scenario, result: Result) -> AppraiseAnswer:
    """Compare the options and the best design and, where they are scored, rank them.

    Raises InputFaults where there is no option or the result does not compare with each, and
    for every tie that no stated rule decides.
    """
    options = _select_options(scenario, result)
    best = _describe_best_design(result)
    twin = next(
        (each.id for each in options if best is not None and _is_same_design(each, best)), ""
    )
    everybody = options if best is None or twin else (*options, best)
    scores = _read_scores(scenario)
    entrants = [
        _build_scored_option(scenario, each, scores[each.id])
        for each in everybody
        if each.id in scores
    ]
    weights = {each.id: each.weight for each in scenario.criteria}
    ties = [rule for rule in scenario.appraisal.ties or () if _is_known_to_all(rule, entrants)]
    faults = [_report_tie(scenario, group) for group in find_ties(entrants, weights, ties)]
    if faults:
        raise InputFaults(faults)
    places = rank_options(entrants, weights, ties)
    moved = tuple(analyse_weights(entrants, weights, ties)) if places else ()
    total = sum(weights.values(), Fraction(0))
    return AppraiseAnswer(
        scenario=build_scenario_ref(scenario),
        status=result.status,
        options=options,
        best=None if twin else best,
        best_is=twin,
        best_scored=BEST_DESIGN in scores,
        criteria=tuple(
            CriterionWeight(id=c.id, name=c.name or c.id, share=str(c.weight / total))
            for c in scenario.criteria
        ),
        top_score=str(scenario.appraisal.top_score),
        ranking=tuple(_build_placed(scenario, each) for each in places),
        not_scored=tuple(each.id for each in everybody if places and each.id not in scores),
        weights=tuple(map(_build_weight_range, moved)),
        budgets=tuple(map(_build_budget_standing, judge_budgets(scenario, everybody))),
        dropped=tuple(
            DroppedOption(id=d.id, name=d.name or d.id, reason=d.reason, source=d.source)
            for d in scenario.dropped
        ),
        assumptions=result.assumptions,
    )


def _select_options(scenario: Scenario, result: Result) -> tuple[ReferenceComparison, ...]:
    """Return the options with the result's figures, in the scenario's order."""
    if not scenario.options:
        raise InputFaults([Fault("option", "write the options as [[option]]; there are none")])
    judged = {each.id: each for each in result.comparisons}
    left = [make_printable(each.id) for each in scenario.options if each.id not in judged]
    if left:
        right = f"does not compare with {join_words(left)}; give one of a run that went to its end"
        raise InputFaults([Fault("result", right)])
    return tuple(judged[each.id].model_copy(update={"rank": None}) for each in scenario.options)


def _describe_best_design(result: Result) -> ReferenceComparison | None:
    if not result.lots:
        return None
    routes = tuple(lot.route for lot in result.lots)
    awarded = any(lot.award for lot in result.lots)
    return ReferenceComparison(
        id=BEST_DESIGN,
        name="Best design" if result.status == "optimal" else "Best so far",
        lots=tuple(lot.units for lot in result.lots),
        routes=routes if set(routes) != {"external"} else (),
        measures=result.measures,
        admissible=True,
        award=tuple(lot.award or "" for lot in result.lots) if awarded else (),
    )


def _is_same_design(one: ReferenceComparison, other: ReferenceComparison) -> bool:
    """Tell whether two have the same lots by the same routes."""
    return (one.lots, one.routes) == (other.lots, other.routes)


def _read_scores(scenario: Scenario) -> ScoresByOption:
    scores: dict[str, dict[str, Fraction]] = {}
    for row in scenario.scores:
        scores.setdefault(row.option, {})[row.criterion] = row.score
    return scores


def _build_scored_option(
    scenario: Scenario, option: ReferenceComparison, scores: Mapping[str, Fraction]
) -> ScoredOption:
    top = scenario.appraisal.top_score
    measured = {name: read_figure(v) for name, v in option.measures.items() if v is not None}
    return ScoredOption(
        option.id, {name: FULL_POINTS * each / top for name, each in scores.items()}, measured
    )


def _is_known_to_all(rule: str, entrants: Sequence[ScoredOption]) -> bool:
    """Tell whether everybody has points or a value by this rule; otherwise it decides no tie."""
    return all(rule in each.points or rule in each.measures for each in entrants)


def _report_tie(scenario: Scenario, group: Sequence[OptionPlace]) -> Fault:
    names = join_words([make_printable(each.entrant.id) for each in group])
    equal = f"{names} have equal points, {float(group[0].total):.2f}"
    if scenario.appraisal.ties:
        right = f"{join_words(scenario.appraisal.ties)} do not part them; add a rule"
    else:
        first = scenario.criteria[0].id
        right = (
            f'say what decides, for example ties = ["{make_printable(first)}", "whole_life_cost"]'
        )
    return Fault("appraisal.ties", f"{equal}: {right}")


def _build_placed(scenario: Scenario, place: OptionPlace) -> RankedOption:
    rows = [row for row in scenario.scores if row.option == place.entrant.id]
    return RankedOption(
        rank=place.rank,
        option=place.entrant.id,
        points=str(place.total),
        scores={row.criterion: str(row.score) for row in rows},
        reasons={row.criterion: row.reason for row in rows if row.reason},
        tie=place.tie,
    )


def _build_weight_range(sensitivity: CriterionSensitivity) -> WeightRange:
    least, most = sensitivity.stays_first
    return WeightRange(
        criterion=sensitivity.criterion,
        share=str(sensitivity.share),
        least=str(least) if sensitivity.spans else "",
        most=str(most) if sensitivity.spans else "",
        below=sensitivity.first_below,
        above=sensitivity.first_above,
        changes=tuple(map(str, sensitivity.changes)),
    )


def _build_budget_standing(each: OptionBudget) -> BudgetStanding:
    return BudgetStanding(
        option=each.option,
        rule=each.rule,
        met=each.finding.met,
        measured_pence=write_figure(each.finding.measured, "pence"),
        limit_pence=write_figure(each.finding.limit, "pence"),
        where=each.finding.where,
    )
