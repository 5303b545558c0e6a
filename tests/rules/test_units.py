"""Every unit in which a rule or a measure counts is known, and results and reports can write it."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, get_args

import pytest

from lotdesign.measures.base import MeasureUnit
from lotdesign.report.amounts import format_to_last_place, format_with_unit
from lotdesign.result.figures import read_figure, write_figure
from lotdesign.rules.registry import RULE_KINDS
from lotdesign.scenario.figure_units import COUNTED_UNITS, RuleUnit
from tests.rules.office import office
from tests.verify.broken import EXAMPLES
from tests.verify.results import honest

SHOWN: tuple[Callable[[Any, str], str], ...] = (format_with_unit, format_to_last_place)
KNOWN: tuple[str, ...] = get_args(RuleUnit)
WHERE = (
    "add it to `CountedUnit` in lotdesign/scenario/figure_units.py where it counts whole things, "
    "else to `WholeUnit` or `RuleUnit` there"
)


def list_units(kind: str) -> set[str]:
    """The units of its parameters, and of how its example's two designs stand to it."""
    example = EXAMPLES[kind]
    scenario = office(example.tested, **example.tables)
    results = (
        honest(scenario, *example.good, award=example.good_award, without=example.good_without),
        honest(scenario, *example.bad, award=example.bad_award),
    )
    declared = {each.unit for each in RULE_KINDS[kind].relaxable_parameters}
    return declared | {rule.unit for result in results for rule in result.rules}


def find_unknown_units(who: str, units: Iterable[str]) -> list[str]:
    """A sentence on each unit that is none."""
    return [f"{who} counts in {unit!r}: {WHERE}." for unit in sorted(set(units) - set(KNOWN))]


def find_unwritten(unit: str) -> list[str]:
    """A sentence on each part of the program that cannot write a figure in the unit."""
    missing = []
    for show in SHOWN:
        if unit and show(2, unit) == show(2, ""):
            missing.append(
                f"`{show.__name__}` in lotdesign/report/amounts.py shows {unit!r} as a bare number:"
                f" say there how it is shown, or {WHERE.partition(', else')[0]}."
            )
    if read_figure(write_figure(Fraction(2), unit) or 0) != 2:
        missing.append(f"`write_figure` in lotdesign/result/figures.py loses {unit!r}.")
    return missing


@pytest.mark.parametrize("kind", [kind for kind in RULE_KINDS if kind in EXAMPLES])
def test_the_units_of_a_kind_are_known(kind: str) -> None:
    """tests/test_registries.py asks for the example of a kind that has none."""
    assert find_unknown_units(f"Rule kind {kind}", list_units(kind)) == []


def test_the_units_of_measures_are_among_them() -> None:
    assert find_unknown_units("A measure", get_args(MeasureUnit)) == []


@pytest.mark.parametrize("unit", KNOWN)
def test_a_figure_in_each_unit_is_written(unit: str) -> None:
    """With its unit in words, and without loss."""
    assert find_unwritten(unit) == []


@pytest.mark.parametrize("unit", sorted(COUNTED_UNITS))
def test_what_is_counted_is_whole_and_has_one_and_many(unit: str) -> None:
    assert write_figure(Fraction(7, 2), unit) == 4
    assert format_with_unit(2, unit) == f"2 {unit}"
    assert format_with_unit(1, unit) == f"1 {unit.removesuffix('s')}"


def test_an_unknown_unit_is_told_in_one_sentence() -> None:
    (said,) = find_unknown_units("Rule kind shifts", {"lots", "hours"})
    assert said.startswith("Rule kind shifts counts in 'hours': add it to `CountedUnit` in ")
    assert [each.partition(":")[0] for each in find_unwritten("hours")] == [
        "`format_with_unit` in lotdesign/report/amounts.py shows 'hours' as a bare number",
        "`format_to_last_place` in lotdesign/report/amounts.py shows 'hours' as a bare number",
    ]
