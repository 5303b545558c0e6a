"""`change`: A and B share a contract today, as do C and Y; W has its own."""

from typing import Any

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules import office
from tests.rules.office import DIVIDED, PROVIDERS, UNITS, Row, faults, idle, rule, sentence

TODAY = ["k1", "k1", "k2", "k2", ""]
UNDER_CONTRACT: list[Row] = [
    row | {"contract": contract} for row, contract in zip(UNITS, TODAY, strict=True)
]


def change(most: object) -> Row:
    """The rule."""
    return rule("change", max_pairs=most)


def judged(tested: Row, *lots: str, **tables: Any) -> RuleFinding:
    """How a design stands to the rule when there are contracts today."""
    return office.judged(tested, *lots, units=UNDER_CONTRACT, providers=PROVIDERS, **tables)


@pytest.mark.parametrize(
    ("most", "text"),
    [
        (0, "No two units are joined or split compared with today's contracts."),
        (1, "At most 1 pair of units is joined or split compared with today's contracts."),
        (12, "At most 12 pairs of units are joined or split compared with today's contracts."),
    ],
)
def test_it_reads_as_a_sentence(most: int, text: str) -> None:
    """The number of pairs stands in the sentence."""
    assert sentence(change(most)) == text


@pytest.mark.parametrize(
    ("most", "lots", "found"),
    [
        (0, ("a b", "c y", "w"), RuleFinding(True, 0, 0, 0, "pairs")),
        (1, ("a", "b", "c y", "w"), RuleFinding(True, 1, 1, 0, "pairs")),
        (1, ("a", "b", "c", "y", "w"), RuleFinding(False, 2, 1, -1, "pairs")),
        (5, ("a b", "c y w"), RuleFinding(True, 2, 5, 3, "pairs")),
        # A-B and C-Y are split, A-C and B-Y joined.
        (3, ("a c", "b y", "w"), RuleFinding(False, 4, 3, -1, "pairs")),
        # Ten pairs in one lot, two of which share a contract today.
        (8, ("a b c y w",), RuleFinding(True, 8, 8, 0, "pairs")),
    ],
)
def test_joined_and_split_pairs_count(most: int, lots: tuple[str, ...], found: RuleFinding) -> None:
    """Either way is a change, and the bound is inclusive."""
    assert judged(change(most), *lots) == found


def test_parts_count_singly_and_share_their_units_contract() -> None:
    """W's three parts are together today: parting one changes two pairs."""
    assert judged(change(0), "a b", "c y", "w", divide=DIVIDED).met
    split = judged(change(0), "a b", "c y", "w@ash", "w@bree w@combe", divide=DIVIDED)
    assert split.measured == 2
    joined = judged(change(0), "a b w@ash", "c y", "w@bree w@combe", divide=DIVIDED)
    assert joined.measured == 4


def test_units_without_a_contract_stand_alone_today() -> None:
    """Joining two of them is a change."""
    assert office.judged(change(0), "a", "b", "c", "y", "w").met
    assert office.judged(change(0), "a b", "c", "y", "w").measured == 1


@pytest.mark.parametrize(("most", "why"), [(-1, "must be at least 0"), (1.5, "whole number")])
def test_a_number_that_cannot_be_is_refused(most: object, why: str) -> None:
    """Only whole numbers from 0."""
    assert why in faults(change(most))


def test_it_is_idle_when_every_pair_may_change() -> None:
    """Five units make ten pairs."""
    assert idle(change(10))
    assert not idle(change(9))
