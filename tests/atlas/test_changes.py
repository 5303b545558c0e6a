"""An atlas followed through a change of its scenario, against a fresh solve."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest

from lotdesign.app import api
from lotdesign.measures.registry import MEASURES
from lotdesign.result.figures import write_figure
from lotdesign.rules.registry import RULE_KINDS
from solver.enumeration.answer import AtlasAnswer
from solver.enumeration.atlas import Atlas
from tests.atlas.test_brute import chunk
from tests.atlas.towns import PROVIDERS, rule, scenario
from tests.solve.loading import Doc, loaded

TURNED = {
    "lot_count": {"min": 1, "max": 3},
    "lot_value": {"min": 0, "max": 100_000},
    "lot_size": {"min": 1, "max": 2},
    "balance": {"tolerance": "150%"},
    "travel": {"max_km": 5},
    "change": {"max_pairs": 4},
    "bidders": {"min": 2},
    "reserved": {"min": 0},
}
"""Other parameters for a rule of the kind."""


def turned(doc: Doc) -> Iterator[Doc]:
    """The documents with one rule changed, or switched off."""
    for at, each in enumerate(doc.get("rule", [])):
        if RULE_KINDS[each["kind"]].structural:
            continue
        other = deepcopy(doc)
        if each["kind"] in TURNED:
            other["rule"][at] |= TURNED[each["kind"]]
        else:
            other["rule"][at]["status"] = "off"
        yield other


def check(answer: AtlasAnswer) -> None:
    """Checks that the best design is that of a fresh solve, with the same optima."""
    result = api.solve(answer.scenario, context=False).result
    assert (result.status == "optimal") == (answer.best is not None)
    if answer.best is not None:
        units = answer.scenario.units
        lots = answer.design(answer.best.design).lots
        assert [each.units for each in result.lots] == [
            tuple(units[u].id for u in lot.units) for lot in lots
        ]
        pairs = zip(result.objective, answer.best.optima, strict=True)
        assert all(o.optimum == write_figure(v, MEASURES[o.measure].unit) for o, v in pairs)


@pytest.mark.parametrize("number", range(2))
def test_a_turned_rule_is_a_filter(number: int) -> None:
    """The designs and their figures stay; the answer is that of a fresh solve."""
    for doc, first in chunk(number):
        atlas = Atlas.of(first)
        for other in turned(doc):
            changed = loaded(other)
            followed = atlas.at(changed)
            assert followed.measured is atlas.measured
            check(followed.answer())
            assert atlas.answer(changed).count == followed.answer().count


def test_a_changed_figure_keeps_the_list() -> None:
    """Money and market are measured again."""
    for doc, first in chunk(2)[:12]:
        other = deepcopy(doc)
        other.setdefault("money", {})["contract_management"] = 12345
        changed = loaded(other)
        atlas = Atlas.of(first)
        followed = atlas.at(changed)
        assert followed is not atlas
        assert followed.listing is atlas.listing
        with pytest.raises(ValueError, match="another scenario"):
            atlas.answer(changed)
        check(followed.answer())


def test_a_structural_rule_makes_another_list() -> None:
    atlas = Atlas.of(scenario(4, rule("together", units=["u0", "u1"])))
    other = scenario(4, rule("together", units=["u0", "u2"]))
    assert (len(atlas), len(atlas.at(other))) == (5, 5)
    assert atlas.at(other).listing is not atlas.listing
    with pytest.raises(ValueError, match="another list"):
        atlas.remeasure(other)
    assert len(atlas.at(scenario(4))) == 15
    assert len(atlas.at(scenario(5))) == 52


def test_what_a_rule_alone_excludes() -> None:
    """Of 15 designs 8 have more than two lots; a lot of more than £500 has one bidder only."""
    rules = (rule("lot_count", max=2), rule("bidders", min=2))
    answer = Atlas.of(scenario(4, *rules, providers=PROVIDERS)).answer()
    assert answer.broken["lot_count"] == 7
    both = int((~answer.met["lot_count"] & ~answer.met["bidders"]).sum())
    assert answer.excluded == {name: answer.broken[name] - both for name in answer.broken}
    assert answer.count == 15 - sum(answer.excluded.values()) - both


def test_a_changed_threshold_keeps_the_figures() -> None:
    """Nothing is measured again unless figures depend on the setting."""
    town = Path(__file__).parents[2] / "examples" / "tiny"
    atlas = Atlas.of(api.load(town))
    assert atlas.at(api.load(town, ["access.lots=1"])).measured is atlas.measured
    assert atlas.at(api.load(town, off=["access"])).measured is atlas.measured
    assert atlas.at(api.load(town, ["market.small_needed=1"])).measured is not atlas.measured
