"""What is drawn can be read, holds what was asked for, and is often possible."""

import json
import subprocess
import sys
from collections import Counter

import pytest

from tests.brute import read, solve
from tests.brute.case import Doc
from tests.cli.run import ROOT
from tests.solve.loading import drawn
from tests.strategies import scenarios
from tests.strategies.rules import KINDS
from tests.strategies.seeded import document

AWARDS = ("award", "small_award", "withdrawal", "reserved")


def active(doc: Doc) -> set[str]:
    """Kinds of the rules that are on."""
    return {rule["kind"] for rule in doc.get("rule", []) if rule.get("status") != "off"}


@pytest.mark.parametrize("consortia", [False, True])
@pytest.mark.parametrize("prices", [False, True])
def test_every_rule_of_the_market_is_kept_by_some_answer(prices: bool, consortia: bool) -> None:
    """Enough of every kind, some impossible, and consortia that win."""
    kept: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    wins = 0
    strategy = scenarios(
        units=(2, 5), kinds=AWARDS, with_providers=True, prices=prices, consortia=consortia
    )
    for doc in (doc for start in range(4) for doc in drawn(strategy, 12, start)):
        case, answer = read(doc), solve(doc)
        assert case.priced == prices
        assert 2 <= len(case.units) <= 5
        statuses[answer.status] += 1
        if answer.status == "optimal":
            kept.update(active(doc))
        wins += any(winner in ("c1", "c2") for winner in answer.award or ())
    assert set(kept) == set(AWARDS)
    assert statuses["optimal"] > statuses["infeasible"] > 0
    assert bool(wins) == consortia


def test_nothing_new_is_drawn_unless_asked_for() -> None:
    """Without prices and consortia, as a scenario of their absence."""
    for doc in drawn(scenarios(kinds=KINDS), 20, start=3):
        assert "consortium" not in doc
        assert not read(doc).priced


DRAW = """
import json, sys
for name in sys.argv[1:]:
    __import__(name)
from tests.solve.loading import DRAWABLE, drawn
from tests.strategies import scenarios
print(json.dumps(drawn(scenarios(kinds=DRAWABLE), 25, start=5001)))
"""


def test_what_is_drawn_hangs_on_the_seed_alone() -> None:
    """Not on the modules that happen to be loaded: a seed that failed must fail again alone."""
    modules = ("tui.app", "solver.run", "lotdesign.app.cli.main", "tests.fuzz.seeds")
    alone, after = (
        subprocess.run(
            [sys.executable, "-c", DRAW, *names],
            capture_output=True,
            cwd=ROOT,
            check=True,
            text=True,
        ).stdout
        for names in ((), modules)
    )
    assert len(json.loads(alone)) == 25
    assert alone == after


@pytest.mark.parametrize("band", ["size", "value"])
def test_seeded_scenarios_are_the_same_again(band: str) -> None:
    """Forty units on one map, and six that the brute force can solve."""
    large = document(1, 40, band=band, prices=True, consortia_too=True)
    assert large == document(1, 40, band=band, prices=True, consortia_too=True)
    assert large != document(2, 40, band=band, prices=True, consortia_too=True)
    assert len(read(large).units) == 40
    assert solve(document(3, 6, band=band)).status == "optimal"
