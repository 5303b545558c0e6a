"""Random scenarios of every sort: the workbook comes to what the exact accounts say."""

from collections import Counter
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotdesign.app import api
from lotdesign.exporting.workbook import build_workbook
from tests.brute.case import Doc
from tests.exporting.books import ExampleBook, book
from tests.solve.loading import loaded
from tests.strategies.scenario import scenarios

ANY_SCENARIO = scenarios(
    prices=None, consortia=None, routes=None, funding=None, terms=None, areas=None
)
DRAWS = 40
"""Scenarios of a test; make test-office takes more."""


def book_of_any_design(doc: Doc, seed: int) -> ExampleBook:
    """The workbook of some design of the scenario, admissible or not."""
    scenario, random = loaded(doc), Random(seed)
    lots: list[list[str]] = [[] for _ in range(random.randint(1, len(scenario.units)))]
    for unit in scenario.units:
        random.choice(lots).append(unit.id)
    design = [lot for lot in lots if lot]
    routes = [random.choice(scenario.routes.offered) for _ in design]
    return book(scenario, api.evaluate(scenario, design=design, routes=routes).result)


@settings(max_examples=DRAWS, deadline=None, suppress_health_check=list(HealthCheck))
@given(doc=ANY_SCENARIO, seed=st.integers(0, 1000))
def test_formulas_come_to_the_exact_accounts(doc: Doc, seed: int) -> None:
    """`build_workbook` holds every line against the accounts, and raises where one differs."""
    found = book_of_any_design(doc, seed)
    assert len(found.lines) >= 4 * len(found.result.lots)
    assert build_workbook(found.scenario, found.result).draft == found.money.draft


def test_what_is_drawn_has_every_sort_of_money() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=120, deadline=None, database=None, derandomize=True)
    @given(doc=ANY_SCENARIO)
    def look(doc: Doc) -> None:
        money = doc.get("money", {})
        seen.update(key for key in money if money[key])
        seen.update(key for key in ("divide", "routes", "consortium") if doc.get(key))
        seen.update({"rent"} if any(row.get("building_rent") for row in doc["units"]) else ())
        rules = [rule for rule in doc.get("rule", []) if rule["kind"] == "envelope"]
        seen.update({"envelope"} if rules else ())
        seen.update({"area"} if any("area" in rule for rule in rules) else ())

    look()
    wanted = {"uplift", "promised", "integration", "scale", "need_led", "divide", "routes", "rent"}
    assert wanted | {"envelope", "area"} <= set(seen)
