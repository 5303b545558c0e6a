"""`route`, and what takes part in the rules about the market."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import DIVIDED, Row, faults, idle, judged, rule, sentence

ROUTES: Row = {"in_house": {"annual_management": 1000}, "prime": {"fee": "4%"}}


def route(how: str, *units: str) -> Row:
    """The rule."""
    return rule("route", units=list(units), route=how)


def found(tested: Row, *lots: str, **tables: object) -> RuleFinding:
    """How a design of the office stands to a rule where every route is offered."""
    return judged(tested, *lots, routes=ROUTES, **tables)


@pytest.mark.parametrize(
    ("tested", "text"),
    [
        (route("in_house", "a"), "A is delivered by the council itself, with all that shares its"),
        (
            route("prime", "a", "y"),
            "A and Y are delivered inside another contract, for a fee, with",
        ),
        (route("external", "w"), "W is delivered by a provider under a contract of its own, with"),
    ],
)
def test_it_reads_as_a_sentence(tested: Row, text: str) -> None:
    """Who delivers, and that it goes for whole lots."""
    assert sentence(tested, routes=ROUTES).startswith(text)


@pytest.mark.parametrize(
    ("lots", "expected"),
    [
        (("a b/in_house", "c y/in_house", "w"), RuleFinding(True)),
        (("a y b/in_house", "c", "w/prime"), RuleFinding(True)),
        (("a b/in_house", "c y", "w"), RuleFinding(False, where="the lot of C")),
        (("a b/prime", "c y/in_house", "w"), RuleFinding(False, where="the lot of A")),
    ],
)
def test_every_lot_with_a_unit_goes_that_way(lots: tuple[str, ...], expected: RuleFinding) -> None:
    """Whatever else is in it; the first lot that does not is named."""
    assert found(route("in_house", "a", "y"), *lots) == expected


def test_a_divided_unit_stands_for_all_its_parts() -> None:
    whole = route("in_house", "w")
    lots = ("a b c y", "w@ash w@bree/in_house")
    assert found(whole, *lots, "w@combe/in_house", divide=DIVIDED).met
    assert found(whole, *lots, "w@combe", divide=DIVIDED).where == "the lot of W, Combe"


def test_where_there_is_no_other_way_it_is_idle() -> None:
    """All lots are external without [routes]."""
    assert idle(route("external", "a"))
    assert not idle(route("external", "a"), routes=ROUTES)


def test_a_route_that_nobody_offers_is_refused() -> None:
    """A rule that is off may wait for it."""
    said = faults(route("prime", "a"), routes={"in_house": ROUTES["in_house"]})
    assert said.endswith(
        "rule route, route: 'prime': nobody offers this route; "
        "write what it costs under [routes.prime]"
    )
    assert not faults(route("prime", "a") | {"status": "off"})
    assert "did you mean 'in_house'?" in faults(route("inhouse", "a"), routes=ROUTES)


HOUSE = ("a b c/in_house", "y/prime", "w")
SMALL = ("small", "", "")
NONE = ("a b c/in_house", "y/prime", "w/in_house")


@pytest.mark.parametrize(
    ("tested", "lots", "met"),
    [
        (rule("bidders", min=2), HOUSE, False),
        (rule("bidders", min=1), HOUSE, True),
        (rule("bidders", min=9), NONE, True),
        (rule("small_bidders", lots="all"), ("a b c", "y", "w/in_house"), True),
        (rule("small_bidders", lots="all"), HOUSE, False),
        (rule("small_bidders", lots="all"), NONE, True),
        (rule("small_bidders", share="100%"), ("a b c", "y", "w/in_house"), True),
        (rule("small_bidders", share="100%"), NONE, True),
        (rule("small_bidders", lots=1), NONE, False),
        (rule("reserved", min=1), NONE, False),
    ],
)
def test_lots_that_are_not_external_take_no_part_in_the_market(
    tested: Row, lots: tuple[str, ...], met: bool
) -> None:
    """Without any external lot a share and "all" are met, a number is not."""
    assert found(tested, *lots).met is met


@pytest.mark.parametrize(
    ("tested", "lots", "award", "met"),
    [
        (rule("award", max_share="60%"), HOUSE, ("", "", "big"), False),
        (rule("award"), HOUSE, ("", "", "big"), True),
        (rule("award"), HOUSE, ("small", "", "big"), False),
        (rule("award"), HOUSE, ("", "", ""), False),
        (rule("award", max_share="1%"), NONE, ("", "", ""), True),
        (rule("award", min_winners=1), NONE, ("", "", ""), False),
        (rule("small_award", min_share="100%"), NONE, ("", "", ""), True),
        (rule("small_award", min_lots=1), NONE, ("", "", ""), False),
        (rule("small_award", min_share="90%"), ("a b c", *HOUSE[1:2], "w/prime"), SMALL, True),
    ],
)
def test_an_award_is_of_external_lots_alone(
    tested: Row, lots: tuple[str, ...], award: tuple[str, ...], met: bool
) -> None:
    """Each of them has a winner and no other lot has one; shares are of what is let."""
    assert found(tested, *lots, award=award).met is met
