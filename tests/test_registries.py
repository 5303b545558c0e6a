"""Whoever forgets to add a kind of rule or a measure somewhere is told where, in one sentence."""

from dataclasses import replace
from typing import Any, ClassVar

import pytest

from lotdesign.app.cli.registry import COMMANDS
from lotdesign.measures.registry import MEASURES
from lotdesign.rules.registry import RULE_KINDS
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from tests.registries import (
    COMMAND_REGISTRIES,
    MEASURE_REGISTRIES,
    ROOT,
    RULE_REGISTRIES,
    Registry,
    find_declared_measures,
    find_gap,
    find_strays,
    find_unknown_lists,
)


def name_registry(registry: Registry) -> str:
    """A short id of a list: its file, and the name in it that is quoted first."""
    quoted = registry.add.split("`")[1:2]
    return " ".join((registry.file, *quoted))


EACH_RULE_REGISTRY = pytest.mark.parametrize("registry", RULE_REGISTRIES, ids=name_registry)
EACH_MEASURE_REGISTRY = pytest.mark.parametrize("registry", MEASURE_REGISTRIES, ids=name_registry)
EACH_COMMAND_REGISTRY = pytest.mark.parametrize("registry", COMMAND_REGISTRIES, ids=name_registry)


def check(gaps: list[str]) -> None:
    """Fails with the sentences alone."""
    if gaps:
        pytest.fail("\n".join(gaps), pytrace=False)


@EACH_RULE_REGISTRY
@pytest.mark.parametrize("kind", RULE_KINDS)
def test_a_list_knows_the_kind_of_rule(registry: Registry, kind: str) -> None:
    gap = find_gap(registry, "Rule kind", kind, RULE_KINDS[kind])
    check([gap] if gap else [])


@pytest.mark.parametrize(
    "registry", [each for each in RULE_REGISTRIES if "{name}" not in each.file], ids=name_registry
)
def test_a_list_knows_no_other_kind_of_rule(registry: Registry) -> None:
    check(find_strays(registry, "Rule kind", RULE_KINDS))


@EACH_MEASURE_REGISTRY
@pytest.mark.parametrize("name", find_declared_measures())
def test_a_list_knows_the_measure(registry: Registry, name: str) -> None:
    gap = find_gap(registry, "Measure", name, find_declared_measures()[name])
    check([gap] if gap else [])


@EACH_MEASURE_REGISTRY
def test_a_list_knows_no_other_measure(registry: Registry) -> None:
    check(find_strays(registry, "Measure", MEASURES))


@EACH_COMMAND_REGISTRY
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_shown_and_tested(registry: Registry, name: str) -> None:
    gap = find_gap(registry, "Command", name, None)
    check([gap] if gap else [])


def test_no_other_file_of_the_program_lists_kinds_or_measures() -> None:
    check(
        [
            gap
            for folder in ("lotdesign", "solver", "tui")
            for path in sorted((ROOT / folder).rglob("*.py"))
            for gap in find_unknown_lists(
                str(path.relative_to(ROOT)),
                path.read_text(encoding="utf-8"),
                (*RULE_KINDS, *MEASURES),
            )
        ]
    )


def test_every_number_of_a_rule_may_be_loosened() -> None:
    """Explanations, prices and the interface step what a kind declares to be relaxable.

    An envelope's blanket cut and its uplift say where its money comes from; its amount is stepped.
    """
    fixed = {
        f"{kind}.{name}"
        for kind, rule in RULE_KINDS.items()
        for name, key in rule.model_fields.items()
        if isinstance(key.json_schema_extra, dict)
        and {"x-unit", "minimum", "maximum"} & set(key.json_schema_extra)
        and name not in {each.name for each in rule.relaxable_parameters}
    }
    strange = fixed - {"envelope.cut", "envelope.uplift"}
    check([f"{each} is a number: add it to `relaxable_parameters`." for each in sorted(strange)])


class InventedLotRule(Rule):
    """A kind about one lot that nobody has registered."""

    structural: ClassVar = True

    def is_idle(self, scenario: Scenario) -> bool:
        """Said here so that an example of it is asked for."""
        return False


class InventedAwardRule(Rule):
    """A kind about awards that nobody has registered."""

    scope: ClassVar = "award"
    reads: ClassVar = frozenset({"providers", "prices"})


INVENTED_MEASURES = [
    replace(MEASURES["whole_life_cost"], name="invented", better="more"),
    replace(MEASURES["fewest_bidders"], name="invented", unit="metres"),
]


@EACH_RULE_REGISTRY
def test_a_forgotten_kind_is_told_in_one_sentence(registry: Registry) -> None:
    invented = (InventedLotRule, InventedAwardRule)
    gaps = {find_gap(registry, "Rule kind", "invented", kind) for kind in invented} - {""}
    file = registry.file.format(name="invented")
    assert gaps == {f"Rule kind invented is missing in {file}: {registry.add}."}


@EACH_MEASURE_REGISTRY
def test_a_forgotten_measure_is_told_in_one_sentence(registry: Registry) -> None:
    told = (find_gap(registry, "Measure", "invented", each) for each in INVENTED_MEASURES)
    assert set(told) - {""} == {f"Measure invented is missing in {registry.file}: {registry.add}."}


@EACH_COMMAND_REGISTRY
def test_a_forgotten_command_is_told_in_one_sentence(registry: Registry) -> None:
    said = find_gap(registry, "Command", "invented", None)
    assert said == f"Command invented is missing in {registry.file}: {registry.add}."


@pytest.mark.parametrize("registry", [*RULE_REGISTRIES, *MEASURE_REGISTRIES], ids=name_registry)
def test_what_is_not_declared_is_told(registry: Registry) -> None:
    """An entry that outlived its kind, and one that does not belong there."""
    other = replace(registry, entries=lambda: {"gone"}, needs=lambda declared: False)
    assert find_strays(other, "Rule kind", ["apart"]) == [
        f"Rule kind gone stands in {registry.file} and is not declared."
    ]
    declared: Any = InventedLotRule
    assert "does not belong there" in find_gap(other, "Rule kind", "gone", declared)


def test_the_files_of_the_lists_are_there() -> None:
    files = [each.file.format(name="apart") for each in (*RULE_REGISTRIES, *MEASURE_REGISTRIES)]
    assert [file for file in files if not (ROOT / file).exists()] == []


def test_a_new_list_in_the_program_is_told() -> None:
    source = 'KINDS = {"fixed": 1, "apart": 2, "together": 3}'
    (said,) = find_unknown_lists("lotdesign/new.py", source, RULE_KINDS)
    assert said.startswith("lotdesign/new.py:1 lists kinds or measures: derive the list")
    assert find_unknown_lists("tui/pictures/tray.py", source, RULE_KINDS) == []
    assert find_unknown_lists("lotdesign/new.py", 'KINDS = ("fixed", "apart")', RULE_KINDS) == []
