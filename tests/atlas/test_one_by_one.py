"""Rules that are checked design by design, and what is known before and after settling."""

import pytest

from lotdesign.rules.registry import RULE_KINDS
from solver.enumeration import rule_checks
from solver.enumeration.answer import AtlasAnswer
from solver.enumeration.atlas import Atlas
from solver.enumeration.frame import build_atlas_frame
from tests import brute
from tests.atlas.test_brute import SET, check_best, chunk
from tests.atlas.towns import PROVIDERS, rule, scenario


def test_a_kind_without_flags_is_judged_design_by_design(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The rows of balance have variables of their own, so without `flag_designs` it is judged."""
    monkeypatch.setattr(rule_checks, "flag_designs", lambda rule, measured: None)
    met = 0
    for doc, first in (pair for number in range(3) for pair in chunk(number)):
        if any(each.kind == "balance" for each in first.active_rules):
            answer = Atlas.of(first).answer()
            assert not answer.settled
            check_best(answer, brute.solve(doc))
            settled = answer.settle()
            admissible = [each.lots for each in brute.designs(doc) if each.admissible]
            assert settled.count == len(admissible) <= answer.count
            met += 1
    assert met > 3


def test_every_kind_is_flagged_for_all_designs_at_once_or_needs_a_certificate() -> None:
    """A new kind without flags would be judged design by design, which is slow; `funding` is."""
    answers = [Atlas.of(each).answer() for number in range(SET.sample) for _, each in chunk(number)]
    judged = {
        rule.kind
        for answer in answers
        if len(answer.measured)
        for rule in answer.unflagged_rules
        if not rule.needs_certificate
    }
    seen = {rule.kind for answer in answers for rule in answer.scenario.active_rules}
    assert judged == set()
    assert seen >= set(RULE_KINDS) - {"funding", "route"}


LIMITED = [each | {"max_lots": 1} for each in PROVIDERS]
"""Each may hold one lot."""


def told(answer: AtlasAnswer) -> dict[str, bool | None]:
    """Contents of each design -> whether it keeps the rule `award`, None where not checked."""
    return {each["contents"]: each["rule:award"] for each in build_atlas_frame(answer).to_dicts()}


def test_settling_says_whom_the_market_turns_down() -> None:
    """Three winners need a lot each, which no single lot shows."""
    award = rule("award", min_winners=3)
    answer = Atlas.of(scenario(3, award, providers=LIMITED)).answer()
    settled = answer.settle()
    assert (answer.settled, settled.settled, answer.rejected_count) == (False, True, 0)
    assert settled.rejected_count == answer.count - settled.count
    assert [contents for contents, met in told(settled).items() if met] == ["u0 | u1 | u2"]
    assert build_atlas_frame(answer)["rule:award"].null_count() == answer.count


def test_a_lot_above_the_share_turns_its_designs_down_before_settling() -> None:
    """A lot may be worth half of 600 at most, and three designs have a larger one."""
    award = rule("award", max_share="50%")
    answer = Atlas.of(scenario(3, award, providers=LIMITED)).answer()
    settled = answer.settle()
    assert (answer.settled, answer.rejected_count, settled.rejected_count) == (False, 3, 3)
    assert told(settled) == {
        "u0+u1+u2": False,
        "u0+u1 | u2": True,
        "u0+u2 | u1": False,
        "u0 | u1+u2": False,
        "u0 | u1 | u2": True,
    }
