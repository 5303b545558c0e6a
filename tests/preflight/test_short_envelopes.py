"""Envelopes that no design can keep."""

import pytest

from lotdesign.preflight.rules import find_impossible_rules
from tests.rules.office import Row, office, rule


def notes(*rules: Row, **money: object) -> list[str]:
    """What is said of the office's envelopes; all of it is impossible."""
    found = list(find_impossible_rules(office(*rules, money=money)))
    assert {note.level for note in found} <= {"impossible"}
    return [note.text for note in found]


def envelope(annual: object, **parameters: object) -> Row:
    """The rule."""
    return rule("envelope", annual=annual, **parameters)


def test_a_short_envelope_is_told_with_its_figures() -> None:
    """Gross value of £150,000 and a penny less: the year, the least, what there is, the gap."""
    assert notes(envelope(149_999.99, on="gross")) == [
        "In year 1 all services must cost at least £150,000, with every saving by size and "
        "integration counted, and the envelope holds £149,999.99: £0.01 short."
    ]


def test_an_envelope_that_is_just_enough_is_not_short() -> None:
    """To the penny."""
    assert notes(envelope(150_000, on="gross")) == []


@pytest.mark.parametrize("on", ["paid", "cost"])
def test_rounding_is_left_to_the_solver(on: str) -> None:
    """Ten pence for five units might be rounded away; eleven cannot be."""
    assert notes(envelope(149_999.90, on=on)) == []
    (note,) = notes(envelope(149_999.89, on=on))
    assert "at least £149,999.90" in note
    assert note.endswith("£0.01 short.")


@pytest.mark.parametrize(("annual", "short"), [(119_999, True), (120_000, False)])
def test_the_largest_saving_by_size_is_counted(annual: int, short: bool) -> None:
    """At most 20 % of £150,000, even for lots too small to save that much."""
    scale = [{"value": 0, "saving": "1%"}, {"value": 999_999, "saving": "20%"}]
    assert bool(notes(envelope(annual), scale=scale)) == short


@pytest.mark.parametrize(("annual", "short"), [(149_699, True), (149_700, False)])
def test_integration_is_counted_in_every_locality(annual: int, short: bool) -> None:
    """£100 in each of three localities."""
    joined = [{"services": ["centre", "youth"], "annual": 100}]
    assert bool(notes(envelope(annual), integration=joined)) == short


def test_gross_value_is_not_saved_by_size() -> None:
    """Savings do not lower what is bought."""
    scale = [{"value": 0, "saving": "20%"}]
    assert notes(envelope(150_000, on="gross"), scale=scale) == []
    assert len(notes(envelope(149_999.99, on="gross"), scale=scale)) == 1


def test_the_worst_year_and_what_was_promised_are_told() -> None:
    """Year 2 is £3,000 short, £1,000 of it promised; year 1 is £2,000 short."""
    promised = [{"service": "youth", "first_year": 2, "annual": 1000, "found_by": "design"}]
    (note,) = notes(envelope(38_000, services=["youth"], on="gross"), promised=promised)
    assert note.startswith("In year 2 youth must cost at least £40,000")
    assert "holds £37,000 once £1,000 promised savings are taken off: £3,000 short." in note


def test_only_the_envelopes_own_services_count() -> None:
    """£60,000 for centres are enough, £100,000 for centres and youth work as well."""
    centres = envelope(60_000, services=["centre"], on="gross")
    both = envelope(99_999, services=["centre", "youth"], on="gross") | {"id": "both"}
    (note,) = notes(centres, both)
    assert "centre and youth must cost at least £100,000" in note


def test_a_rule_that_is_off_is_not_looked_at() -> None:
    """Nor is there anything to say without envelopes."""
    assert notes(envelope(1, status="off")) == []
    assert notes() == []


def test_the_note_names_its_rule() -> None:
    """So that a repair can turn it."""
    (note,) = find_impossible_rules(office(envelope(1)))
    assert (note.level, note.rules) == ("impossible", ("envelope",))
