"""What every kind of rule asks of lots and models, against texts that were checked by hand.

`WRITE_GOLDENS=1 pytest tests/constraints` writes them anew; read the difference before keeping it.
"""

import os
from pathlib import Path

import pytest

from lotdesign.rules.registry import RULE_KINDS
from solver.constraints.registry import load_constraint_module
from tests.constraints.as_text import as_text
from tests.constraints.town import town
from tests.constraints.variants import VARIANTS, Variant
from tests.solve.loading import loaded

GOLDEN = Path(__file__).parent / "golden"


def rendered(kind: str) -> str:
    """All variants of a kind, one after the other."""
    return "\n".join(f"== {name}\n{_body(kind, v)}" for name, v in VARIANTS[kind].items())


def _body(kind: str, variant: Variant) -> str:
    scenario = loaded(town({"kind": kind} | variant.rule, variant.changes))
    (rule,) = scenario.rules
    said = "".join(f"{key} = {value}\n" for key, value in variant.rule.items())
    return said + as_text(scenario, rule)


@pytest.mark.parametrize("kind", VARIANTS)
def test_the_limits_of_a_kind_are_those_of_its_golden_text(kind: str) -> None:
    """Shape, admitted lots and rows are as they were when somebody worked them out by hand."""
    path = GOLDEN / f"{kind}.txt"
    if os.environ.get("WRITE_GOLDENS"):
        path.write_text(rendered(kind), encoding="utf-8")
        pytest.skip(f"{path.name} is written; read it")
    assert rendered(kind) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_limits_define_something(kind: str) -> None:
    """A kind whose limits neither admit nor tie would be ignored by the solver."""
    assert {"filter_candidates", "add_coupling_rows", "add_award_rows"} & set(
        vars(load_constraint_module(kind))
    )
