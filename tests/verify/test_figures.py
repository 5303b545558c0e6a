"""Every single figure of a result, changed alone, is found."""

from typing import Any

import pytest

from lotdesign.app.api import solve
from lotdesign.verify.verify import verify_result
from tests.rules.office import loaded
from tests.verify.changes import Path, changed, leaves, others
from tests.verify.results import busy, busy_document

SCENARIO, RESULT = busy()
DUMP = RESULT.model_dump(mode="json", by_alias=True)
READ = {"scenario", "objective", "lots", "totals", "measures", "rules", "assumptions"}
"""The parts of a result that are worked out again."""


def _read(path: Path) -> bool:
    """Whether a change there is one that the checker sees.

    What a rule decides it cannot know, and a folder may be renamed.
    """
    return path[0] in READ and path[-1] != "effect" and path != ("scenario", "name")


CHANGES = [
    pytest.param(path, other, id=f"{'.'.join(map(str, path))}={str(other)[:12]}")
    for path, value in leaves(DUMP)
    if _read(path)
    for other in (("in_house", "prime") if path[-1] == "route" else others(value))
]


def test_an_untouched_result_has_no_fault() -> None:
    """Nothing is found in it, though much is looked at."""
    found = verify_result(SCENARIO, RESULT)
    assert (found.ok, found.faults) == (True, ())
    assert found.checks > 100


@pytest.mark.parametrize(("path", "other"), CHANGES)
def test_one_changed_figure_is_found(path: Path, other: Any) -> None:
    """A penny, a name or a flag that is not what the scenario gives."""
    found = verify_result(SCENARIO, changed(RESULT, path, other))
    assert not found.ok
    assert found.faults


def test_the_changes_reach_every_kind_of_figure() -> None:
    """The walk over the result has not lost any part that was meant to be changed."""
    walked = {step for path, _ in leaves(DUMP) if _read(path) for step in path}
    assert walked >= {
        *("sha256", "value", "optimum", "gross_pence", "paid_pence", "cost_pence", "id", "name"),
        *("market_value_pence", "whole_life_pence", "eligible", "eligible_small", "accessible"),
        *("award", "budget_pence", "promised_pence", "envelope_pence", "net_present_cost"),
        *("largest_provider_share", "status", "measured", "limit", "slack", "binding", "sentence"),
    }


def test_a_solved_result_has_no_fault() -> None:
    """What the solver finds, with its own fast figures, is right to the checker."""
    scenario = loaded(busy_document())
    result = solve(scenario, workers=1, context=False).result
    assert result.status == "optimal"
    assert result.verification.ok
    assert verify_result(scenario, result).ok
    assert verify_result(scenario, result).checks == result.verification.checks > 0


def test_figures_of_another_scenario_are_found() -> None:
    """A result belongs to one input, down to the last byte."""
    other = loaded(busy_document() | {"authority": {"name": "Elsewhere"}})
    (fault,) = verify_result(other, RESULT).faults
    assert fault.startswith("scenario sha256")
