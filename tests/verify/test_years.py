"""The years of a lot that a result states are worked out again."""

import pytest

from lotdesign.app import api
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.verify import verify_result
from tests.rules.office import office

LATE = {"initial": 2, "service": [{"services": ["youth"], "initial": 2, "first_year": 2}]}


def solved(**tables: object) -> tuple[Scenario, Result]:
    """The office's best design."""
    scenario = office(providers=None, **tables)
    return scenario, api.solve(scenario, context=False).result


def stating(result: Result, **years: int | None) -> Result:
    """The result with other years of its last lot."""
    *others, last = result.lots
    return result.model_copy(update={"lots": (*others, last.model_copy(update=years))})


@pytest.mark.parametrize(
    ("years", "right"),
    [({}, True), ({"first_year": 3}, False), ({"last_year": None}, False)],
)
def test_years_of_lots_are_checked_where_they_differ(
    years: dict[str, int | None], right: bool
) -> None:
    scenario, result = solved(term=LATE)
    assert {(lot.first_year, lot.last_year) for lot in result.lots} <= {(1, 2), (1, 3), (2, 3)}
    assert verify_result(scenario, stating(result, **years)).ok is right


def test_years_are_left_out_where_everything_is_bought_in_all(tmp_path: object) -> None:
    scenario, result = solved()
    assert {(lot.first_year, lot.last_year) for lot in result.lots} == {(None, None)}
    assert "first_year" not in result.model_dump(mode="json")["lots"][0]
    assert not verify_result(scenario, stating(result, first_year=1, last_year=2)).ok
