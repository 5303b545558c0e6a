"""What each rule does to the answer, against brute force without the rule."""

from dataclasses import replace
from typing import Any

import pytest

from lotdesign.app import api
from tests import brute
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.strategies import scenarios

AWARDS = ("award", "small_award", "withdrawal", "envelope", "saving", "lot_count")


def effects_by_brute(doc: Doc) -> dict[str, str]:
    """Whether the answer is another one without each rule that is on.

    Status, optima, lots, routes and award.
    """
    best = brute.solve(doc)
    found = {}
    for at, rule in enumerate(doc.get("rule", [])):
        if rule.get("status") != "off":
            others = [*doc["rule"][:at], *doc["rule"][at + 1 :]]
            without = _asked_for_award(doc | {"rule": others}, best.award is not None)
            found[rule["id"]] = "idle" if without == best else "decides"
    return found


def _asked_for_award(doc: Doc, asked: bool) -> brute.Answer:
    """The answer, with the award that would be reported if something asked for one."""
    found = brute.solve(doc)
    if not asked or found.award is not None or not found.lots:
        return found
    rules = [*doc["rule"], {"id": "placed", "kind": "award"}]
    placed = brute.assess(doc | {"rule": rules}, found.labels, routes=found.routes)
    return replace(found, award=placed.award)


@pytest.mark.parametrize(
    ("start", "drawn_with"),
    [
        (300, {}),
        (310, {"prices": True}),
        (320, {"prices": True, "kinds": AWARDS}),
        (330, {"with_providers": True, "kinds": AWARDS}),
        (340, {"consortia": True, "kinds": AWARDS}),
        (350, {"routes": True, "prices": None}),
    ],
)
def test_a_rule_decides_exactly_when_the_answer_is_another_without_it(
    start: int, drawn_with: dict[str, Any]
) -> None:
    """Every rule that is on, where there is a design."""
    seen = set()
    strategy = scenarios(**{"kinds": DRAWABLE, "max_units": 5} | drawn_with)
    for doc in drawn(strategy, 60 if start == 300 else 30, start=start):
        result = api.solve(loaded(doc)).result
        if result.lots:
            effects = {rule.id: rule.effect for rule in result.rules if rule.status != "off"}
            assert effects == effects_by_brute(doc)
            seen |= set(effects.values())
    assert seen == {"idle", "decides"}


@pytest.mark.parametrize("kind", ["small_award", "award", "envelope"])
def test_a_rule_that_changes_the_award_alone_decides(kind: str) -> None:
    """One lot either way: National at £100,000 without the rule, somebody else with it."""
    rules = {
        "small_award": {"min_share": "100%"},
        "award": {"min_winners": 2},
        "envelope": {"annual": 99_000},
    }
    prices = {"national": 100, "other": 98 if kind == "envelope" else 110}
    rows = [{"id": n, "name": n, "service": "s", "annual_budget": 50_000} for n in "ab"]
    doc: Doc = {
        "schema": 1,
        "term": {"initial": 1},
        "units": rows,
        "providers": [
            {"id": name, "name": name, "services": "*", "localities": "*", "price": price}
            | {"kind": "national" if name == "national" else "sme", "annual_turnover": ""}
            for name, price in prices.items()
        ],
        "rule": [{"id": kind, "kind": kind} | rules[kind]],
        "objective": [{"measure": "units_moved"}],
    }
    result = api.solve(loaded(doc)).result
    assert {lot.award for lot in result.lots} - {"national"} == {"other"}
    assert {rule.id: rule.effect for rule in result.rules} == {kind: "decides"}
    assert effects_by_brute(doc) == {kind: "decides"}


def test_without_a_design_nothing_is_said_of_effects() -> None:
    """Two rules contradict each other; which one decides is another question."""
    rows = [{"id": n, "name": n, "service": "s", "annual_budget": 1} for n in "ab"]
    rules = [{"id": kind, "kind": kind, "units": ["a", "b"]} for kind in ("together", "apart")]
    doc: Doc = {"schema": 1, "term": {"initial": 1}, "units": rows, "rule": rules}
    result = api.solve(loaded(doc)).result
    assert result.status == "infeasible"
    assert {rule.effect for rule in result.rules} == {"unknown"}


def test_a_better_optimum_decides_also_where_it_is_given_away_again() -> None:
    """Without `apart` one lot would do; the tolerance of one lot buys back today's two."""
    rows = [{"id": n, "name": n, "service": "s", "annual_budget": 1} for n in "ab"]
    doc: Doc = {
        "schema": 1,
        "term": {"initial": 1},
        "units": rows,
        "rule": [{"id": "apart", "kind": "apart", "units": ["a", "b"]}],
        "objective": [{"measure": "lots", "tolerance": 1}, {"measure": "changed_pairs"}],
    }
    result = api.solve(loaded(doc)).result
    assert {rule.id: rule.effect for rule in result.rules} == {"apart": "decides"}
    assert effects_by_brute(doc) == {"apart": "decides"}
