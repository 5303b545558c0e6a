"""`envelope`."""

from fractions import Fraction

import pytest

from lotdesign.rules.envelope import EnvelopeRule
from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import (
    AREAS,
    DIVIDED,
    Row,
    faults,
    idle,
    judged,
    office,
    rule,
    sentence,
    unit,
)

ONE = ("a b c y w",)
PLACES3 = ("ash", "bree", "combe")
MONEY: Row = {
    "contract_management": 1000,
    "procurement": 500,
    "scale": [{"value": 0, "saving": "10%"}],
}


def envelope(annual: object, **parameters: object) -> Row:
    """The rule."""
    return rule("envelope", annual=annual, **parameters)


@pytest.mark.parametrize(
    ("tested", "text"),
    [
        (
            envelope(150_000),
            "What is paid to providers for all services stays within £150,000 a year, "
            "promised savings taken off.",
        ),
        (
            envelope([60_000, 60_000], services=["centre", "youth"], on="gross"),
            "What is bought for centre and youth stays within £60,000 a year, "
            "promised savings taken off.",
        ),
        (
            envelope(100_000, cut="10%", on="cost"),
            "What is spent, the council's own costs included for all services stays within "
            "£90,000 a year after a cut of 10%, promised savings taken off.",
        ),
    ],
)
def test_it_reads_as_a_sentence(tested: Row, text: str) -> None:
    """What counts, for whom and how much, after the cut."""
    assert sentence(tested) == text


@pytest.mark.parametrize(
    ("on", "year", "measured"),
    [
        ("gross", 1, 150_000_00),
        ("paid", 1, 135_000_00),  # 10 % saved by size
        ("cost", 1, 138_000_00),  # and for two lots 2 × (1,000 + 500)
    ],
)
def test_what_counts_against_it(on: str, year: int, measured: int) -> None:
    """Gross value, what is paid, or what it costs the council; the bound is inclusive."""
    lots = ("a b c", "y w")
    exact = envelope(f"{measured / 100:.2f}", on=on)
    found = judged(exact, *lots, money=MONEY)
    assert found == RuleFinding(True, measured, measured, 0, "pence", f"year {year}")
    short = envelope(f"{(measured - 1) / 100:.2f}", on=on)
    found = judged(short, *lots, money=MONEY)
    assert found == RuleFinding(False, measured, measured - 1, -1, "pence", f"year {year}")


def test_the_tightest_year_is_reported() -> None:
    """Budgets rise by 10 % to £165,000; the second year is a pound short."""
    found = judged(envelope([150_001, 164_999]), *ONE, money={"uplift": "10%"})
    assert found == RuleFinding(False, 165_000_00, 164_999_00, -1_00, "pence", "year 2")


def test_services_take_their_share_of_a_lot() -> None:
    """A lot of A and Y saves 10 % of £50,000; youth work is charged 4/5 of £45,000."""
    youth = envelope(36_000, services=["youth"])
    found = judged(youth, "a y", "b c w", money=MONEY)
    assert found == RuleFinding(True, 36_000_00, 36_000_00, 0, "pence", "year 1")


def test_promised_savings_come_off_the_envelope_however_they_are_found() -> None:
    """£1,000 that the design must find leaves £149,000; the units still take £150,000."""
    promised: Row = {"service": "youth", "first_year": 2, "annual": 1000, "found_by": "design"}
    found = judged(envelope(150_000), *ONE, money={"promised": [promised]})
    assert found == RuleFinding(False, 150_000_00, 149_000_00, -1_000_00, "pence", "year 2")
    found = judged(envelope(150_000), *ONE, money={"promised": [promised | {"found_by": "units"}]})
    assert found.met
    centres = envelope(60_000, services=["centre"])
    assert judged(centres, *ONE, money={"promised": [promised]}).slack == 0


