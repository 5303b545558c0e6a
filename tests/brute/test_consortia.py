"""Consortia, worked out by hand."""

from fractions import Fraction

import pytest

from tests.brute import assess, read, solve
from tests.brute.case import Row
from tests.brute.writing import consortium, provider, rule, scenario, unit

CERTIFICATE = rule("award")


def awarded(units: list[Row], providers: list[Row], *consortia: Row) -> list[str] | None:
    """The award of one lot a unit."""
    doc = scenario(units, providers, CERTIFICATE, consortium=list(consortia))
    return assess(doc, range(len(units))).award


def test_members_join_footprints_turnover_and_capacity() -> None:
    """One does centres in Ash for up to 60, the other youth in Bree for up to 50: 100 together."""
    first = provider("q1", services="centre", localities="ash", annual_turnover=120, capacity=60)
    second = provider("q2", services="youth", localities="bree", annual_turnover=80, capacity=50)
    units = [unit("a", 50, locality="ash"), unit("y", 50, "youth", locality="bree")]
    places = [{"id": name, "name": name} for name in ("ash", "bree")]
    doc = scenario(
        units,
        [first, second],
        CERTIFICATE,
        localities=places,
        consortium=[consortium("c", "q1 q2")],
    )
    found = assess(doc, (0, 0))
    assert (found.award, found.admissible) == (["c"], True)
    assert (found.figures[0].eligible, found.figures[0].eligible_consortia) == ([], ["c"])
    assert found.measures["fewest_bidders"] == 0  # a consortium is no bidder of its own
    doc["providers"][1]["annual_turnover"] = "79.99"  # 2 x 100 > 120 + 79.99
    assert assess(doc, (0, 0)).award is None


def test_an_award_uses_up_each_member_by_its_share() -> None:
    """60 and 40 of capacity carry 100 as 60 to 40, but not half and half."""
    rows = [provider("q1", capacity=60), provider("q2", capacity=40)]
    assert awarded([unit("a", 100)], rows, consortium("c", "q1 q2", "60% 40%")) == ["c"]
    assert awarded([unit("a", 100)], rows, consortium("c", "q1 q2")) is None


def test_a_member_has_its_own_lots_and_all_its_consortia_to_carry() -> None:
    """Half of 80 and half of 60 are 70 for q2, which it can do; a lot of 10 more it cannot."""
    rows = [provider("q1", capacity=40), provider("q2", capacity=70), provider("q3", capacity=30)]
    both = [consortium("c1", "q1 q2"), consortium("c2", "q2 q3")]
    units = [unit("a", 80), unit("b", 60)]
    assert awarded(units, rows, *both) == ["c1", "c2"]
    units.append(unit("c", 10))
    assert awarded(units, rows, *both) is None
    rows[1]["capacity"] = 80
    assert awarded(units, rows, *both) == ["c1", "c2", "q2"]


def test_staff_by_share_and_lots_in_full() -> None:
    """Half of 3 people is 1.5; one lot of a consortium is one lot for each member."""
    rows = [provider("q1", tupe_limit=1.5), provider("q2", tupe_limit=1.5)]
    joint = consortium("c", "q1 q2")
    assert awarded([unit("a", 1, tupe_fte=3)], rows, joint) == ["c"]
    rows[0] |= {"tupe_limit": 1, "max_lots": 9}
    rows[1] |= {"tupe_limit": 2}
    assert awarded([unit("a", 1, tupe_fte=3)], rows, joint) is None
    limited = [provider("q1", max_lots=1), provider("q2", max_lots=1)]
    assert awarded([unit("a", 1), unit("b", 1)], limited, joint) == ["q1", "q2"]
    assert awarded([unit("a", 1), unit("b", 1), unit("c", 1)], limited, joint) is None


