"""The functions that a kind of rule may define are listed where a developer looks for them."""

import ast
import inspect
import re

import pytest

import solver.constraints
from lotdesign.rules.registry import RULE_KINDS
from solver.constraints import registry
from solver.constraints.registry import load_constraint_module

LISTED = {
    name: tuple(parameters.split(", "))
    for name, parameters in re.findall(
        r"^`(\w+)\((.*)\) -> .*`$", solver.constraints.__doc__ or "", re.MULTILINE
    )
}
"""Name -> the names of its parameters, as the page of the package says."""


def find_sought(source: str) -> set[str]:
    """What a module takes from `load_constraint_module(...)`, called `module` where it is kept."""
    return {
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and ast.unparse(node.value).startswith(("load_constraint_module(", "module"))
    }


def test_every_function_that_is_looked_for_is_listed() -> None:
    """And no other: nobody would call it."""
    sought = find_sought(inspect.getsource(registry))
    assert len(sought) > 5
    assert sought == set(LISTED), "say in solver/constraints/__init__.py what registry.py calls"


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_a_kind_defines_them_as_they_are_listed(kind: str) -> None:
    """At least one, with these parameters, as registry.py passes them by place."""
    module = load_constraint_module(kind)
    own = {
        name: tuple(inspect.signature(function).parameters)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and name in LISTED
    }
    assert own == {name: LISTED[name] for name in own}
    assert own, f"solver/constraints/{kind}.py defines none of {sorted(LISTED)}"


def test_a_function_that_is_not_listed_is_noticed() -> None:
    source = "module = load_constraint_module(k)\nmodule.bound(1)\nload_constraint_module(k).cut(2)"
    assert find_sought(source) == {"bound", "cut"}
