"""Units that too few providers can run."""

import pytest

from lotdesign.preflight.finding import PreflightFinding
from lotdesign.preflight.market import find_unserved_units
from tests.rules.office import DIVIDED, PROVIDERS, UNITS, Row, office, rule

NO_BIG = PROVIDERS[1:]
"""Nobody does supervised contact."""


def notes(*rules: Row, **tables: object) -> list[PreflightFinding]:
    """What is said of the office's units."""
    return list(find_unserved_units(office(*rules, **tables)))


def test_a_unit_that_nobody_can_run_is_a_warning() -> None:
    """No rule asks for bidders, so a design may still be admissible."""
    text = "W: no listed provider could run it, even alone."
    assert notes(providers=NO_BIG) == [PreflightFinding("warning", text)]


@pytest.mark.parametrize(
    "asked", [rule("bidders", min=1), rule("small_bidders", lots="all"), rule("award")]
)
def test_a_rule_that_asks_for_bidders_makes_it_impossible(asked: Row) -> None:
    """No lot with W could keep the rule, and it is named."""
    text = (
        "W: 0 providers could run it, 0 of them small; the rules ask for more. Out are "
        "Small: does not provide contact (services); Tiny: does not provide contact (services)."
    )
    assert notes(asked, providers=NO_BIG) == [PreflightFinding("impossible", text, (asked["id"],))]


def test_every_rule_that_asks_for_more_is_named() -> None:
    """Nobody is left for W; Y has Small, which is one bidder of two."""
    asked = [rule("bidders", min=2), rule("small_bidders", lots="all"), rule("award")]
    found = {note.text[0]: note.rules for note in notes(*asked, providers=NO_BIG)}
    assert found["W"] == ("bidders", "small_bidders", "award")
    assert found["Y"] == ("bidders",)


def test_too_few_bidders_are_as_bad_as_none() -> None:
    """Big alone does W, Big and Small do C and Y, all three A and B."""
    assert notes(rule("bidders", min=1)) == []
    (two,) = notes(rule("bidders", min=2))
    assert two.text.startswith("W: 1 provider could run it, 0 of them small")
    assert [note.text[0] for note in notes(rule("bidders", min=3))] == ["C", "Y", "W"]
    assert len(notes(rule("bidders", min=4))) == 5


def test_small_bidders_are_counted_for_every_lot_alone() -> None:
    """A share or a number of lots leaves room for W; as many small ones as needed count."""
    assert [n.text[0] for n in notes(rule("small_bidders", lots="all"))] == ["W"]
    assert notes(rule("small_bidders", lots=1)) == []
    assert notes(rule("small_bidders", share="99%")) == []
    needed = notes(rule("small_bidders", lots="all"), market={"small_needed": 2})
    assert [note.text[0] for note in needed] == ["C", "Y", "W"]


def test_the_smallest_lot_that_a_provider_takes_is_left_out() -> None:
    """W alone is too small for it, W with others may not be."""
    choosy = [PROVIDERS[0] | {"min_lot_value": 140_000}]
    assert notes(rule("award"), providers=choosy) == []


@pytest.mark.parametrize(("smallest", "served"), [(150_000, True), ("150000.01", False)])
def test_the_smallest_lot_counts_where_no_lot_with_the_unit_is_as_large(
    smallest: object, served: bool
) -> None:
    """All units together are worth £150,000."""
    found = notes(rule("award"), providers=[PROVIDERS[0] | {"min_lot_value": smallest}])
    assert (found == []) is served
    for note in found:
        assert note.text.endswith(
            "Out are Big: takes no lot under £150,000.01, and lots with it reach £150,000 "
            "(min_lot_value)."
        )


def test_the_smallest_lot_may_be_more_than_the_provider_can_take_on() -> None:
    """W's £50,000 is not, but nothing from £60,000 up to its £55,000 is left."""
    squeezed = [PROVIDERS[0] | {"min_lot_value": 60_000, "capacity": 55_000}]
    assert [note.level for note in notes(rule("award"), providers=squeezed)] == ["impossible"] * 5


@pytest.mark.parametrize(("turnover", "served"), [(100_000, True), (99_999.99, False)])
def test_what_a_lot_only_adds_to_counts(turnover: float, served: bool) -> None:
    """Twice the £50,000 of W must be turned over, in any lot that holds it."""
    one = [PROVIDERS[0] | {"annual_turnover": turnover}]
    assert (notes(rule("award"), providers=one) == []) is served


def test_a_part_can_be_run_where_the_whole_cannot() -> None:
    """Divided, W in Ash and in Bree is for a local provider, W in Combe is not."""
    local = [PROVIDERS[0] | {"localities": "ash;bree"}]
    tables: Row = {"units": [UNITS[4]], "providers": local}
    assert [note.text[:8] for note in notes(rule("award"), **tables)] == ["W: 0 pro"]
    (note,) = notes(rule("award"), **tables, divide=DIVIDED)
    assert note.text.startswith("W, Combe: 0 providers")


def test_rules_that_are_off_ask_for_nothing() -> None:
    """The warning stays."""
    (note,) = notes(rule("bidders", min=1, status="off"), providers=NO_BIG)
    assert (note.level, note.rules) == ("warning", ())


def test_without_providers_there_is_nothing_to_say() -> None:
    """The market is not looked at."""
    assert notes(providers=None) == []


def test_an_objective_that_needs_a_certificate_makes_it_impossible() -> None:
    """As with the award rule: without anybody for W no design is admissible."""
    (note,) = notes(providers=NO_BIG, objective=[{"measure": "largest_provider_share"}])
    assert note.level == "impossible"
    assert "0 of them small; an objective or a price asks who would win. Out are" in note.text
