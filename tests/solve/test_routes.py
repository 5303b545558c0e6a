"""Routes chosen with the lots, in the order that breaks ties, and stated by results."""

import pytest

from lotdesign.app import api
from lotdesign.faults import InputFaults
from lotdesign.result.model import Result
from solver.enumeration.atlas import Atlas
from solver.enumeration.exact_cover import EnumerationRefused
from tests.rules.office import Row, office, rule

HOUSE: Row = {"in_house": {"annual_management": 1000, "liability_annual": 500}}
BOTH: Row = HOUSE | {"prime": {"fee": "2%"}}
MONEY: Row = {"contract_management": 2000, "procurement": 100}


def solved(*rules: Row, **tables: object) -> Result:
    """The office's best design, checked."""
    result = api.solve(office(*rules, **tables), context=False).result
    assert result.verification.ok, result.verification.faults
    return result


def lots(result: Result) -> list[tuple[str, str]]:
    """The lots as words, with their routes."""
    return [(" ".join(lot.units), lot.route) for lot in result.lots]


APART = rule("lot_size", max=1)
"""One lot a unit: £10,000, £20,000, £30,000, £40,000 and £50,000 a year."""


def test_each_lot_goes_the_cheapest_way() -> None:
    """A contract takes £2,050 a year, running a lot £1,500, a fee 2 % or 5 % of gross value.

    At 5 % C is as dear either way, and in-house comes first.
    """
    assert {route for _, route in lots(solved(APART, money=MONEY, routes=BOTH))} == {"prime"}
    dearer = BOTH | {"prime": {"fee": "5%"}}
    house = dict.fromkeys("cyw", "in_house")
    assert (
        dict(lots(solved(APART, money=MONEY, routes=dearer)))
        == {
            "a": "prime",
            "b": "prime",
        }
        | house
    )


def test_what_costs_the_same_stays_external() -> None:
    """Ties go to external before any other route."""
    money = {"contract_management": 1500}
    assert {route for _, route in lots(solved(APART, money=money, routes=HOUSE))} == {"external"}


def test_a_lot_that_nobody_can_run_is_kept_in_house() -> None:
    """Supervised contact has no provider of its own here."""
    nobody = {"providers": [{**_SMALL, "services": "centre;youth"}]}
    rules = (rule("bidders", min=1), rule("award"), rule("separate", service="contact"))
    assert solved(*rules, **nobody).status == "infeasible"
    found = solved(*rules, routes=HOUSE, **nobody)
    assert ("w", "in_house") in lots(found)
    assert [lot.award for lot in found.lots if lot.route == "in_house"] == [None]


_SMALL: Row = {
    "id": "small",
    "name": "Small",
    "localities": "*",
    "annual_turnover": 400_000,
    "kind": "vcse",
}


def test_rules_that_send_one_unit_two_ways_are_impossible_and_named() -> None:
    """Pre-flight says which unit and which rules; so does explaining it."""
    rules = (
        rule("route", units=["a", "b"], route="in_house") | {"id": "house"},
        rule("route", units=["b", "c"], route="external") | {"id": "let"},
    )
    found = solved(*rules, routes=HOUSE)
    assert found.status == "infeasible"
    assert found.preflight == ("B: rules house and let ask for it to be delivered different ways.",)
    answer = api.explain(office(*rules, routes=HOUSE)).told
    assert [note.rules for note in answer.details] == [("house", "let")]


def test_funding_that_cannot_pay_is_impossible_and_said() -> None:
    """By arithmetic, before anything is solved."""
    source: Row = {"id": "s", "name": "Core grant", "services": ["centre"], "localities": ["*"]}
    nobody = solved(rule("funding"), funding=[source | {"annual": 60_000}])
    assert nobody.status == "infeasible"
    assert nobody.preflight[0].startswith("No source of funding may pay for youth in Ash and")
    wide: Row = {"id": "w", "name": "Rest", "services": ["youth", "contact"], "localities": ["*"]}
    short = [source | {"annual": 59_000}, wide | {"annual": 99_999}]
    found = solved(rule("funding"), funding=short)
    assert "Core grant, hold £59,000." in found.preflight[0]


def test_a_given_design_has_its_routes() -> None:
    """Options, and designs by hand; a route that nobody offers is refused."""
    option: Row = {
        "id": "mixed",
        "lots": [["a", "b", "c"], ["y"], ["w"]],
        "routes": ["in_house", "external", "prime"],
    }
    scenario = office(money=MONEY, routes=BOTH, option=[option])
    result = api.evaluate(scenario, option="mixed").result
    assert result.verification.ok, result.verification.faults
    assert [lot.route for lot in result.lots] == ["in_house", "external", "prime"]
    assert [lot.paid_pence[0] for lot in result.lots] == [61_500_00, 40_000_00, 51_000_00]
    assert [sum(lot.cost_pence) for lot in result.lots] == [123_000_00, 84_100_00, 102_000_00]
    by_hand = api.evaluate(scenario, design=option["lots"], routes=option["routes"]).result
    assert by_hand.lots == result.lots
    best = api.evaluate(scenario, design=option["lots"], routes="best").result
    assert [lot.route for lot in best.lots] == ["prime", "prime", "prime"]
    with pytest.raises(InputFaults, match="nobody offers this route; the scenario has external"):
        api.evaluate(office(), design=option["lots"], routes=option["routes"])


def test_what_stands_beside_the_best_says_its_routes() -> None:
    """Comparisons and rungs carry routes where a lot is not external, and are checked."""
    option: Row = {"id": "house", "lots": [["a", "b", "c", "y", "w"]], "routes": ["in_house"]}
    result = api.solve(office(money=MONEY, routes=BOTH, option=[option])).result
    assert result.verification.ok, result.verification.faults
    routes = {other.id: other.routes for other in result.comparisons}
    assert routes["house"] == ("in_house",)
    assert routes["today"] == routes["one-for-all"] == ()
    assert all(set(rung.routes) <= {"in_house", "prime", "external"} for rung in result.ladder)
    assert any(rung.routes for rung in result.ladder)


def test_there_is_no_atlas_of_routes() -> None:
    """It says so, and the solver answers all the same."""
    with pytest.raises(EnumerationRefused, match="delivered in several ways"):
        Atlas.of(office(routes=HOUSE))
    assert Atlas.of(office()).answer().best is not None
