"""Compares several results: differences from the first, and which is better."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from lotdesign.comparing.inputs import NamedResult, compare_settings
from lotdesign.measures.base import MeasureDescription
from lotdesign.measures.conditions import ADMISSIBLE, MeasureCondition
from lotdesign.measures.registry import ALL_MEASURES
from lotdesign.result.base import WrittenFigure
from lotdesign.result.compared import (
    CompareAnswer,
    ComparedCondition,
    ComparedMeasure,
    ComparedResult,
    ComparedRule,
    FigureChange,
    FigureVerdict,
)
from lotdesign.result.designs import list_result_routes
from lotdesign.result.figures import read_figure, write_decimal


def subtract_figures(value: WrittenFigure, base: WrittenFigure) -> WrittenFigure:
    """Return the value less the base, as exact as both are written; None where one is missing.

    Both are in the measure's own unit. Raises ValueError where one is no figure.
    """
    if value is None or base is None:
        return None
    if isinstance(value, int) and isinstance(base, int):
        return value - base
    return write_decimal(read_figure(value) - read_figure(base))


def judge_figure(sign: int, value: WrittenFigure, base: WrittenFigure) -> FigureVerdict:
    """Judge a value against a base; `sign` is 1 where less is better, 0 for no objective.

    Raises ValueError where one is no figure.
    """
    if value is None or base is None:
        return ""
    gain: Fraction = read_figure(value) - read_figure(base)
    if not gain:
        return "same"
    if not sign:
        return ""
    return "better" if gain * sign < 0 else "worse"


def is_better(measure: str, value: WrittenFigure, base: WrittenFigure) -> bool | None:
    """Tell whether a measure's figure is better than another; None where equal or unknown.

    Raises ValueError where one is no figure.
    """
    known = ALL_MEASURES.get(measure)
    verdict = judge_figure(0 if known is None else known.sign, value, base)
    return verdict == "better" if verdict in ("better", "worse") else None


def build_figure_change(
    name: str, unit: str, sign: int, before: WrittenFigure, after: WrittenFigure
) -> FigureChange:
    """Build the change of a figure."""
    return FigureChange(
        name=name,
        unit=unit,
        before=before,
        after=after,
        difference=subtract_figures(after, before),
        verdict=judge_figure(sign, after, before),
    )


def compare_results(
    given: Sequence[NamedResult], conditions: Iterable[MeasureCondition] = ()
) -> CompareAnswer:
    """Compare measures, rules, settings and conditions of results with those of the first.

    Raises ValueError where there is nothing to compare.
    """
    if not given:
        raise ValueError("give a result")
    return CompareAnswer(
        results=tuple(_build_compared(each) for each in given),
        measures=tuple(
            _build_measure_row(measure, given)
            for measure in ALL_MEASURES.values()
            if any(measure.name in each.result.measures for each in given)
        ),
        rules=_build_rule_rows(given),
        settings=compare_settings([each.result.scenario for each in given]),
        conditions=tuple(_build_condition_row(each, given) for each in conditions),
    )


def _build_compared(each: NamedResult) -> ComparedResult:
    result = each.result
    return ComparedResult(
        name=each.name,
        scenario=result.scenario,
        status=result.status,
        lots=each.lots,
        routes=list_result_routes(result),
        measures=result.measures,
        broken=each.broken,
        certified=result.certified,
        admissible=each.admissible,
    )


def _build_measure_row(
    measure: MeasureDescription, given: Sequence[NamedResult]
) -> ComparedMeasure:
    values = tuple(each.result.measures.get(measure.name) for each in given)
    base = values[0]
    known = [value for value in values if value is not None]
    return ComparedMeasure(
        measure=measure.name,
        unit=measure.unit,
        better=measure.better,
        values=values,
        differences=tuple(subtract_figures(value, base) for value in values),
        verdicts=tuple(judge_figure(measure.sign, value, base) for value in values),
        best=tuple(
            i
            for i, value in enumerate(values)
            if value is not None and not any(is_better(measure.name, k, value) for k in known)
        ),
    )


def _build_rule_rows(given: Sequence[NamedResult]) -> tuple[ComparedRule, ...]:
    """Build a row for every rule; without a design a rule is neither met nor broken."""
    known = [{rule.id: rule for rule in each.result.rules} for each in given]
    rows = []
    for id_ in dict.fromkeys(id_ for rules in known for id_ in rules):
        same_rule = [rules.get(id_) for rules in known]
        statuses = (
            None if rule is None or not (each.result.lots or rule.status == "off") else rule.status
            for rule, each in zip(same_rule, given, strict=True)
        )
        sentences = (None if rule is None else rule.sentence for rule in same_rule)
        rows.append(ComparedRule(id=id_, statuses=tuple(statuses), sentences=tuple(sentences)))
    return tuple(rows)


def _build_condition_row(
    condition: MeasureCondition, given: Sequence[NamedResult]
) -> ComparedCondition:
    return ComparedCondition(
        condition=condition.text,
        measure=condition.measure,
        holds=tuple(_is_condition_met(condition, each) for each in given),
        measured=tuple(each.result.measures.get(condition.measure) for each in given),
    )


def _is_condition_met(condition: MeasureCondition, each: NamedResult) -> bool:
    """Tell whether the condition holds of the figures as the result writes them."""
    if condition.measure == ADMISSIBLE:
        return each.admissible
    value = each.result.measures.get(condition.measure)
    return value is not None and condition.holds(read_figure(value))
