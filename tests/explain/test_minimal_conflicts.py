"""What is said of conflicts where some questions stay open."""

import pytest

from solver.infeasibility.minimal_conflicts import ConflictExplorer, ConflictMap, MinimalConflict
from solver.solve_context import SolveContext
from solver.whatif.oracle import UNSETTLED_VERDICT, WhatIfOracle
from tests.atlas.towns import rule, scenario

THREE = scenario(3, rule("lot_count", min=3), rule("lot_size", min=2))


@pytest.mark.parametrize(
    ("needed", "minimal"),
    [({"lot_count", "lot_size"}, True), ({"lot_size"}, False), (set(), False)],
)
def test_a_conflict_is_minimal_where_every_rule_is_proved_needed(
    needed: set[str], minimal: bool
) -> None:
    conflict = MinimalConflict(("lot_count", "lot_size"), frozenset(needed), ("CP-SAT",))
    assert conflict.is_minimal is minimal


def test_a_question_that_stays_open_leaves_the_list_incomplete() -> None:
    """And is no correction: it is not known that leaving those rules out would do."""

    class Undecided(WhatIfOracle):
        """An oracle that never knows."""

        def ask(self, *given: object, **named: object) -> object:  # type: ignore[override]
            """Nothing is proved."""
            return UNSETTLED_VERDICT

    known = ConflictMap(THREE.active_rules)
    ConflictExplorer(Undecided(THREE, SolveContext()), known, lambda *told: None).explore()
    assert known.unsettled == [frozenset({"lot_count", "lot_size"})]
    assert (known.found, known.corrections, known.complete) == ([], [], False)
