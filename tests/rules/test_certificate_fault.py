"""What makes an award no certificate, told by the rules that ask for one."""

from tests.rules.office import judged, rule

LOTS = ("a b c", "y", "w")


def test_a_lot_under_contract_that_goes_to_nobody_is_named() -> None:
    """Nobody wins the lot of Y, which is let as all lots are."""
    found = judged(rule("award"), *LOTS, award=["big", "", "big"])
    assert not found.met
    assert found.where == "the lot of Y goes to a provider that is not eligible"
