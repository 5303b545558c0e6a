"""A market that is short as a whole or for one service."""

import pytest

from lotdesign.preflight.finding import PreflightFinding
from lotdesign.preflight.market import find_short_capacity
from tests.rules.office import PROVIDERS, UNITS, Row, office, rule


def providers(*capacities: object) -> list[Row]:
    """Big, Small (centres and youth work) and Tiny (centres) with these capacities."""
    return [row | {"capacity": c} for row, c in zip(PROVIDERS, capacities, strict=True)]


def notes(*rules: Row, **tables: object) -> list[PreflightFinding]:
    """What is said of the office's market."""
    return list(find_short_capacity(office(*rules, **tables)))


def test_a_market_that_is_short_by_a_penny_is_told() -> None:
    """£149,999.99 for £150,000: as the rules ask for a certificate there can be none."""
    found = notes(rule("award"), providers=providers(100_000, 40_000, 9_999.99))
    text = (
        "Providers of all services can take on £149,999.99 a year together, and £150,000 is bought."
    )
    assert found == [PreflightFinding("impossible", text, ("award",))]


def test_a_market_that_is_just_large_enough_is_not_short() -> None:
    """To the penny."""
    assert notes(rule("award"), providers=providers(100_000, 40_000, 10_000)) == []


def test_without_a_certificate_it_is_a_warning() -> None:
    """Nobody asks whether all lots can be placed."""
    (note,) = notes(providers=providers(100_000, 40_000, 0))
    assert (note.level, note.rules) == ("warning", ())


def test_an_objective_may_ask_for_the_certificate() -> None:
    """No rule is to blame then."""
    (note,) = notes(
        providers=providers(100_000, 40_000, 0),
        objective=[{"measure": "largest_provider_share"}],
    )
    assert (note.level, note.rules) == ("impossible", ())


@pytest.mark.parametrize(("big", "short"), [(49_999.99, True), (50_000, False)])
def test_each_service_is_looked_at_alone(big: float, short: bool) -> None:
    """Supervised contact is for Big alone, however much Small and Tiny could carry."""
    found = notes(rule("award"), providers=providers(big, 500_000, 500_000))
    assert [note.text.split(" can")[0] for note in found] == ["Providers of contact"] * short


def test_a_provider_without_a_limit_makes_up_for_all() -> None:
    """A blank capacity is no limit; for contact it is Big's that counts."""
    assert notes(rule("award"), providers=providers("", 0, 0)) == []
    found = notes(rule("award"), providers=providers(50_000, "", 0))
    assert found == []


def test_a_service_that_nobody_does_has_no_capacity() -> None:
    """Nothing a year for £50,000."""
    found = notes(rule("award"), providers=providers(0, "", 0)[1:])
    assert [note.text for note in found] == [
        "Providers of contact can take on £0 a year together, and £50,000 is bought."
    ]


def test_one_service_is_told_once() -> None:
    """All services and the only one are the same."""
    tables: Row = {"units": UNITS[:3], "providers": [PROVIDERS[0] | {"capacity": 1}]}
    (note,) = notes(**tables)
    assert note.text.startswith("Providers of all services")


@pytest.mark.parametrize(
    ("basis", "bought"), [("peak", "£165,000"), ("first_year", None), ("mean", "£157,500")]
)
def test_what_is_bought_follows_the_value_basis(basis: str, bought: str | None) -> None:
    """£150,000 and £165,000, against a capacity of £150,000."""
    found = notes(
        providers=providers(150_000, 0, 0), market={"value_basis": basis}, money={"uplift": "10%"}
    )
    assert [note.text.split("and ")[1].split(" is")[0] for note in found] == [bought] * bool(bought)


def test_without_providers_there_is_nothing_to_say() -> None:
    """The market is not looked at."""
    assert notes(providers=None) == []
