"""An appraisal of the options from a scenario and its verified result."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from lotdesign.appraisal.budgets import Budgeted, budgeted
from lotdesign.appraisal.ranking import FULL, Entrant, Place, ranked, unsettled
from lotdesign.appraisal.weights import Sensitivity, sensitivities
from lotdesign.faults import Fault, InputFaults, shown
from lotdesign.result.appraised import (
    Appraised,
    BudgetStanding,
    CriterionWeight,
    DroppedOption,
    Placed,
    WeightRange,
)
from lotdesign.result.figures import figure, number
from lotdesign.result.model import Comparison, Result
from lotdesign.result.reference import reference
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import BEST
from lotdesign.words import listed

Scores = Mapping[str, Mapping[str, Fraction]]
"""Option -> criterion -> score."""


def appraised(scenario: Scenario, result: Result) -> Appraised:
    """The options and the best design judged side by side and, where they are scored, ranked.

    Raises InputFaults where there is no option or the result does not compare with each, and
    for every tie that no stated rule decides.
    """
    options = _options(scenario, result)
    best = _best(result)
    twin = next((each.id for each in options if best is not None and _same(each, best)), "")
    everybody = options if best is None or twin else (*options, best)
    scores = _scores(scenario)
    entrants = [
        _entrant(scenario, each, scores[each.id]) for each in everybody if each.id in scores
    ]
    weights = {each.id: each.weight for each in scenario.criteria}
    ties = [rule for rule in scenario.appraisal.ties or () if _known(rule, entrants)]
    faults = [_tied(scenario, group) for group in unsettled(entrants, weights, ties)]
    if faults:
        raise InputFaults(faults)
    places = ranked(entrants, weights, ties)
    moved = tuple(sensitivities(entrants, weights, ties)) if places else ()
    total = sum(weights.values(), Fraction(0))
    return Appraised(
        scenario=reference(scenario),
        status=result.status,
        options=options,
        best=None if twin else best,
        best_is=twin,
        best_scored=BEST in scores,
        criteria=tuple(
            CriterionWeight(id=c.id, name=c.name or c.id, share=str(c.weight / total))
            for c in scenario.criteria
        ),
        top_score=str(scenario.appraisal.top_score),
        ranking=tuple(_placed(scenario, each) for each in places),
        not_scored=tuple(each.id for each in everybody if places and each.id not in scores),
        weights=tuple(map(_range, moved)),
        budgets=tuple(map(_standing, budgeted(scenario, everybody))),
        dropped=tuple(
            DroppedOption(id=d.id, name=d.name or d.id, reason=d.reason, source=d.source)
            for d in scenario.dropped
        ),
        assumptions=result.assumptions,
    )


def _options(scenario: Scenario, result: Result) -> tuple[Comparison, ...]:
    """The named options by the result's figures, in the scenario's order."""
    if not scenario.options:
        raise InputFaults([Fault("option", "write the options as [[option]]; there are none")])
    judged = {each.id: each for each in result.comparisons}
    left = [shown(each.id) for each in scenario.options if each.id not in judged]
    if left:
        right = f"does not compare with {listed(left)}; give one of a run that went to its end"
        raise InputFaults([Fault("result", right)])
    return tuple(judged[each.id].model_copy(update={"rank": None}) for each in scenario.options)


def _best(result: Result) -> Comparison | None:
    if not result.lots:
        return None
    routes = tuple(lot.route for lot in result.lots)
    awarded = any(lot.award for lot in result.lots)
    return Comparison(
        id=BEST,
        name="Best design" if result.status == "optimal" else "Best so far",
        lots=tuple(lot.units for lot in result.lots),
        routes=routes if set(routes) != {"external"} else (),
        measures=result.measures,
        admissible=True,
        award=tuple(lot.award or "" for lot in result.lots) if awarded else (),
    )


def _same(one: Comparison, other: Comparison) -> bool:
    """Whether two are one design: the same lots by the same routes."""
    return (one.lots, one.routes) == (other.lots, other.routes)


def _scores(scenario: Scenario) -> Scores:
    scores: dict[str, dict[str, Fraction]] = {}
    for row in scenario.scores:
        scores.setdefault(row.option, {})[row.criterion] = row.score
    return scores


def _entrant(scenario: Scenario, option: Comparison, scores: Mapping[str, Fraction]) -> Entrant:
    top = scenario.appraisal.top_score
    measured = {name: number(v) for name, v in option.measures.items() if v is not None}
    return Entrant(option.id, {name: FULL * each / top for name, each in scores.items()}, measured)


def _known(rule: str, entrants: Sequence[Entrant]) -> bool:
    """Whether everybody has points or a value by this rule; otherwise it parts nobody."""
    return all(rule in each.points or rule in each.measures for each in entrants)


def _tied(scenario: Scenario, group: Sequence[Place]) -> Fault:
    names = listed([shown(each.entrant.id) for each in group])
    equal = f"{names} have equal points, {float(group[0].total):.2f}"
    if scenario.appraisal.ties:
        right = f"{listed(scenario.appraisal.ties)} do not part them; add a rule"
    else:
        first = scenario.criteria[0].id
        right = f'say what decides, for example ties = ["{shown(first)}", "whole_life_cost"]'
    return Fault("appraisal.ties", f"{equal}: {right}")


def _placed(scenario: Scenario, place: Place) -> Placed:
    rows = [row for row in scenario.scores if row.option == place.entrant.id]
    return Placed(
        rank=place.rank,
        option=place.entrant.id,
        points=str(place.total),
        scores={row.criterion: str(row.score) for row in rows},
        reasons={row.criterion: row.reason for row in rows if row.reason},
        tie=place.tie,
    )


def _range(found: Sensitivity) -> WeightRange:
    least, most = found.stays_first
    return WeightRange(
        criterion=found.criterion,
        share=str(found.share),
        least=str(least) if found.spans else "",
        most=str(most) if found.spans else "",
        below=found.first_below,
        above=found.first_above,
        changes=tuple(str(span.most) for span in found.spans[:-1]),
    )


def _standing(each: Budgeted) -> BudgetStanding:
    return BudgetStanding(
        option=each.option,
        rule=each.rule,
        met=each.finding.met,
        measured_pence=figure(each.finding.measured, "pence"),
        limit_pence=figure(each.finding.limit, "pence"),
        where=each.finding.where,
    )
