"""Rules that ask for more lots than others leave room for."""

import pytest

from lotdesign.preflight.finding import PreflightFinding
from lotdesign.preflight.lot_numbers import find_contradicting_lot_counts
from tests.rules.office import Row, office, rule

MANY = rule("lot_count", min=4) | {"id": "many"}
HUBS = rule("hub", units=["a", "y", "w"]) | {"id": "hubs"}
LARGE = rule("lot_size", min=2) | {"id": "large"}
SMALL = rule("lot_size", max=1) | {"id": "small"}


@pytest.mark.parametrize(
    ("rules", "text", "ids"),
    [
        ((MANY, HUBS), "Rule many asks for at least 4 lots, and rule hubs leaves room for 3", 2),
        ((LARGE, MANY), "Rule many asks for at least 4 lots, and rule large leaves room for 2", 2),
        ((HUBS, SMALL), "Rule small asks for at least 5 lots, and rule hubs leaves room for 3", 2),
        (
            (rule("lot_count", min=6),),
            "Rule lot_count asks for at least 6 lots, and there are 5",
            1,
        ),
    ],
)
def test_both_rules_are_named(rules: tuple[Row, ...], text: str, ids: int) -> None:
    """The one that asks for most and the one that leaves least room."""
    (finding,) = find_contradicting_lot_counts(office(*rules))
    assert (finding.level, finding.text.startswith(text)) == ("impossible", True)
    assert len(finding.rules) == ids


def test_the_finding_in_full() -> None:
    """Other rules, and what is off, play no part."""
    off = rule("lot_count", max=1) | {"id": "off", "status": "off"}
    text = "Rule many asks for at least 4 lots, and rule hubs leaves room for 3 at most."
    found = list(find_contradicting_lot_counts(office(MANY, off, HUBS, rule("procedure"))))
    assert found == [PreflightFinding("impossible", text, ("many", "hubs"))]


def test_one_rule_may_ask_for_more_than_it_leaves_room_for() -> None:
    """Five units in lots of exactly two: three lots are asked for, and two are possible."""
    (found,) = find_contradicting_lot_counts(office(LARGE | {"max": 2}))
    assert found.text == (
        "Rule large asks for at least 3 lots, and rule large leaves room for 2 at most."
    )


def test_nothing_is_said_where_there_is_room_or_one_rule_alone_is_wrong() -> None:
    """Exactly as many lots as hubs are possible, and a lot of six units is told by no count."""
    assert not list(find_contradicting_lot_counts(office(MANY | {"min": 3}, HUBS)))
    assert not list(find_contradicting_lot_counts(office(rule("lot_size", min=6))))
    assert not list(find_contradicting_lot_counts(office()))
