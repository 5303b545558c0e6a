"""Awards in every corner: prices, consortia, copies and withdrawals against listing."""

from copy import deepcopy
from random import Random

import pytest

from solver.awards import combinatorial_benders as vetting
from solver.awards import depth_first_search as handout
from tests.fuzz.answers import USUAL, answer
from tests.fuzz.small import by_listing
from tests.solve.loading import Doc, drawn, loaded
from tests.strategies import scenarios

KINDS = ("award", "small_award", "withdrawal", "envelope", "saving", "lot_value", "lot_count")


def agree(doc: Doc) -> None:
    """Status, design, award and optima."""
    found, expected = answer(loaded(doc), USUAL), by_listing(doc)
    assert (found.status, found.lots, found.award, found.optima) == (
        expected.status,
        expected.lots,
        expected.award,
        expected.optima,
    )


@pytest.mark.parametrize("start", range(6))
def test_awards_are_those_of_listing(start: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With plain search cut off early, and with the award carried by the model from the start."""
    monkeypatch.setattr(handout, "MOST_AWARD_SEARCH_STEPS", (300, 0, 5)[start % 3])
    monkeypatch.setattr(vetting, "MOST_BENDERS_CUTS", (60, 0)[start % 2])
    strategy = scenarios(
        kinds=KINDS, units=(2, 5), prices=start % 3 > 0 or None, consortia=None, areas=None
    )
    for doc in drawn(strategy, 20, start=8000 + start):
        agree(doc)


@pytest.mark.parametrize("start", range(4))
def test_copies_as_numbers_give_the_awards_of_names(
    start: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two or three copies each, with so little room that numbers alone would mislead."""
    monkeypatch.setattr(handout, "MOST_AWARD_SEARCH_STEPS", (300, 0)[start % 2])
    monkeypatch.setattr(vetting, "MOST_BENDERS_CUTS", (1000, 2)[start // 2])
    kinds = ("award", "small_award", "lot_value", "lot_count", "withdrawal")
    for at, doc in enumerate(
        drawn(scenarios(kinds=kinds, units=(3, 5), prices=True), 10, start=8100 + start)
    ):
        agree(_with_copies(doc, Random(f"{start} {at}")))


def _with_copies(doc: Doc, random: Random) -> Doc:
    """The scenario with its first two providers doubled or trebled, and short of capacity."""
    doc = deepcopy(doc)
    total = sum(
        float(str(unit["annual_budget"]).strip("£").replace(",", "")) for unit in doc["units"]
    )
    doc["providers"] = doc["providers"][:2]
    for row in doc["providers"]:
        free = {"services": "*", "localities": "*", "annual_turnover": "", "min_lot_value": ""}
        row.update(free, count=random.choice((2, 3)), price=random.choice((90, 100, 105)))
        row["capacity"] = max(1, int(total / random.choice((2, 3, 4))))
    for unit in doc["units"]:
        unit.pop("provider", None)
    for rule in doc.get("rule", []):
        if rule["kind"] == "withdrawal":
            rule["providers"] = "any"
    return doc
