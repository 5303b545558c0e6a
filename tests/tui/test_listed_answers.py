"""Answers that are looked up in the list of all designs pass the check as any other result does."""

import pytest

from lotdesign.app import api
from lotdesign.preflight.run import run_preflight
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from tests.cli.run import ROOT
from tests.tui.drive import BEDFORDSHIRE, TINY
from tui.worker.enumerated_answers import (
    DesignListCache,
    add_comparisons,
    build_best_result,
    check_result,
    list_best_by_lot_count,
)
from tui.worker.jobs import _compare_reference_designs

EXAMPLE = ROOT / "examples" / "central-bedfordshire"


def look_up(cache: DesignListCache, scenario: Scenario) -> list[Result]:
    """The results that are shown one after the other, each as it would be written to a file."""
    answer = cache.answer(scenario)
    assert answer is not None
    notes = run_preflight(scenario)
    first = check_result(scenario, build_best_result(scenario, answer), notes)
    ladder = list_best_by_lot_count(scenario, answer)
    comparisons = _compare_reference_designs(scenario, ladder)
    return [first, add_comparisons(scenario, first, ladder, comparisons)]


@pytest.mark.parametrize("path", [TINY, BEDFORDSHIRE, BEDFORDSHIRE / "too-much.toml", EXAMPLE])
def test_what_is_looked_up_is_verified(path: object) -> None:
    """Also where arithmetic rules every design out, and rules that nothing can break."""
    scenario = api.load(str(path))
    for result in look_up(DesignListCache(), scenario):
        assert result.verification.ok, result.verification.faults
        assert api.verify(scenario, result).ok
        assert result.verification.checks > 10


def test_a_loosened_threshold_is_judged_by_itself_and_not_by_the_one_before() -> None:
    """The list keeps evaluations from request to request; the rules of each request are its own."""
    cache, path = DesignListCache(), str(EXAMPLE / "too-much.toml")
    assert look_up(cache, api.load(path))[1].status == "infeasible"
    loosened = api.load(path, ("envelope-youth.annual=474362.04",))
    result = look_up(cache, loosened)[1]
    assert result.status == "optimal"
    assert result.admissible
    assert api.verify(loosened, result).ok
