"""Scenarios from drawn or written documents, read the way that a user's file is read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.internal.conjecture.providers import CONSTANTS_CACHE, HypothesisProvider
from hypothesis.internal.constants_ast import Constants
from hypothesis.strategies import SearchStrategy

from lotdesign.input.load import load
from lotdesign.rules.registry import RULE_KINDS
from lotdesign.scenario.scenario import Scenario
from tests.strategies import to_toml
from tests.strategies.rules import DELIVERY

Doc = dict[str, Any]
Test = TypeVar("Test", bound=Callable[..., None])

DRAWABLE = tuple(kind for kind in RULE_KINDS if kind not in DELIVERY)
"""The kinds of rule that any scenario may hold; tests/registries.py says that all are drawn."""


def loaded(doc: Doc) -> Scenario:
    """The scenario of a document, by way of a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scenario.toml"
        path.write_text(to_toml(doc), encoding="utf-8")
        return load(path)


def examples(count: int) -> Callable[[Test], Test]:
    """So many examples, the same on every run."""
    steady: Callable[[Test], Test] = settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    return steady


@contextmanager
def without_local_constants() -> Iterator[None]:
    """Keep Hypothesis from drawing what stands in the modules of this tree that are loaded.

    Its draws would hang on them: other ones alone than after other tests, or after any edit.
    """
    CONSTANTS_CACHE.cache.clear()
    with patch.object(HypothesisProvider, "_local_constants", Constants()):
        yield
    CONSTANTS_CACHE.cache.clear()


def drawn(strategy: SearchStrategy[Doc], count: int, start: int) -> list[Doc]:
    """`count` documents, the same for the same `start`."""
    found: list[Doc] = []

    @seed(start)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def keep(doc: Doc) -> None:
        found.append(doc)

    with without_local_constants():
        keep()
    return found
