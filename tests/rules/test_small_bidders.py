"""`small_bidders`."""

from fractions import Fraction

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import Row, faults, idle, judged, rule, sentence, unit

LOTS = ("a b", "c", "y", "w")
"""£30,000 (Small and Tiny), £30,000 (Small), £40,000 (Small), £50,000 (nobody small)."""


def small(**parameters: object) -> Row:
    """The rule."""
    return rule("small_bidders", **parameters)


@pytest.mark.parametrize(
    ("parameters", "market", "text"),
    [
        ({"lots": "all"}, {}, "For every lot at least 1 small provider can bid."),
        (
            {"lots": 2},
            {"small_needed": 3},
            "For at least 2 lots at least 3 small providers can bid.",
        ),
        (
            {"share": "30%"},
            {},
            "For lots that hold at least 30% of all value at least 1 small provider can bid.",
        ),
    ],
)
def test_it_reads_as_a_sentence(parameters: Row, market: Row, text: str) -> None:
    """Each of its three forms has a sentence, with the providers needed."""
    assert sentence(small(**parameters), market=market) == text


@pytest.mark.parametrize(
    ("least", "needed", "found"),
    [
        (3, 1, RuleFinding(True, 3, 3, 0, "lots")),
        (4, 1, RuleFinding(False, 3, 4, -1, "lots")),
        (1, 2, RuleFinding(True, 1, 1, 0, "lots")),
        (2, 2, RuleFinding(False, 1, 2, -1, "lots")),
    ],
)
def test_a_number_of_lots_is_counted(least: int, needed: int, found: RuleFinding) -> None:
    """A lot counts when as many small providers as needed are eligible."""
    assert judged(small(lots=least), *LOTS, market={"small_needed": needed}) == found


@pytest.mark.parametrize(
    ("share", "met", "slack"),
    [
        ("60%", True, Fraction(1, 15)),
        ("66.6667%", False, Fraction(-1, 3_000_000)),  # a little more than two thirds
    ],
)
def test_a_share_of_value_is_measured_exactly(share: str, met: bool, slack: Fraction) -> None:
    """£100,000 of £150,000 is accessible: 2/3."""
    found = judged(small(share=share), *LOTS)
    assert found == RuleFinding(met, Fraction(2, 3), Fraction(2, 3) - slack, slack, "share")


def test_a_share_is_inclusive() -> None:
    """£75,000 of £150,000 meet one half."""
    units = [unit("a", "centre", 75_000), unit("w", "contact", 75_000)]
    one: Row = {
        "id": "p",
        "name": "P",
        "services": "centre",
        "localities": "*",
        "annual_turnover": "",
        "kind": "vcse",
    }
    found = judged(small(share="50%"), "a", "w", units=units, providers=[one])
    assert found == RuleFinding(True, Fraction(1, 2), Fraction(1, 2), 0, "share")


@pytest.mark.parametrize(
    ("lots", "needed", "found"),
    [
        (LOTS, 1, RuleFinding(False, 0, 1, -1, "providers", "the lot of W")),
        (LOTS, 2, RuleFinding(False, 0, 2, -2, "providers", "the lot of W")),
        (("a b c w", "y"), 1, RuleFinding(False, 0, 1, -1, "providers", "the lot of A")),
    ],
)
def test_all_means_every_lot(lots: tuple[str, ...], needed: int, found: RuleFinding) -> None:
    """The first lot with the fewest small bidders is named."""
    assert judged(small(lots="all"), *lots, market={"small_needed": needed}) == found


def test_all_is_met_where_every_lot_has_enough() -> None:
    """One mutual that does everything makes every lot accessible."""
    wide = {"id": "p", "name": "P", "services": "*", "localities": "*", "kind": "mutual"}
    found = judged(small(lots="all"), *LOTS, providers=[wide | {"annual_turnover": ""}])
    assert found == RuleFinding(True, 1, 1, 0, "providers", "the lot of A")


def test_nothing_of_nothing_meets_a_share() -> None:
    """Without any value the share is met, the number of lots is not."""
    units = [unit("w", "contact", 0)]
    providers = [
        {
            "id": "n",
            "name": "N",
            "services": "*",
            "localities": "*",
            "annual_turnover": "",
            "kind": "national",
        }
    ]
    tables: Row = {"units": units, "providers": providers}
    assert judged(small(share="100%"), "w", **tables) == RuleFinding(True, unit="share")
    assert not judged(small(lots=1), "w", **tables).met


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"lots": 1, "share": "10%"}, "give one of lots and share"),
        ({}, "give one of lots and share"),
        ({"lots": -1}, "lots must be at least 0"),
        ({"lots": "most"}, 'write "all" or a number of lots'),
        ({"share": "101%"}, "must be from 0% to 100%"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(parameters: Row, why: str) -> None:
    """It takes lots or a share, not both and not neither."""
    assert why in faults(small(**parameters))


@pytest.mark.parametrize(
    ("parameters", "never"),
    [
        ({"lots": 0}, True),
        ({"share": 0}, True),
        ({"lots": 1}, False),
        ({"lots": "all"}, False),
        ({"share": "0.01%"}, False),
    ],
)
def test_it_is_idle_when_it_asks_for_nothing(parameters: Row, never: bool) -> None:
    """No lots, or no share."""
    assert idle(small(**parameters)) is never
