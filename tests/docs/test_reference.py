"""docs/rules.md and docs/measures.md say what the program declares; their examples are tried."""

import re
from pathlib import Path
from typing import get_args

import pytest

from lotdesign.measures.registry import MEASURES
from lotdesign.rules.registry import RULE_KINDS
from lotdesign.scenario.rule import RuleGroup, ScenarioInput
from tests.cli.run import ROOT
from tests.docs.reference.pages import REFERENCE_PAGES
from tests.docs.reference.rules_page import GROUP_TITLES
from tests.docs.reference.snippets import find_example, load_with_snippet, read_snippet
from tests.docs.reference.words import INPUT_WORDS

EACH_KIND = pytest.mark.parametrize("kind", list(RULE_KINDS))
EACH_MEASURE = pytest.mark.parametrize("name", list(MEASURES))


@pytest.mark.parametrize("page", list(REFERENCE_PAGES))
def test_a_page_is_what_the_declarations_say(page: str, tmp_path: Path) -> None:
    """A page that nobody wrote anew after a change would mislead."""
    written = (ROOT / "docs" / page).read_text(encoding="utf-8")
    now = REFERENCE_PAGES[page](tmp_path)
    assert written == now, f"docs/{page} is out of date: run `make docs` and read the difference"


@EACH_KIND
def test_the_example_of_a_kind_is_a_rule_that_says_something(kind: str, tmp_path: Path) -> None:
    """It is loaded by itself; one that no design could break would teach nothing."""
    example = find_example(kind)
    scenario = load_with_snippet(example, tmp_path)
    (rule,) = scenario.rules
    assert rule.kind == kind
    assert not rule.is_idle(scenario)
    assert not list(rule.describe_impossibility(scenario))
    assert {each["kind"] for each in read_snippet(example)["rule"]} == {kind}


@EACH_MEASURE
def test_the_example_of_a_measure_is_an_objective(name: str, tmp_path: Path) -> None:
    """The first, and the last states no tolerance, as nothing would use it."""
    objectives = load_with_snippet(MEASURES[name].example, tmp_path).objectives
    assert objectives[0].measure == name
    assert "tolerance" not in read_snippet(MEASURES[name].example)["objective"][-1]


def test_all_data_and_groups_have_words() -> None:
    """A page could not say what a kind reads, or under which heading it stands."""
    assert set(INPUT_WORDS) == set(get_args(ScenarioInput)), (
        "add it in tests/docs/reference/words.py"
    )
    assert set(GROUP_TITLES) == set(get_args(RuleGroup)), (
        "add it in tests/docs/reference/rules_page.py"
    )


@EACH_KIND
def test_every_kind_and_key_is_on_the_page(kind: str) -> None:
    """As headings and as rows of the table of keys."""
    section = _read_section("rules.md", f"### {kind}")
    own = set(RULE_KINDS[kind].model_fields) - {"id", "kind", "status", "protected", "source"}
    assert all(f"| `{RULE_KINDS[kind].model_fields[key].alias or key}` |" in section for key in own)
    assert "```toml" in section
    assert "\n> " in section


@EACH_MEASURE
def test_every_measure_is_on_the_page(name: str) -> None:
    section = _read_section("measures.md", f"## {name}")
    assert f"- {MEASURES[name].better.capitalize()} is better." in section
    assert f'measure = "{name}"' in section


def _read_section(page: str, heading: str) -> str:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert f"\n{heading}\n" in text, f"docs/{page} has no `{heading}`: run `make docs`"
    return re.split(r"\n##+ ", text.split(f"\n{heading}\n")[1])[0]
