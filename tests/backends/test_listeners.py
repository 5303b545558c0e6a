"""What a listener raises comes out of the solve: HiGHS itself loses what its callbacks raise."""

from typing import NoReturn

import pytest

from lotdesign.app.bench.peers.assignment.solve import solve_assignment_with_highs
from solver.backends.base import Engine, SolveRequest
from solver.backends.cp_sat import CpSatEngine
from solver.backends.highs import HighsEngine
from tests.backends.models import drawn
from tests.benchmarks.test_peers import SECONDS, case, plain

CASE = drawn(7, "pence")


class FullDisk(Exception):
    """What a listener that keeps a log might raise."""


def fail(*told: object) -> NoReturn:
    """A listener that cannot go on."""
    raise FullDisk


@pytest.mark.parametrize("engine", [CpSatEngine(), HighsEngine()], ids=lambda engine: engine.name)
def test_an_engine_raises_what_its_listener_raised(engine: Engine) -> None:
    """And can be asked again."""
    request = SolveRequest(CASE.model, CASE.form)
    assert engine.solve(request).status == "optimal"
    with pytest.raises(FullDisk):
        engine.solve(SolveRequest(CASE.model, CASE.form, listener=fail))
    assert engine.solve(request).status == "optimal"


def test_a_peer_raises_what_its_listener_raised() -> None:
    """Otherwise a benchmark would go on with a row that was never kept."""
    scenario = case(plain, 0, "whole_life_cost").scenario
    with pytest.raises(FullDisk):
        solve_assignment_with_highs(scenario, SECONDS, fail)
