"""`[[consortium]]`: what its members bring, and what is refused."""

from fractions import Fraction

import pytest

from tests.rules.office import PROVIDERS, UNITS, Row, doc, faults, loaded

ROWS = [
    PROVIDERS[0] | {"capacity": 50_000, "tupe_limit": 4, "min_lot_value": 1000, "price": 110},
    PROVIDERS[1] | {"capacity": 20_000, "tupe_limit": "2.5", "min_lot_value": 3000},
    PROVIDERS[2] | {"count": 2},
]


def joined(**cells: object) -> Row:
    """A consortium of Big and Small."""
    basic: Row = {"id": "both", "members": ["big", "small"], "shares": ["75%", "25%"]}
    return basic | cells


def told(*consortia: Row, **tables: object) -> str:
    """The faults of an office with these consortia."""
    return faults(**({"units": UNITS, "providers": ROWS} | tables), consortium=list(consortia))


def test_members_bring_what_they_have() -> None:
    """Unions of services and places, sums of figures, blank where one of them has no limit."""
    scenario = loaded(doc(units=UNITS, providers=ROWS, consortium=[joined()]))
    (both,) = scenario.consortia
    assert (both.name, both.members) == ("both", (0, 1))
    assert both.services == ("*", "centre", "youth")
    assert both.annual_turnover is None
    assert both.capacity == 70_000_00
    assert both.tupe_limit == Fraction(13, 2)
    assert both.min_lot_value == 1000_00
    assert both.price == Fraction(215, 2)


def test_one_member_without_a_limit_is_none() -> None:
    """A blank in a sum makes it blank, and the smallest lot that anybody takes is open."""
    rows = [ROWS[0] | {"capacity": "", "tupe_limit": "", "min_lot_value": ""}, *ROWS[1:]]
    (both,) = loaded(doc(units=UNITS, providers=rows, consortium=[joined()])).consortia
    assert (both.capacity, both.tupe_limit, both.min_lot_value) == (None, None, None)


def test_it_comes_after_all_copies_and_weighs_on_its_members() -> None:
    """Copies are numbered first; shares are exact."""
    scenario = loaded(doc(units=UNITS, providers=ROWS, consortium=[joined()]))
    assert [party.id for party in scenario.parties] == ["big", "small", "tiny-1", "tiny-2", "both"]
    assert scenario.party_shares[4] == ((0, Fraction(3, 4)), (1, Fraction(1, 4)))
    assert scenario.prices == (110, 100, 100, 100, Fraction(215, 2))
    assert scenario.interchangeable_parties == {0: (0,), 1: (1,), 2: (2, 3), 4: (4,)}


def test_a_copy_that_a_consortium_names_is_told_apart() -> None:
    """It has less room than the others once the consortium wins."""
    named = joined(members=["small", "tiny-2"])
    scenario = loaded(doc(units=UNITS, providers=ROWS, consortium=[named]))
    assert scenario.interchangeable_parties == {0: (0,), 1: (1,), 2: (2,), 3: (3,), 4: (4,)}


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ({"members": ["big"], "shares": ["100%"]}, "members: 'big': name two members at least"),
        ({"members": ["big", "big"]}, "members: 'big;big': a member stands twice"),
        ({"members": ["big", "smal"]}, "members: 'smal': no such provider; did you mean 'small'"),
        ({"members": ["big", "tiny"]}, "members: 'tiny': stands for several; name one of them"),
        ({"shares": ["75%"]}, "shares: has 1 share for 2 members"),
        ({"shares": ["75%", "26%"]}, "shares: '75%, 26%': each share must be above 0"),
        ({"shares": ["100%", "0%"]}, "shares: '100%, 0%': each share must be above 0"),
        ({"id": "small"}, "id: 'small': is also the id of a provider"),
        ({"id": "tiny-2"}, "id: 'tiny-2': is also the id of a provider"),
    ],
)
def test_each_slip_has_its_line(cells: Row, line: str) -> None:
    """One clear line, naming the consortium."""
    said = told(joined(**cells))
    assert said.startswith(f"office.toml, consortium {cells.get('id', 'both')}, {line}")
    assert len(said.splitlines()) == 1


def test_two_of_one_id_and_none_without_providers() -> None:
    """Ids differ, and members must be listed somewhere."""
    assert "this id is taken" in told(joined(), joined())
    assert "needs a table of providers" in told(joined(), providers=None)