def test_limits_are_exact() -> None:
    """£1,000 · 9/10 · 1.01 is £909; a third year would be a fraction of a penny."""
    tested = envelope(1000, cut="10%", uplift="1%")
    (found,) = office(tested, term={"initial": 3}).rules
    assert isinstance(found, EnvelopeRule)
    limits = list(found.compute_yearly_limits(office(tested, term={"initial": 3})))
    assert limits == [Fraction(900_00), Fraction(909_00), Fraction(90_000 * 10_201, 10_000)]


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"annual": [1, 2], "cut": "10%"}, "listed yearly amounts take no cut and no uplift"),
        ({"annual": [1, 2], "uplift": "0%"}, "listed yearly amounts take no cut and no uplift"),
        ({"annual": [1]}, "write one amount, or 2: one a contract year"),
        ({"annual": -1}, "'-1': must be at least 0"),
        ({"annual": [1, "-0.01"]}, "must be at least 0"),
        ({"annual": 1, "cut": "101%"}, "must be from 0% to 100%"),
        ({"annual": 1, "on": "price"}, "known are cost, gross, paid"),
        ({"annual": 1, "services": ["school"]}, "known are centre, contact, youth"),
        ({}, "missing"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(parameters: Row, why: str) -> None:
    """Lists with a cut, lists of another length, and what is out of range."""
    assert why in faults(rule("envelope", **parameters))


@pytest.mark.parametrize(
    ("tested", "money", "never"),
    [
        (envelope(150_000, on="gross"), {}, True),
        (envelope(150_001), {}, True),
        (envelope(149_999), {}, False),
        (envelope(150_001, on="cost"), {"contract_management": 1000}, False),
        (envelope(155_001, on="cost"), {"contract_management": 1000}, True),
        (envelope(150_001), {"scale": [{"value": 0, "saving": "-1%"}]}, False),
        (envelope(60_001, services=["centre"]), {}, True),
        (envelope(160_000), {"uplift": "10%"}, False),
    ],
)
def test_it_is_idle_when_the_dearest_design_fits(tested: Row, money: Row, never: bool) -> None:
    """Lots that save nothing, one a unit, stay within it in every year."""
    assert idle(tested, money=money) is never


def test_rent_paid_on_can_wake_it() -> None:
    """£5 of rent goes to the provider as well, so an envelope of £13 may be broken."""
    units: list[Row] = [
        {"id": "a", "name": "A", "service": "s", "annual_budget": 10, "building_rent": 5}
    ]
    assert not idle(envelope(13), units=units)
    assert idle(envelope("15.01"), units=units)
    assert judged(envelope(13), "a", units=units).measured == 15_00


WEST: Row = {"by": "unitary", "area": "West"}


def test_an_area_stands_in_the_sentence() -> None:
    """After the services."""
    text = sentence(envelope(100_000, services=["centre"], **WEST), **AREAS)
    assert text.startswith("What is paid to providers for centre in West stays within £100,000")


@pytest.mark.parametrize(
    ("parameters", "lots", "measured"),
    [
        # A, B and Y lie in West: £70,000 of £150,000, 10 % saved.
        ({}, ONE, 63_000_00),
        ({"services": ["centre"]}, ONE, 27_000_00),
        ({"services": ["contact"]}, ONE, 0),  # W is authority-wide
        ({"by": "locality", "area": "combe"}, ONE, 27_000_00),
        ({"on": "gross"}, ("a b c", "y", "w"), 70_000_00),
        # A lot of £10,000 + £30,000 costs £36,000 + £1,500, of which a quarter is A's, and so on.
        ({"on": "cost"}, ("a c", "b y", "w"), 9_375_00 + 55_500_00),
    ],
)
def test_only_what_is_attributed_to_the_area_counts(
    parameters: Row, lots: tuple[str, ...], measured: int
) -> None:
    """By service and locality in proportion to gross value."""
    found = judged(envelope(1_000_000, **WEST | parameters), *lots, money=MONEY, **AREAS)
    assert found.measured == measured


def test_cells_share_a_lot_s_pence_by_largest_remainder() -> None:
    """Three equal cells share £1.00 as 34p, 33p and 33p; the first unit's cell has the penny."""
    units = [
        unit(name, "centre", "0.50", place) for name, place in zip("abc", PLACES3, strict=True)
    ]
    paid = {"scale": [{"value": 0, "saving": "33.3%"}]}  # £1.50 less round(49.95p)
    lots = ("a b c",)
    for place, pence in zip(PLACES3, (34, 33, 33), strict=True):
        one = envelope(1, by="locality", area=place)
        assert judged(one, *lots, units=units, money=paid).measured == pence


def test_parts_of_a_divided_unit_count_where_they_lie() -> None:
    """Two thirds of W's £50,000 lie in West, also where one lot holds all of it."""
    found = judged(
        envelope(1_000_000, on="gross", **WEST), "a b y", "c", "w", divide=DIVIDED, **AREAS
    )
    assert found.measured == 70_000_00 + 33_333_34


def test_promised_savings_come_off_by_the_part_of_budgets_in_the_area() -> None:
    """Half of the centres' £60,000 lies in West, so half of £600 comes off, exactly."""
    money: Row = {"promised": [{"service": "centre", "annual": "600.01", "first_year": 1}]}
    scenario = office(envelope(50_000, services=["centre"], **WEST), money=money, **AREAS)
    limits = scenario.rules[0].compute_yearly_limits(scenario)
    assert limits == (50_000_00 - Fraction(600_01, 2),) * 2
    other = office(envelope(50_000, services=["youth"], **WEST), money=money, **AREAS)
    assert other.rules[0].compute_yearly_limits(other) == (50_000_00, 50_000_00)


def test_promises_of_a_year_are_shared_among_the_units_bought_then() -> None:
    """In year 2 only B and C are bought: a third of £25,000 + £50,000 lies in West.

    Budgets count, not what uplift and savings make of them.
    """
    units = [
        unit("a", "centre", 10_000, "ash", last_year=1),
        unit("b", "centre", 25_000, "bree"),
        unit("c", "centre", 50_000, "combe"),
    ]
    promise = {"service": "centre", "annual": 700, "first_year": 1, "found_by": "design"}
    for found_by in ("design", "units"):
        money: Row = {"promised": [promise | {"found_by": found_by}], "uplift": "3.3%"}
        scenario = office(envelope(50_000, **WEST), units=units, money=money, **AREAS)
        assert scenario.rules[0].compute_yearly_limits(scenario) == (
            50_000_00 - 700_00 * Fraction(35, 85),
            50_000_00 - 700_00 * Fraction(25, 75),
        )


def test_arithmetic_on_an_area_reads_its_units_alone() -> None:
    """West buys £70,000 a year: more can never bite, less can never be kept."""
    assert idle(envelope(70_000, **WEST), **AREAS)
    assert not idle(envelope("69999.99", **WEST), **AREAS)
    scenario = office(envelope(60_000, **WEST), **AREAS)
    (text,) = scenario.rules[0].describe_impossibility(scenario)
    assert "all services in West must cost at least £69,999.90" in text
    enough = office(envelope(70_000, **WEST), **AREAS)
    assert not list(enough.rules[0].describe_impossibility(enough))
