"""What the report says of sources of money is what the rule judges by."""

import lotdesign as ld
from lotdesign.report.budget import find_tightest_uses
from tests.cli.run import ROOT, run
from tests.solve.loading import drawn, loaded
from tests.strategies import scenarios

FRAMEWORK = ROOT / "examples" / "commissioning-framework"


def test_the_least_that_is_left_is_the_room_of_the_rule() -> None:
    """Of designs of one lot a unit; some can be paid for and some cannot."""
    seen = set()
    for doc in drawn(scenarios(kinds=("funding",), max_units=5, funding=True), 60, 4_000):
        scenario = loaded(doc)
        rule = next((r for r in scenario.active_rules if r.kind == "funding"), None)
        if rule is None:
            continue
        result = ld.evaluate(scenario, design=[[unit.id] for unit in scenario.units]).result
        found = next(each for each in result.rules if each.id == rule.id)
        use = find_tightest_uses(scenario, result.lots)[0]
        assert (use.left < 0) == (found.status == "broken")
        if found.status == "met" and found.slack is not None:
            assert use.left == found.slack
        seen.add(found.status)
    assert seen == {"met", "broken"}


def test_who_pays_stands_in_the_report_where_there_are_sources() -> None:
    said = run("solve", FRAMEWORK, "--quiet").out
    assert "Who pays\n--------" in said
    assert "Everything can be paid for when no row needs more than it holds." in " ".join(
        said.split()
    )
    assert "Who pays" not in run("solve", ROOT / "examples" / "tiny", "--quiet").out
