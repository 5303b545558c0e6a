"""Who counts as small."""

from datetime import date

import pytest

from lotdesign.law.parameters import select_rows_in_force
from lotdesign.market.eligibility import is_small as by_law
from lotdesign.scenario.rows import LawRow, ProviderRow
from lotdesign.scenario.sections import MarketSection, SmallProviderTest
from tests.rules.office import Row

STATUTORY = SmallProviderTest(statutory_sme=True)
TODAY = select_rows_in_force(None)


def is_small(provider: ProviderRow, test: SmallProviderTest) -> bool:
    """By the law as it is on file for today."""
    return by_law(provider, test, TODAY)


def provider(kind: str, **cells: object) -> ProviderRow:
    """A provider of this kind, with its turnover blank unless told."""
    row: Row = {"id": "p", "name": "P", "services": "*", "localities": "*", "annual_turnover": ""}
    return ProviderRow.model_validate(row | {"kind": kind} | cells)


def small(**tests: object) -> SmallProviderTest:
    """Who is small, as a scenario writes it."""
    return SmallProviderTest.model_validate(tests)


@pytest.mark.parametrize(
    ("kind", "little"),
    [
        ("vcse", True),
        ("school", True),
        ("mutual", True),
        ("sme", True),
        ("national", False),
        ("council", False),
    ],
)
def test_four_kinds_are_small_unless_the_scenario_says_otherwise(kind: str, little: bool) -> None:
    """The default test is by kind alone."""
    assert is_small(provider(kind, annual_turnover=1), MarketSection().small) is little


@pytest.mark.parametrize(
    "test",
    [
        MarketSection().small,
        STATUTORY,
        small(max_turnover=44_000_000),
        SmallProviderTest(kinds=("vcse",), statutory_sme=True),
    ],
)
def test_a_national_charity_of_sixty_million_is_not_small(test: SmallProviderTest) -> None:
    """By none of the tests, even with a small staff."""
    charity = provider("national", annual_turnover=60_000_000, staff=200)
    assert not is_small(charity, test)


@pytest.mark.parametrize(
    ("turnover", "little"), [(50_000, True), (50_000.01, False), ("", False), (0, True)]
)
def test_a_largest_turnover_is_inclusive_and_must_be_known(turnover: object, little: bool) -> None:
    """A blank turnover does not pass a test of turnover."""
    test = small(max_turnover=50_000)
    assert is_small(provider("national", annual_turnover=turnover), test) is little


def test_every_test_given_must_be_passed() -> None:
    """The right kind with too much turnover is not small, nor the wrong kind with little."""
    both = small(kinds=["vcse"], max_turnover=100)
    assert is_small(provider("vcse", annual_turnover=100), both)
    assert not is_small(provider("vcse", annual_turnover=101), both)
    assert not is_small(provider("sme", annual_turnover=100), both)


M44, M38 = 44_000_000, 38_000_000
OVER44, OVER38 = "£44,000,000.01", "£38,000,000.01"


@pytest.mark.parametrize(
    ("staff", "turnover", "balance", "little"),
    [
        (249, M44, OVER38, True),
        (249, OVER44, M38, True),
        (249, OVER44, OVER38, False),
        (250, M44, M38, False),
        (250, "", "", False),
        ("", OVER44, OVER38, False),
        (249, M44, "", True),
        (249, "", M38, True),
        # From here the figures leave it open.
        (249, OVER44, "", None),
        (249, "", OVER38, None),
        (249, "", "", None),
        ("", M44, M38, None),
        ("", OVER44, M38, None),
        ("", "", "", None),
    ],
)
def test_the_statutory_test_has_three_values(
    staff: object, turnover: object, balance: object, little: bool | None
) -> None:
    """Fewer than 250 staff and £44m turnover or £38m balance; open cases go by kind."""
    for kind, by_kind in (("vcse", True), ("national", False)):
        cells = {"staff": staff, "annual_turnover": turnover, "balance_sheet": balance}
        expected = by_kind if little is None else little
        assert is_small(provider(kind, **cells), STATUTORY) is expected


def test_open_cases_go_by_the_kinds_that_the_scenario_names() -> None:
    """Where councils count as small, one without figures is small by statute too."""
    test = SmallProviderTest(kinds=("council",), statutory_sme=True)
    assert is_small(provider("council"), test)
    assert not is_small(provider("council", staff=250), test)
    assert not is_small(provider("vcse"), test)


def test_the_figures_of_the_statutory_test_are_those_of_the_day() -> None:
    """A row of one's own moves them; before all that is on file the kind decides."""
    own = [
        LawRow.model_validate({"parameter": name, "from": "2030-01-01", "value": value})
        for name, value in (
            ("sme_staff", "50"),
            ("sme_turnover", "£10,000,000"),
            ("sme_balance_sheet", "£1"),
        )
    ]
    middling = provider("national", staff=50, annual_turnover=10_000_000, balance_sheet=38_000_000)
    little = provider("national", staff=49, annual_turnover=10_000_000, balance_sheet=38_000_000)
    over = provider("national", staff=49, annual_turnover="£10,000,000.01", balance_sheet=2)
    for each, then, later in ((middling, True, False), (little, True, True), (over, True, False)):
        assert by_law(each, STATUTORY, select_rows_in_force(date(2029, 12, 31), own)) is then
        assert by_law(each, STATUTORY, select_rows_in_force(date(2030, 1, 1), own)) is later
    assert not by_law(little, STATUTORY, select_rows_in_force(date(2001, 1, 1)))
    assert by_law(provider("sme", staff=1000), STATUTORY, select_rows_in_force(date(2001, 1, 1)))


def test_the_day_of_the_notice_makes_no_difference_to_what_is_shipped() -> None:
    """For notices under the regulations of 2015 the Act's figures are a choice, and marked so."""
    before, since = select_rows_in_force(date(2018, 10, 8)), select_rows_in_force(date(2025, 2, 24))
    for name in ("sme_staff", "sme_turnover", "sme_balance_sheet"):
        earlier, later = before.rows[name], since.rows[name]
        assert earlier.parsed_value == later.parsed_value
        assert (earlier.standing, later.standing) == ("policy", "statute")
