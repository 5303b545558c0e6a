"""What every kind of rule must come with."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from lotdesign.rules.registry import RULE_KINDS
from lotdesign.scenario.rule import AWARD_SCOPES, Rule
from tests.rules.office import DIVIDED, doc, faults, loaded
from tests.verify.broken import EXAMPLES

EACH_KIND = pytest.mark.parametrize("kind", list(RULE_KINDS))
EACH_EXAMPLE = pytest.mark.parametrize("kind", list(EXAMPLES))
"""The kinds with an example: tests/registries.py asks for one of each."""


def test_the_registry_holds_the_kinds_that_the_papers_need() -> None:
    """The walk below has something to walk over."""
    assert {"envelope", "lot_count", "contiguous", "small_bidders", "award"} <= set(RULE_KINDS)


@EACH_KIND
def test_a_kind_is_called_after_its_module(kind: str) -> None:
    """`kind` tells the classes apart, so it has one value, the module's name."""
    assert RULE_KINDS[kind].model_fields["kind"].default == kind
    assert RULE_KINDS[kind].__module__ == f"lotdesign.rules.{kind}"


@EACH_EXAMPLE
def test_a_kind_has_an_example_that_the_checker_must_catch(kind: str) -> None:
    """A design that breaks it, of which the checker tests make a result."""
    assert EXAMPLES[kind].tested["kind"] == kind
    assert (EXAMPLES[kind].good, EXAMPLES[kind].good_award) != (
        EXAMPLES[kind].bad,
        EXAMPLES[kind].bad_award,
    )


@EACH_KIND
def test_what_may_be_turned_is_a_parameter(kind: str) -> None:
    """Every parameter names a documented field of the rule and a positive step."""
    for parameter in RULE_KINDS[kind].relaxable_parameters:
        field = RULE_KINDS[kind].model_fields[parameter.name]
        assert field.description
        assert parameter.name not in Rule.model_fields
        assert parameter.step > 0


@EACH_KIND
def test_a_kind_says_itself_judges_and_declares(kind: str) -> None:
    """Sentence and judge are its own, the class and all its parameters are described."""
    found = RULE_KINDS[kind]
    assert found.write_sentence is not Rule.write_sentence
    assert found.judge is not Rule.judge
    assert found.__doc__
    assert all(f.description for name, f in found.model_fields.items() if name != "kind")
    assert found.scope not in AWARD_SCOPES or "providers" in found.reads


@EACH_EXAMPLE
def test_a_sentence_is_one(kind: str) -> None:
    """It starts with a capital or a name and ends in its only full stop."""
    scenario = loaded(doc(EXAMPLES[kind].tested, **EXAMPLES[kind].tables))
    (said,) = (each.write_sentence(scenario) for each in scenario.rules)
    assert said[0].isupper()
    assert said.endswith(".")
    assert ". " not in said
    assert "None" not in said


@EACH_KIND
def test_a_kind_declares_what_its_constraints_do(kind: str) -> None:
    """Pruning for a monotone rule, rows for one about lots together, a filter for any other."""
    rule, module = RULE_KINDS[kind], import_module(f"solver.constraints.{kind}")
    assert hasattr(module, "prune_growth") == rule.monotone
    assert hasattr(module, "filter_candidates") == (rule.scope != "design" or rule.monotone)
    assert hasattr(module, "add_coupling_rows") == (rule.scope == "design")
    assert hasattr(module, "add_award_rows") == (rule.scope == "award")


@EACH_KIND
def test_a_structural_kind_has_nothing_to_relax(kind: str) -> None:
    """Structural rules decide which designs are listed, so that no number may change them."""
    rule = RULE_KINDS[kind]
    assert not (rule.structural and rule.relaxable_parameters)
    assert not (rule.structural and (rule.scope != "lot" or rule.reads - {"neighbours"}))
    assert rule.is_band <= ({"min", "max"} == {each.name for each in rule.relaxable_parameters})


@EACH_EXAMPLE
def test_a_kind_limits_an_amount_in_both_words_or_in_neither(kind: str) -> None:
    """Which amount is counted, and its limit in each year."""
    scenario = loaded(doc(EXAMPLES[kind].tested, **EXAMPLES[kind].tables))
    (rule,) = scenario.rules
    limits = rule.compute_yearly_limits(scenario)
    assert (limits is None) == (rule.counted_amount is None)
    assert limits is None or len(limits) == scenario.years
    assert rule.is_budget <= (limits is not None)


@pytest.mark.parametrize(
    "kind", [kind for kind in EXAMPLES if "units" in RULE_KINDS[kind].model_fields]
)
def test_a_unit_and_a_part_of_it_are_not_named_in_one_list(kind: str) -> None:
    """The unit stands for all its parts, in every kind that names units."""
    tables = EXAMPLES[kind].tables | {"divide": DIVIDED}
    both = faults(EXAMPLES[kind].tested | {"units": ["w", "w@ash"]}, **tables)
    assert "'w@ash' is a part of 'w'; name the unit or its parts, not both" in both
    assert faults(EXAMPLES[kind].tested | {"units": ["w@bree", "w@ash"]}, **tables) == ""


FORMULATIONS = ("lotdesign/rules", "solver/constraints", "lotdesign/app/bench")
"""Where a module states kinds of rule in a model of its own."""


def test_no_other_module_asks_which_kind_a_rule_is() -> None:
    """What it needs to know of a kind is declared on the rule's class."""
    root = Path(__file__).parents[2]
    classes = {found.__name__ for found in RULE_KINDS.values()}
    asking = [
        f"{path.relative_to(root)}:{node.lineno}"
        for folder in ("lotdesign", "solver", "tui")
        for path in (root / folder).rglob("*.py")
        if not str(path.relative_to(root)).startswith(FORMULATIONS)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", "") in ("isinstance", "issubclass")
            and classes & {each.id for each in ast.walk(node.args[1]) if isinstance(each, ast.Name)}
        )
        or (
            isinstance(node, ast.Compare)
            and ast.unparse(node.left) == "rule.kind"
            and set(RULE_KINDS) & {c.value for c in node.comparators if isinstance(c, ast.Constant)}
        )
    ]
    assert asking == []
