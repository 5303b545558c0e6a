"""Designs without any external lot: nobody has won, so shares are met and counts are not."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from lotdesign.app import api
from lotdesign.result.model import Result, RuleResult
from tests import brute
from tests.cli.run import run
from tests.rules.office import PROVIDERS, Row, doc, loaded, rule
from tests.strategies import to_toml

ROUTES = {"in_house": {"annual_management": 1}, "prime": {"fee": "4%"}}
OWN = {"id": "own", "name": "Own", "lots": [["a", "b", "c", "y"], ["w"]]}
SHARE = [{"measure": "largest_provider_share"}]
KINDS = [
    (rule("bidders", min=2), None),
    (rule("small_bidders", lots="all"), None),
    (rule("small_bidders", share="60%"), None),
    (rule("small_bidders", lots=0), 0),
    (rule("small_bidders", lots=1), -1),
    (rule("award"), None),
    (rule("award", max_share="0%"), None),
    (rule("award", min_winners=1), -1),
    (rule("award", max_share="50%", min_winners=2), -2),
    (rule("small_award", min_share="60%"), None),
    (rule("small_award", min_lots=0), 0),
    (rule("small_award", min_lots=2), -2),
    (rule("withdrawal", providers="any"), None),
    (rule("reserved", min=0), 0),
    (rule("reserved", min=1), -1),
    (rule("balance", measure="value", tolerance="50%"), Fraction(1, 6)),
]
"""Rules, and the room that they have; None where there is nothing to measure."""


def document(*rules: Row, **tables: Any) -> Row:
    """The office, with an option of two lots, one in-house and one inside another contract."""
    option = OWN | {"routes": ["in_house", "prime"]}
    return doc(*rules, **({"routes": ROUTES, "option": [option]} | tables))


def evaluated(document: Row) -> tuple[Result, dict[str, RuleResult]]:
    """The option's result, which the checker has nothing against, and its rules by id."""
    scenario = loaded(document)
    result = api.evaluate(scenario, option="own").result
    assert result.verification.faults == ()
    assessed = brute.assess(document, (0, 0, 0, 0, 1), routes=("in_house", "prime"))
    broken = [rule.id for rule in result.rules if rule.status == "broken"]
    assert broken == assessed.broken
    return result, {rule.id: rule for rule in result.rules}


@pytest.mark.parametrize(("tested", "room"), KINDS)
@pytest.mark.parametrize("objective", [None, SHARE])
@pytest.mark.parametrize("price", [None, 104])
def test_each_kind(
    tested: Row, room: Fraction | int | None, objective: list[Row] | None, price: int | None
) -> None:
    """Alone, where the aims ask for a certificate, and where prices do."""
    providers = [row | {"price": price} for row in PROVIDERS] if price else PROVIDERS
    more: Row = {"providers": providers} | ({"objective": objective} if objective else {})
    result, rules = evaluated(document(tested, **more))
    found = rules[tested["kind"]]
    assert found.status == ("broken" if room is not None and room < 0 else "met")
    assert (found.slack is None) == (room is None)
    assert room is None or abs(Fraction(found.slack or 0) - room) < Fraction(1, 10**5)
    measures = {name: result.measures[name] for name in ("fewest_bidders", "accessible_share")}
    assert measures == {"fewest_bidders": 0, "accessible_share": "1"}
    assert result.measures["fewest_small_bidders"] == 0
    assert result.measures.get("largest_provider_share", "0") == "0"


def test_each_rule_about_awards_is_judged_for_itself() -> None:
    """That one of them counts winners takes nothing away from those that measure shares."""
    tested = (
        rule("award", min_winners=1) | {"id": "some"},
        rule("award", max_share="30%") | {"id": "none-above"},
        rule("small_award", min_share="60%"),
    )
    result, rules = evaluated(document(*tested))
    assert {id_: each.status for id_, each in rules.items()} == {
        "some": "broken",
        "none-above": "met",
        "small_award": "met",
    }
    some = rules["some"]
    assert (some.measured, some.limit, some.slack, some.unit) == (0, 1, -1, "providers")
    assert result.measures["largest_provider_share"] == "0"


def test_nobody_can_be_spared_where_the_rules_ask_for_a_winner() -> None:
    """No certificate without the provider keeps the rule about winners."""
    _, rules = evaluated(
        document(rule("award", min_winners=1), rule("withdrawal", providers=["big"]))
    )
    assert {each.status for each in rules.values()} == {"broken"}


@pytest.mark.parametrize("tested", [rule("award", min_winners=1), rule("small_award", min_lots=1)])
def test_the_commands_end_well(tested: Row, tmp_path: Path) -> None:
    """`evaluate`, `verify` of what it wrote, and `solve` that compares with it."""
    file, judged = tmp_path / "office.toml", tmp_path / "own.json"
    file.write_text(to_toml(document(tested, providers=PROVIDERS)), encoding="utf-8")
    assert run("evaluate", file, "--option", "own", "--out", judged, "--quiet").code == 0
    assert run("verify", file, judged).code == 0
    solved = run("solve", file, "--quiet", "--format", "json")
    assert solved.code == 0
    own = next(each for each in json.loads(solved.out)["comparisons"] if each["id"] == "own")
    assert own["broken"] == [tested["kind"]]
    assert not own["admissible"]
