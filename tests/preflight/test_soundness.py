"""What the pre-flight calls impossible, idle or broken is so, by brute force."""

from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from lotdesign.preflight.run import is_impossible, run_preflight
from lotdesign.verify.impossibility import is_ruled_out
from solver.awards.certificates import find_fallbacks
from solver.backends.cp_sat import CpSatEngine
from tests.assessed import ledger_of
from tests.brute import designs, solve
from tests.preflight.scenarios import drawn
from tests.preflight.tight import tight
from tests.rules.office import Row, loaded

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(drawn())
def test_impossible_means_that_no_design_is_admissible(doc: Row) -> None:
    """The brute force finds none either."""
    notes = run_preflight(loaded(doc))
    impossible = any(note.level == "impossible" for note in notes)
    event(f"impossible: {impossible}")
    if impossible:
        assert solve(doc).status == "infeasible"


@QUICK
@given(tight())
def test_the_checker_proves_what_the_preflight_does(doc: Row) -> None:
    """Close to what can be met; where either rules all designs out, none is admissible."""
    scenario = loaded(doc)
    event(f"impossible: {is_impossible(scenario)}")
    assert is_ruled_out(scenario) or not is_impossible(scenario)
    if is_ruled_out(scenario):
        assert solve(doc).status == "infeasible"


@QUICK
@given(drawn(max_units=4, with_providers=True), st.data())
def test_impossible_is_sound_close_to_what_can_be_met(doc: Row, data: Any) -> None:
    """With one rule that asks for about as much as there is, in market or money."""
    gross = sum(unit.gross[0] for unit in loaded(doc).units)
    kind = data.draw(st.sampled_from(("envelope", "bidders", "small_bidders", "award")))
    tight: dict[str, Row] = {
        "envelope": {
            "annual": f"{data.draw(st.integers(max(0, gross * 9 // 10), gross)) / 100:.2f}",
            "on": data.draw(st.sampled_from(("paid", "cost", "gross"))),
        },
        "bidders": {"min": data.draw(st.integers(1, 4))},
        "small_bidders": {"lots": "all"},
        "award": {},
    }
    close = doc | {"rule": [{"id": "tight", "kind": kind} | tight[kind]]}
    notes = [note for note in run_preflight(loaded(close)) if note.level == "impossible"]
    event(f"{kind} impossible: {bool(notes)}")
    if notes:
        assert solve(close).status == "infeasible"


@QUICK
@given(drawn())
def test_no_design_breaks_an_idle_rule(doc: Row) -> None:
    """A rule that never affects the answer is broken by no partition at all."""
    scenario = loaded(doc)
    idle = {rule.id for rule in scenario.active_rules if rule.is_idle(scenario)}
    event(f"idle: {bool(idle)}")
    if idle:
        assert not any(idle & set(assessed.broken) for assessed in designs(doc))


@QUICK
@given(drawn(max_units=4))
def test_rules_are_judged_as_the_brute_force_judges_them(doc: Row) -> None:
    """For every design the same rules are broken, awards given."""
    scenario = loaded(doc)
    for assessed in designs(doc):
        known = ledger_of(scenario, assessed)
        evaluation = known.with_award(
            known.award, find_fallbacks(scenario, known.design, CpSatEngine())
        )
        broken = [r.id for r in scenario.active_rules if not r.judge(evaluation).met]
        certified = {r.id for r in scenario.active_rules if r.needs_certificate}
        if assessed.certified is False:
            assert set(broken) - certified == set(assessed.broken) - certified
        else:
            assert broken == assessed.broken
