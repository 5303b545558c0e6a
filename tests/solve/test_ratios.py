"""Shares whose whole differs between designs are made best as ratios."""

import pytest

from tests.fuzz.answers import WAYS
from tests.fuzz.small import disagreements
from tests.solve.loading import Doc

PROVIDER: Doc = {"services": "*", "localities": "*", "annual_turnover": "", "kind": "sme"}


@pytest.mark.parametrize("budgets", [(60, 60, 100), (60, 60, 200, 100), (100, 140, 60)])
def test_the_least_top_is_not_the_least_share(budgets: tuple[int, ...]) -> None:
    """The first unit shrinks while others grow, so lots apart are worth more than together.

    Who holds least of all may hold a larger share of it.
    """
    units = [
        {"id": name, "name": name, "service": name, "annual_budget": budget}
        for name, budget in zip("uvxz", budgets, strict=False)
    ]
    doc: Doc = {
        "schema": 1,
        "term": {"initial": 2},
        "money": {
            "uplift": "50%",
            "promised": [{"service": "u", "first_year": 2, "annual": 60}],
        },
        "units": units,
        "providers": [{"id": name, "name": name} | PROVIDER for name in ("p", "q")],
        "objective": [{"measure": "largest_provider_share"}],
    }
    assert disagreements(doc, WAYS) == []
