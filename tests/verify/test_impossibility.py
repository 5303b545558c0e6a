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
    ],
)
def test_what_is_ruled_out(rules: list[Row], tables: Row, ruled_out: bool) -> None:
    """Each kind of proof, and the same a penny or a provider short of it."""
    assert is_ruled_out(office(*rules, **tables)) is ruled_out