def test_a_blank_of_any_member_is_no_limit_for_the_consortium() -> None:
    """Nor is a least lot value, unless every member has one; then the least of them."""
    rows = [provider("q1", capacity=10), provider("q2"), provider("q3", capacity=20)]
    rows[0] |= {"min_lot_value": 5, "annual_turnover": 100}
    rows[2] |= {"min_lot_value": 7, "annual_turnover": 50}
    joint = [consortium("c1", "q1 q2"), consortium("c2", "q1 q3")]
    *_, first, second = read(scenario([unit("a", 1)], rows, consortium=joint)).providers or ()
    assert (first.capacity, first.turnover, first.min_value) == (None, None, None)
    assert (second.capacity, second.turnover, second.min_value) == (3_000, 15_000, 500)


@pytest.mark.parametrize(("value", "holds"), [(40, True), ("40.01", False)])
def test_a_limited_member_limits_the_consortium_beside_a_blank(value: object, holds: bool) -> None:
    """A quarter of 40 is all the 10 that q1 can take on, whatever q2 could do."""
    rows = [provider("q1", capacity=10), provider("q2", services="youth")]
    joint = [consortium("c", "q1 q2", "25% 75%")]
    doc = scenario([unit("a", value)], rows, CERTIFICATE, consortium=joint)
    assert assess(doc, (0,)).admissible is holds


def test_prices_and_smallness_follow_the_members() -> None:
    """60% of 90 and 40% of 100 is 94; small only when all members are."""
    rows = [provider("q1", price=90), provider("q2", kind="national")]
    joint = [consortium("c", "q1 q2", "60% 40%")]
    doc = scenario([unit("a", 100)], rows, consortium=joint)
    consortium_of_both = (read(doc).providers or ())[-1]
    assert (consortium_of_both.price, consortium_of_both.small) == (Fraction(94, 100), False)
    assert assess(doc, (0,), ["c"]).figures[0].paid == (9_400,)
    doc["providers"][1]["kind"] = "vcse"
    assert (read(doc).providers or ())[-1].small


def test_a_consortium_is_a_provider_of_its_own_among_winners() -> None:
    """Three winners of a third each, though q1 is in two of them."""
    rows = [provider("q1"), provider("q2")]
    winners = rule("award", min_winners=3, max_share="33.4%")
    units = [unit(name, 100) for name in "abc"]
    doc = scenario(units, rows, winners, consortium=[consortium("c", "q1 q2")])
    answer = solve(doc)
    assert (answer.status, answer.award) == ("optimal", ["q1", "q2", "c"])


def test_copies_of_a_counted_provider_can_join() -> None:
    """By the name of the copy, not of all."""
    rows = [provider("p", count=2), provider("q")]
    doc = scenario([unit("a", 1)], rows, consortium=[consortium("c", "p-2 q")])
    assert (read(doc).providers or ())[-1].members == ((1, Fraction(1, 2)), (2, Fraction(1, 2)))
    doc["consortium"][0]["members"][0] = "p"
    with pytest.raises(ValueError, match="listed members"):
        read(doc)


@pytest.mark.parametrize(
    ("members", "shares"),
    [("q1", "100%"), ("q1 q1", "50% 50%"), ("q1 q9", "50% 50%"), ("q1 c", "50% 50%")],
)
def test_members_are_two_listed_providers_or_more(members: str, shares: str) -> None:
    """One alone, one twice, an unknown one and a consortium are faults."""
    rows = [provider("q1"), provider("q2")]
    joint = [consortium("c", "q1 q2"), consortium("d", members, shares)]
    with pytest.raises(ValueError, match="listed members"):
        read(scenario([unit("a", 1)], rows, consortium=joint))


@pytest.mark.parametrize("shares", ["50%", "50% 49%", "33.3% 66.6%", "50% 25% 25%"])
def test_shares_make_up_the_whole(shares: str) -> None:
    """One for each member, 100% together."""
    rows = [provider("q1"), provider("q2")]
    with pytest.raises(ValueError, match="share for each member"):
        read(scenario([unit("a", 1)], rows, consortium=[consortium("c", "q1 q2", shares)]))
