"""What each rule does to the answer, against brute force without the rule."""

from lotdesign import api
from tests import brute
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.strategies import scenarios


def effects_by_brute(doc: Doc) -> dict[str, str]:
    """Whether the best design is another one without each rule that is on."""
    best = brute.solve(doc).lots
    found = {}
    for at, rule in enumerate(doc.get("rule", [])):
        if rule.get("status") != "off":
            others = [*doc["rule"][:at], *doc["rule"][at + 1 :]]
            same = brute.solve(doc | {"rule": others}).lots == best
            found[rule["id"]] = "idle" if same else "decides"
    return found


def test_a_rule_decides_exactly_when_the_design_is_another_without_it() -> None:
    """Every rule that is on, where there is a design."""
    seen = set()
    for doc in drawn(scenarios(kinds=DRAWABLE, max_units=5), 60, start=300):
        result = api.solve(loaded(doc)).result
        if result.lots:
            effects = {rule.id: rule.effect for rule in result.rules if rule.status != "off"}
            assert effects == effects_by_brute(doc)
            seen |= set(effects.values())
    assert seen == {"idle", "decides"}


def test_without_a_design_nothing_is_said_of_effects() -> None:
    """Two rules contradict each other; which one decides is another question."""
    rows = [{"id": n, "name": n, "service": "s", "annual_budget": 1} for n in "ab"]
    rules = [{"id": kind, "kind": kind, "units": ["a", "b"]} for kind in ("together", "apart")]
    doc: Doc = {"schema": 1, "term": {"initial": 1}, "units": rows, "rule": rules}
    result = api.solve(loaded(doc)).result
    assert result.status == "infeasible"
    assert {rule.effect for rule in result.rules} == {"unknown"}


def test_a_better_optimum_that_is_given_away_again_decides_nothing() -> None:
    """Without `apart` one lot would do, but the tolerance of one lot buys back today's two."""
    rows = [{"id": n, "name": n, "service": "s", "annual_budget": 1} for n in "ab"]
    doc: Doc = {
        "schema": 1,
        "term": {"initial": 1},
        "units": rows,
        "rule": [{"id": "apart", "kind": "apart", "units": ["a", "b"]}],
        "objective": [{"measure": "lots", "tolerance": 1}, {"measure": "changed_pairs"}],
    }
    result = api.solve(loaded(doc)).result
    assert {rule.id: rule.effect for rule in result.rules} == effects_by_brute(doc)
