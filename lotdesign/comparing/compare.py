"""Several results side by side."""

from collections.abc import Iterable, Sequence

from lotdesign.comparing.asked import setting_rows
from lotdesign.comparing.figures import difference, is_better, verdict
from lotdesign.comparing.given import Given
from lotdesign.condition import ADMISSIBLE, Condition
from lotdesign.measures.base import Measure
from lotdesign.measures.registry import MEASURES
from lotdesign.result.compared import (
    Compared,
    ConditionRow,
    MeasureRow,
    RuleRow,
    SideBySide,
)
from lotdesign.result.drawn import routes_in
from lotdesign.result.figures import number


def compare(given: Sequence[Given], conditions: Iterable[Condition] = ()) -> SideBySide:
    """Measures with their differences from the first, rules, settings that differ, conditions.

    Raises ValueError where there is nothing to compare.
    """
    if not given:
        raise ValueError("give a result")
    return SideBySide(
        results=tuple(_compared(each) for each in given),
        measures=tuple(
            _measure(measure, given)
            for measure in MEASURES.values()
            if any(measure.name in each.result.measures for each in given)
        ),
        rules=_rules(given),
        settings=setting_rows([each.result.scenario for each in given]),
        conditions=tuple(_condition(each, given) for each in conditions),
    )


def _compared(each: Given) -> Compared:
    result = each.result
    return Compared(
        name=each.name,
        scenario=result.scenario,
        status=result.status,
        lots=each.lots,
        routes=routes_in(result),
        measures=result.measures,
        broken=each.broken,
        certified=result.certified,
        admissible=each.admissible,
    )


def _measure(measure: Measure, given: Sequence[Given]) -> MeasureRow:
    values = tuple(each.result.measures.get(measure.name) for each in given)
    base = values[0]
    known = [value for value in values if value is not None]
    return MeasureRow(
        measure=measure.name,
        unit=measure.unit,
        better=measure.better,
        values=values,
        differences=tuple(difference(value, base) for value in values),
        verdicts=tuple(verdict(measure.sign, value, base) for value in values),
        best=tuple(
            i
            for i, value in enumerate(values)
            if value is not None and not any(is_better(measure.name, k, value) for k in known)
        ),
    )


def _rules(given: Sequence[Given]) -> tuple[RuleRow, ...]:
    """Every rule; of a result without a design no rule is met or broken."""
    known = [{rule.id: rule for rule in each.result.rules} for each in given]
    rows = []
    for id_ in dict.fromkeys(id_ for rules in known for id_ in rules):
        found = [rules.get(id_) for rules in known]
        statuses = (
            None if rule is None or not (each.result.lots or rule.status == "off") else rule.status
            for rule, each in zip(found, given, strict=True)
        )
        sentences = (None if rule is None else rule.sentence for rule in found)
        rows.append(RuleRow(id=id_, statuses=tuple(statuses), sentences=tuple(sentences)))
    return tuple(rows)


def _condition(condition: Condition, given: Sequence[Given]) -> ConditionRow:
    return ConditionRow(
        condition=condition.text,
        measure=condition.measure,
        holds=tuple(_holds(condition, each) for each in given),
        measured=tuple(each.result.measures.get(condition.measure) for each in given),
    )


def _holds(condition: Condition, each: Given) -> bool:
    """Whether the condition holds of the figures as the result writes them."""
    if condition.measure == ADMISSIBLE:
        return each.admissible
    value = each.result.measures.get(condition.measure)
    return value is not None and condition.holds(number(value))
