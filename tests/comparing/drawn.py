"""Designs of the tiny example, drawn at random and judged."""

from functools import cache

from hypothesis import strategies as st

import lotdesign as ld
from lotdesign.comparing.inputs import NamedResult
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from tests.cli.run import ROOT

TINY = ROOT / "examples" / "tiny"
UNITS = 6


@cache
def tiny() -> Scenario:
    """The example."""
    return ld.load(TINY)


@cache
def judged(labels: tuple[int, ...]) -> Result:
    """The design in which units of one label share a lot."""
    units = [unit.id for unit in tiny().units]
    lots = [[u for u, own in zip(units, labels, strict=True) if own == k] for k in set(labels)]
    return ld.evaluate(tiny(), design=lots).result


def designs(name: str) -> st.SearchStrategy[NamedResult]:
    """Any design, called by a name."""
    labels = st.tuples(*(st.integers(0, 3) for _ in range(UNITS)))
    return labels.map(lambda each: NamedResult(name, judged(each)))
