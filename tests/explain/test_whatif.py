"""What is known of one variant and used for another: lists, long ones too, and designs."""

import pytest

from lotdesign.scenario.scenario import Scenario
from solver.backends.cp_sat import CpSatEngine
from solver.candidate_listing import list_candidates
from solver.solve_context import SolveContext
from solver.whatif import candidate_lists, oracle
from solver.whatif.candidate_lists import CandidateLists
from solver.whatif.known_designs import KnownDesigns
from solver.whatif.oracle import UNSETTLED_VERDICT, WhatIfOracle
from tests.rules.office import PROVIDERS, design, office, rule

LIMITED = [PROVIDERS[0] | {"annual_turnover": 160_000}, *PROVIDERS[1:]]
"""Nobody can carry more than £80,000 a year."""
OPEN = office(rule("lot_count", max=5), providers=LIMITED)
AWARDED = office(objective=[{"measure": "largest_provider_share"}], providers=LIMITED)


def count_listed(scenario: Scenario) -> int:
    """How many candidates a scenario has."""
    return len(list_candidates(scenario))


def test_a_list_of_lots_with_winners_is_no_list_of_all_lots() -> None:
    """The larger lots have nobody who is eligible; without an award they are candidates."""
    lists = CandidateLists()
    narrow, wide = lists.list_candidates(AWARDED), lists.list_candidates(OPEN)
    assert narrow is not None
    assert wide is not None
    assert len(narrow) == count_listed(AWARDED) < count_listed(OPEN) == len(wide)


def test_what_is_too_long_without_winners_may_be_short_with_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(candidate_lists, "MOST_CANDIDATES", count_listed(AWARDED))
    lists = CandidateLists()
    assert lists.list_candidates(OPEN) is None
    narrow = lists.list_candidates(AWARDED)
    assert narrow is not None
    assert len(narrow) == count_listed(AWARDED)


def test_two_rules_of_a_kind_are_judged_each_by_itself() -> None:
    """Five lots keep the wider limit and break the narrower one, whichever is judged first."""
    wide = rule("lot_count", max=5) | {"id": "wide"}
    narrow = rule("lot_count", max=4) | {"id": "narrow"}
    for rules in ((wide, narrow), (narrow, wide)):
        scenario = office(*rules)
        five = design(scenario, "a", "b", "c", "y", "w")
        known = KnownDesigns(scenario, CpSatEngine())
        assert not known.is_admitted(scenario, five)
        assert known.list_kept_rules(five, scenario.rules) == {"wide"}


def test_a_variant_with_too_many_lots_is_not_called_impossible(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing was proved, so nothing is said to be proved."""
    monkeypatch.setattr(candidate_lists, "MOST_CANDIDATES", 0)
    monkeypatch.setattr(oracle, "draw_designs", lambda variant: ())
    asked = WhatIfOracle(OPEN, SolveContext())
    assert asked.ask(OPEN) == UNSETTLED_VERDICT
    assert asked.confirm_impossible(OPEN) == ()
