"""Reservations, small awards and withdrawals, worked out by hand."""

import pytest

from tests.brute import assess, solve
from tests.brute.case import Row
from tests.brute.writing import consortium, provider, rule, scenario, unit

APART = (0, 1)
LOTS = [unit("a", 100), unit("b", 300)]


def holds(providers: list[Row], *rules: Row, units: list[Row] = LOTS, **tables: object) -> bool:
    """Whether one lot a unit is admissible."""
    return assess(scenario(units, providers, *rules, **tables), APART).admissible


@pytest.mark.parametrize(("least", "years", "met"), [(1, 5, True), (2, 5, False), (1, 6, False)])
def test_reserved_lots_are_short_and_open_to_a_mutual(least: int, years: int, met: bool) -> None:
    """A mutual can do lot a alone; extensions count towards the five years."""
    rows = [provider("m", kind="mutual", capacity=100), provider("p")]
    term = {"initial": 4, "extensions": [years - 4]}
    assert holds(rows, rule("reserved", min=least), term=term) is met


def test_a_consortium_of_mutuals_is_no_mutual() -> None:
    """Only a single provider of that kind reserves a lot."""
    rows = [provider("m1", kind="mutual", capacity=60), provider("m2", kind="mutual", capacity=60)]
    joint = [consortium("c", "m1 m2")]
    assert not holds(rows, rule("reserved", min=1), consortium=joint)


@pytest.mark.parametrize(
    ("parameters", "met"),
    [
        ({"min_lots": 1}, True),
        ({"min_lots": 2}, False),
        ({"min_share": "75%"}, True),
        ({"min_share": 0.76}, False),
    ],
)
def test_small_providers_hold_a_number_or_a_share(parameters: Row, met: bool) -> None:
    """The small one has room for one of the two lots: 300 of 400."""
    rows = [provider("big", kind="national"), provider("small", max_lots=1)]
    assert holds(rows, rule("small_award", **parameters)) is met


def test_the_certificate_keeps_award_and_small_award_at_once() -> None:
    """Small takes b for its 75%; with at most 70% for anybody there is no award left."""
    rows = [provider("big", kind="national"), provider("small", max_lots=1)]
    small, most = rule("small_award", min_share="75%"), rule("award", max_share="75%")
    doc = scenario(LOTS, rows, small, most)
    assert assess(doc, APART).award == ["big", "small"]
    doc["rule"][1]["max_share"] = "74.99%"
    found = assess(doc, APART)
    assert (found.certified, found.broken) == (False, ["small_award", "award"])


def test_a_share_of_nothing_is_met_and_a_number_is_not() -> None:
    """Two lots without money and nobody small."""
    rows, units = [provider("big", kind="national")], [unit("a", 0), unit("b", 0)]
    assert holds(rows, rule("small_award", min_share="50%"), units=units)
    assert not holds(rows, rule("small_award", min_lots=1), units=units)


def test_small_consortia_count_among_small_winners() -> None:
    """Each of two small firms can do half of lot b, the national one anything."""
    rows = [provider(name, capacity=150) for name in ("q1", "q2")]
    rows.append(provider("big", kind="national"))
    share = rule("small_award", min_share="75%")
    assert not holds(rows, share)
    assert holds(rows, share, consortium=[consortium("c", "q1 q2")])


def test_anybody_can_be_spared_or_not() -> None:
    """Lot b is for p1 and p2 only; p3 does lot a alone."""
    rows = [provider("p1"), provider("p2"), provider("p3", capacity=100)]
    assert holds(rows, rule("withdrawal", providers="any"))
    assert not holds(rows[::2], rule("withdrawal", providers="any"))
    assert holds(rows[::2], rule("withdrawal", providers=["p3"]))
    assert not holds(rows[::2], rule("withdrawal", providers=["p3", "p1"]))


def test_of_a_counted_provider_one_copy_leaves() -> None:
    """Two copies hold a lot each at most: one of them cannot do without the other, three can."""
    single = rule("withdrawal", providers=["p"])
    assert not holds([provider("p", count=2, max_lots=1)], single)
    assert holds([provider("p", count=3, max_lots=1)], single)
    assert holds([provider("p", count=3, max_lots=1)], rule("withdrawal", providers="any"))
    assert not holds([provider("p")], single)


def test_a_member_takes_its_consortium_along() -> None:
    """q1 alone is too small for b: the consortium goes with it, and with q2."""
    rows = [provider("q1", capacity=200), provider("q2", capacity=200)]
    joint = [consortium("c", "q1 q2")]
    assert holds(rows, rule("award"), consortium=joint)
    assert not holds(rows, rule("withdrawal", providers=["q1"]), consortium=joint)


def test_the_copy_that_leaves_may_be_the_one_in_a_consortium() -> None:
    """Lot b takes half of p-2 and of q, which leaves p-2 the 100 of lot a; p-1 cannot do b."""
    rows = [provider("p", count=2, capacity=250), provider("q", capacity=150)]
    joint = [consortium("c", "p-2 q")]
    assert holds(rows, rule("withdrawal", providers=["p-1"]), consortium=joint)
    assert not holds(rows, rule("withdrawal", providers=["p-2"]), consortium=joint)
    assert not holds(rows, rule("withdrawal", providers=["p"]), consortium=joint)
    assert not holds(rows, rule("withdrawal", providers="any"), consortium=joint)


def test_the_rules_of_awards_hold_without_the_one_that_leaves() -> None:
    """Three providers, nobody above 75%: without one, two are left for two lots."""
    rows = [provider("p1"), provider("p2"), provider("p3")]
    away, most = rule("withdrawal", providers="any"), rule("award", max_share="75%")
    assert holds(rows, away, most)
    assert not holds(rows[:2], away, most)


def test_with_prices_the_money_rules_hold_without_it_too() -> None:
    """400 at 90 is 360; without p1 at 100, 400: within 400, not within 399.99."""
    rows = [provider("p1", price=90), provider("p2")]
    away = rule("withdrawal", providers=["p1"])
    assert holds(rows, away, rule("envelope", annual=400))
    assert not holds(rows, away, rule("envelope", annual="399.99"))
    assert holds(rows, rule("envelope", annual="399.99"))
    # Today's costs 400 at 100: nothing is saved without p1.
    assert holds(rows, away, rule("saving", annual=0))
    assert not holds(rows, away, rule("saving", annual="0.01"))


def test_unlisted_leavers_are_a_fault() -> None:
    """A name that no provider has."""
    doc = scenario(LOTS, [provider("p")], rule("withdrawal", providers=["p", "ghost"]))
    with pytest.raises(ValueError, match="not listed"):
        solve(doc)
