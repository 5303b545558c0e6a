"""Numbers of lots that values, parts and providers rule out."""

import pytest

from lotdesign.preflight.finding import PreflightFinding
from lotdesign.preflight.lot_numbers import (
    find_contradicting_lot_counts,
    find_ruled_out_numbers,
    find_uncut_parts,
)
from tests.rules.office import PROVIDERS, UNITS, Row, office, rule

SIZE = rule("lot_value", max=60_000) | {"id": "size"}
APART = rule("separate", service="youth") | {"id": "youth-alone"}


def capped(*lots: int) -> list[Row]:
    """Big, Small and Tiny with so many lots at most."""
    return [row | {"max_lots": most} for row, most in zip(PROVIDERS, lots, strict=True)]


def counted(*rules: Row, **tables: object) -> list[PreflightFinding]:
    """What is said of the number of lots."""
    return list(find_contradicting_lot_counts(office(*rules, **tables)))


def test_values_ask_for_more_lots_than_a_rule_leaves_room_for() -> None:
    """£150,000 in lots of £60,000 at most are three."""
    text = (
        "Rule size asks for at least 3 lots, as £150,000 a year is bought, no lot with more than "
        "£60,000 a year, and rule few leaves room for 2 at most."
    )
    few = rule("lot_count", max=2) | {"id": "few"}
    assert counted(SIZE, few) == [PreflightFinding("impossible", text, ("size", "few"))]
    assert counted(SIZE, few | {"max": 3}) == []


def test_what_parts_ask_for_adds_up() -> None:
    """£40,000 of youth work alone, and £110,000 of the rest in two lots: three; 75,000 two."""
    few = rule("lot_count", max=2) | {"id": "few"}
    (found,) = counted(SIZE | {"max": 75_000}, APART, few)
    assert found.text.startswith(
        "Rules size and youth-alone ask for at least 3 lots, as £150,000 a year is bought in 2 "
        "parts that share no lots, no lot with more than £75,000 a year, and rule few leaves"
    )
    assert counted(SIZE | {"max": 75_000}, few) == []


def test_providers_may_win_too_few_lots() -> None:
    """Their limits are named, and the rule that asks for winners."""
    (found,) = counted(SIZE, rule("award"), providers=capped(1, 1, 1)[:2])
    assert found.rules == ("size", "award")
    assert found.text.endswith(
        "the providers leave room for 2 at most: max_lots lets Big 1 and Small 1 win, and no more."
    )
    assert counted(SIZE, rule("award"), providers=capped(1, 1, 1)) == []
    assert counted(SIZE, providers=capped(1, 1, 1)[:2]) == []


def test_a_provider_that_does_none_of_it_adds_no_room() -> None:
    """Tiny does centres in Ash and Bree, and none of C, Y and W."""
    three = rule("award"), rule("lot_size", max=1)
    (found,) = counted(*three, units=UNITS[2:], providers=capped(1, 1, 9))
    assert "max_lots lets Big 1 and Small 1 win" in found.text
    assert counted(*three, units=UNITS[2:], providers=capped(1, 2, 9)) == []


def test_a_part_whose_lots_are_too_large_or_too_small() -> None:
    """£150,000: one lot is too much, two hold too little."""
    band = rule("lot_value", min=80_000, max=120_000) | {"id": "band"}
    text = (
        "A, B, C and 2 more cannot be cut into lots: worth £150,000 a year, they need at least 2 "
        "lots by rule band (no lot with more than £120,000 a year), and at most 1 by rule band (no "
        "lot with less than £80,000 a year)."
    )
    found = list(find_uncut_parts(office(band)))
    assert found == [PreflightFinding("impossible", text, ("band",))]
    assert list(find_uncut_parts(office(band | {"min": 75_000}))) == []
    assert counted(band) == [], "it is told of the part"


@pytest.mark.parametrize("most", [3, 5])
def test_balance_rules_out_every_number(most: int) -> None:
    """From two lots of £75,000 on W is no tenth part off with others, and one lot is ruled out."""
    alike = rule("balance", measure="value", tolerance="5%") | {"id": "alike"}
    many = rule("lot_count", min=3, max=most) | {"id": "many"}
    scenario = office(alike, many, rule("together", units=["y", "w"]))
    (found,) = find_ruled_out_numbers(scenario)
    assert found.text.startswith(
        f"No number of lots from 3 to {most} is right: with 3 lots rule alike"
    )
    assert "W come to £90,000 a year" in found.text
    assert "alike" in found.rules
    assert list(find_ruled_out_numbers(office(alike, many | {"min": 1}))) == []


def test_without_a_rule_on_the_number_nothing_is_tried() -> None:
    """Other bands do not depend on it."""
    assert list(find_ruled_out_numbers(office(SIZE))) == []
