"""Results with bound certificates, and what the checker says of one that was changed."""

from collections.abc import Iterator
from functools import cache

from lotdesign.app import api
from lotdesign.input.load import load
from lotdesign.result.bound_certificate import BoundNode, NodeDuals
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.bound_certificate import check_bound_certificate
from lotdesign.verify.tally import VerificationTally
from tests.cli.run import ROOT
from tests.verify.changes import Path


@cache
def example(name: str) -> tuple[Scenario, Result]:
    """A shipped example and its best design with a bound certificate."""
    scenario = load(ROOT / "examples" / name)
    return scenario, certified(scenario)


def certified(scenario: Scenario) -> Result:
    """The best design of a scenario with a bound certificate, if it has one."""
    return api.certify(scenario, api.solve(scenario, context=False).result)


def refusals(scenario: Scenario, result: Result) -> list[str]:
    """What is wrong with the bound certificate of a result."""
    tally = VerificationTally()
    check_bound_certificate(scenario, result, tally)
    return tally.faults


def list_duals(result: Result) -> Iterator[tuple[Path, NodeDuals]]:
    """The duals of every node with the way to them, in JSON."""
    assert result.bound_certificate is not None
    for c, claim in enumerate(result.bound_certificate.claims):
        for n, numbers in enumerate(claim.numbers):
            way: Path = ("bound_certificate", "claims", c, "numbers", n, "node")
            if numbers.node is not None:
                yield from _list_below(numbers.node, way)


def _list_below(node: BoundNode, way: Path) -> Iterator[tuple[Path, NodeDuals]]:
    if node.duals is not None:
        yield (*way, "duals"), node.duals
    for side, below in (("together", node.together), ("apart", node.apart)):
        if below is not None:
            yield from _list_below(below, (*way, side))
