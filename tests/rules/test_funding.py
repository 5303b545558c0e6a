"""`funding`: pooled and aligned budgets."""

import pytest

from lotdesign.scenario.rule import RuleFinding
from tests.rules.office import DIVIDED, UNITS, Row, faults, idle, judged, rule, sentence

EACH = ("a", "b", "c", "y", "w")
RULE = rule("funding")


def source(name: str, annual: object, services: str = "*", localities: str = "*") -> Row:
    """A source of money."""
    places = {"services": services.split(), "localities": localities.split()}
    return {"id": name, "name": name, "annual": annual} | places


def found(*sources: Row, lots: tuple[str, ...] = EACH, **tables: object) -> RuleFinding:
    """How the office's money stands: centres £10,000, £20,000 and £30,000, Y £40,000, W £50,000."""
    return judged(RULE, *lots, funding=list(sources), **tables)


def test_it_reads_as_a_sentence() -> None:
    sources = [source("core", 1), source("grant", 1)]
    assert sentence(RULE, funding=sources) == (
        "What is paid can be met every year from 2 sources of funding, each paying only for its "
        "own services and places."
    )
    assert not idle(RULE, funding=sources)


def test_one_source_for_all_is_an_envelope() -> None:
    """£150,000 a year to the penny."""
    assert found(source("all", 150_000)) == RuleFinding(
        True, 15_000_000, 15_000_000, 0, "pence", f"year 1, {ALL}"
    )
    short = found(source("all", "149999.99"))
    assert (short.met, short.slack, short.where) == (False, -1, f"year 1, {ALL}")


ALL = "centre in Ash, centre in Bree, centre in Combe and 2 more"


def test_money_for_one_service_does_not_pay_for_another() -> None:
    """£60,000 more than enough for centres leaves youth work and contact short."""
    tight = found(source("centres", 150_000, "centre"), source("rest", 89_000))
    assert not tight.met
    assert (tight.measured, tight.limit) == (9_000_000, 8_900_000)
    assert tight.where == "year 1, youth in Ash and contact, authority-wide"


def test_a_pool_helps_whoever_lacks() -> None:
    """Aligned budgets go first, the pool fills up what each of them lacks."""
    sources = (
        source("centres", 55_000, "centre"),
        source("ash", 45_000, "*", "ash"),
        source("pool", 50_000, "youth contact centre", "*"),
    )
    assert found(*sources) == RuleFinding(
        True, 15_000_000, 15_000_000, 0, "pence", f"year 1, {ALL}"
    )
    assert not found(*sources[:2], source("pool", 49_999)).met


def test_all_places_do_not_make_the_whole_authority() -> None:
    """W is authority-wide: only a source for everywhere pays for it."""
    places = source("places", 500_000, "*", "ash bree combe")
    tight = found(places)
    assert (tight.measured, tight.limit) == (5_000_000, 0)
    assert tight.where == "year 1, contact, authority-wide"
    assert found(places, divide=DIVIDED).met
    assert found(places, source("wide", 50_000)).met


def test_the_year_with_the_least_left_decides() -> None:
    """Sources by year against money that grows."""
    growing = {"money": {"uplift": "10%"}}
    tight = found(source("all", [150_000, 164_000]), **growing)
    assert (tight.slack, tight.where[:6]) == (-100_000, "year 2")
    assert found(source("all", [150_000, 165_000]), **growing).slack == 0


def test_money_follows_gross_value_within_a_lot() -> None:
    """A and Y joined save £1,000: A is paid £9,800, Y £39,200."""
    money = {"integration": [{"services": ["centre", "youth"], "annual": 1000}]}
    sources = (source("youth", 39_200, "youth"), source("rest", 109_800, "centre contact"))
    joined = found(*sources, lots=("a y", "b", "c", "w"), money=money)
    assert (joined.met, joined.slack) == (True, 0)
    assert not found(*sources, money=money).met


def test_what_gains_pays_for_nothing_else() -> None:
    """A lot that is paid less than nothing needs no money and leaves none to others."""
    money = {"integration": [{"services": ["centre"], "annual": 15_000}]}
    sources = (source("ash", 40_000, "*", "ash"), source("rest", 70_000))
    assert found(*sources, money=money).slack == 0
    assert not found(source("all", 109_999), money=money).met
    assert found(source("all", 110_000), money=money).met


def test_in_house_lots_are_paid_for_too() -> None:
    """Management and liabilities on top of the gross value."""
    routes = {"in_house": {"annual_management": 900, "liability_annual": 100}}
    lots = ("a/in_house", "b", "c", "y", "w")
    assert found(source("all", 151_000), lots=lots, routes=routes).slack == 0


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ([], "rule funding, kind: 'funding': needs sources of money; write each as [[funding]]"),
        ([source("a", 1, "yuth")], "services: 'yuth': no such service; did you mean 'youth'?"),
        ([source("a", 1, "*", "ahs")], "localities: 'ahs': no such locality; did you mean 'ash'?"),
        ([source("a", 1, "* youth")], "services: '*;youth': * stands for all; write it alone"),
        ([source("a", [1, 2, 3])], "annual: write one amount, or 2: one a contract year"),
        ([source("a", -1)], "annual: '-1': must be at least 0"),
        ([source("a", 1), source("a", 2)], "this id is taken by number 1; ids must differ"),
    ],
)
def test_sources_that_fit_nothing_are_refused(sources: list[Row], said: str) -> None:
    """One line, which says what would be right."""
    assert said in faults(RULE, funding=sources or None)


def test_sources_may_stand_without_a_rule() -> None:
    """And a rule that is off asks for none."""
    assert not faults(funding=[source("a", 1)])
    assert not faults(RULE | {"status": "off"})


def test_services_without_value_share_by_budget() -> None:
    """Where a lot's gross value is 0, what it is paid follows the budgets."""
    units = [UNITS[0] | {"annual_budget": 30_000}, UNITS[3] | {"annual_budget": 10_000}]
    money = {
        "promised": [
            {"service": "centre", "first_year": 1, "annual": 30_000},
            {"service": "youth", "first_year": 1, "annual": 10_000},
        ],
    }
    routes = {"in_house": {"annual_management": 400}}
    tables = {"units": units, "money": money, "routes": routes}
    sources = (source("youth", 100, "youth"), source("centre", 300, "centre"))
    assert found(*sources, lots=("a y/in_house",), **tables).slack == 0


def test_a_source_has_an_amount_for_every_year() -> None:
    told = faults(rule("funding"), funding=[source("a", [1])])
    assert "annual: write one amount, or 2: one a contract year" in told
