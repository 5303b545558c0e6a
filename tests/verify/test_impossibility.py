"""A result that arithmetic is said to rule out is worked out again."""

import pytest

from lotdesign.verify.impossibility import is_ruled_out
from lotdesign.verify.verify import verify_result
from solver.run import solve_scenario
from solver.solve_context import RunOptions
from tests.rules.office import PROVIDERS, Row, office, rule

POOR = rule("lot_value", min="150000.01")
"""All units together are worth £150,000."""


def test_the_proof_is_worked_out_again() -> None:
    """Arithmetic alone is named, no engine is asked, and the checker agrees."""
    scenario = office(POOR)
    result = solve_scenario(scenario, RunOptions())
    assert (result.status, result.proved_by) == ("infeasible", ("pre-flight arithmetic",))
    assert (result.engine.name, result.engine.versions) == ("", {})
    assert result.verification.ok
    assert verify_result(scenario, result) == result.verification


def test_a_wrong_proof_is_a_fault() -> None:
    """The same result, said of a scenario that has designs."""
    result = solve_scenario(office(POOR), RunOptions(), compare=False)
    possible = office(rule("lot_value", min=150_000))
    found = verify_result(possible, result)
    assert "proved by arithmetic, and worked out again it rules nothing out" in found.faults


@pytest.mark.parametrize(
    ("rules", "tables", "ruled_out"),
    [
        ([rule("lot_value", max="49999.99")], {}, True),
        ([rule("lot_value", max=50_000)], {}, False),
        ([rule("lot_value", min=80_000, max=120_000)], {}, True),
        ([rule("lot_value", min=75_000, max=120_000)], {}, True),
        ([rule("lot_value", min=70_000, max=120_000)], {}, False),
        ([rule("bidders", min=4)], {}, True),
        ([rule("bidders", min=1)], {}, False),
        ([rule("award")], {"providers": [PROVIDERS[0] | {"capacity": 149_999}]}, True),
        ([rule("award")], {"providers": [PROVIDERS[0] | {"capacity": 150_000}]}, False),
        ([rule("together", units=["a", "y"]), rule("separate", service="youth")], {}, True),
        ([rule("envelope", annual=1)], {}, True),
        ([rule("lot_count", max=1)], {}, False),
    ],
)
def test_what_is_ruled_out(rules: list[Row], tables: Row, ruled_out: bool) -> None:
    """Each kind of proof, and the same a penny or a provider short of it."""
    assert is_ruled_out(office(*rules, **tables)) is ruled_out


ONE_YEAR: Row = {"term": {"initial": 2, "service": [{"services": ["youth"], "initial": 1}]}}
"""Youth work, £40,000, is bought in the first year alone."""


def ask_of_big(least: int) -> Row:
    """Only Big is there, and wants lots of at least so many pounds a year."""
    return {"providers": [PROVIDERS[0] | {"min_lot_value": least}]}


@pytest.mark.parametrize(
    ("rules", "tables", "ruled_out"),
    [
        ([rule("lot_size", max=2), rule("bidders", min=1)], ask_of_big(60_000), False),
        ([rule("lot_size", max=2), rule("bidders", min=1)], ask_of_big(70_000), True),
        ([rule("lot_size", max=2), rule("bidders", min=1)], ask_of_big(60_000) | ONE_YEAR, False),
        ([rule("separate", service="youth"), rule("lot_value", min=40_000)], ONE_YEAR, False),
        ([rule("separate", service="youth"), rule("lot_value", min=40_001)], ONE_YEAR, True),
    ],
)
def test_the_most_that_lots_may_be_worth(rules: list[Row], tables: Row, ruled_out: bool) -> None:
    """A, £10,000, makes £60,000 with the largest unit; a lot's value is that of its best year."""
    assert is_ruled_out(office(*rules, **tables)) is ruled_out
