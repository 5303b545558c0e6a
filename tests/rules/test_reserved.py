"""`reserved`."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import DIVIDED, PROVIDERS, UNITS, Row, faults, idle, judged, rule, sentence

MUTUAL: Row = PROVIDERS[1] | {"kind": "mutual"}
"""Centres and youth work, up to £70,000 a year."""
MARKET = [PROVIDERS[0], MUTUAL, PROVIDERS[2]]
LOTS = ("a b", "c", "y", "w")
"""The mutual can carry all but W."""


def reserved(least: object) -> Row:
    """The rule."""
    return rule("reserved", min=least)


@pytest.mark.parametrize(
    ("least", "term", "text"),
    [
        (
            1,
            {"initial": 5},
            "At least 1 lot could be reserved for a mutual: "
            "one is eligible and the term, extensions counted, is at most 5 years.",
        ),
        (
            2,
            {"initial": 5, "extensions": [1, 1]},
            "At least 2 lots could be reserved for a mutual: "
            "one is eligible and the term, extensions counted, is at most 5 years, "
            "but a term of 7 years is longer than the 5 that a reservation allows.",
        ),
    ],
)
def test_it_reads_as_a_sentence(least: int, term: Row, text: str) -> None:
    """A term that allows no reservation is told at once."""
    assert sentence(reserved(least), term=term) == text


@pytest.mark.parametrize(
    ("least", "lots", "found"),
    [
        (3, LOTS, RuleFinding(True, 3, 3, 0, "lots")),
        (4, LOTS, RuleFinding(False, 3, 4, -1, "lots")),
        (1, ("a b c y", "w"), RuleFinding(False, 0, 1, -1, "lots")),  # £100,000 are too much
        (0, ("a b c y w",), RuleFinding(True, 0, 0, 0, "lots")),
    ],
)
def test_lots_with_an_eligible_mutual_count(
    least: int, lots: tuple[str, ...], found: RuleFinding
) -> None:
    """The bound is inclusive."""
    assert judged(reserved(least), *lots, providers=MARKET) == found


@pytest.mark.parametrize(
    ("kind", "count"), [("mutual", 3), ("vcse", 0), ("school", 0), ("sme", 0), ("council", 0)]
)
def test_other_small_providers_do_not_count(kind: str, count: int) -> None:
    """A reservation is for mutuals alone."""
    market = [PROVIDERS[0], MUTUAL | {"kind": kind}, PROVIDERS[2]]
    assert judged(reserved(1), *LOTS, providers=market).measured == count


def test_a_mutual_counts_however_large_it_is() -> None:
    """Whether it is small is another question."""
    market = [MUTUAL | {"annual_turnover": 90_000_000, "services": "*"}]
    found = judged(reserved(4), *LOTS, providers=market, market={"small": {"max_turnover": 1}})
    assert found.is_binding


def test_two_mutuals_make_a_lot_no_more_than_one() -> None:
    """Lots are counted, not mutuals."""
    market = [MUTUAL, MUTUAL | {"id": "other"}]
    assert judged(reserved(3), *LOTS, providers=market).measured == 3


@pytest.mark.parametrize(
    ("term", "count"),
    [({"initial": 5}, 3), ({"initial": 3, "extensions": [1, 1]}, 3), ({"initial": 6}, 0)],
)
def test_a_term_of_five_years_is_the_longest(term: Row, count: int) -> None:
    """Extensions are counted."""
    assert judged(reserved(1), *LOTS, providers=MARKET, term=term).measured == count


def test_a_longer_term_is_told_in_place_of_a_lot() -> None:
    """5+1+1 years, whoever is eligible."""
    found = judged(reserved(2), *LOTS, providers=MARKET, term={"initial": 5, "extensions": [1, 1]})
    where = "a term of 7 years, longer than the 5 that a reservation allows"
    assert found == RuleFinding(False, 0, 2, -2, "lots", where)


def test_parts_of_a_divided_unit_count_as_the_lots_that_hold_them() -> None:
    """Contact in Ash and in Bree is for a local mutual, all of it at once is not."""
    local = [MUTUAL | {"services": "contact", "localities": "ash;bree"}]
    tables: Row = {"units": UNITS, "providers": local, "divide": DIVIDED}
    assert judged(reserved(2), "a b c y", "w@ash", "w@bree", "w@combe", **tables).is_binding
    assert judged(reserved(1), "a b c y", "w", **tables).measured == 0


@pytest.mark.parametrize(("least", "why"), [(-1, "must be at least 0"), ("most", "whole number")])
def test_a_number_that_cannot_be_is_refused(least: object, why: str) -> None:
    """Only whole numbers from 0."""
    assert why in faults(reserved(least))


def test_it_needs_a_table_of_providers() -> None:
    """Without providers the rule is an input error, unless it is off."""
    assert "needs a table of providers" in faults(reserved(1), providers=None)
    assert not faults(reserved(1) | {"status": "off"}, providers=None)


def test_it_is_idle_when_it_asks_for_no_lot() -> None:
    """Even where the term allows none."""
    assert idle(reserved(0), term={"initial": 9})
    assert not idle(reserved(1))
