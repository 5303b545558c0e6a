"""A short profile of `make fuzz`, the same scenarios on every run."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fuzz import seeds
from tests.fuzz.answers import Answer
from tests.fuzz.kept import kept, read
from tests.fuzz.large import contradictions, crossings
from tests.fuzz.relations import broken_relations
from tests.fuzz.shrink import shrunk
from tests.fuzz.small import disagreements
from tests.rules.office import office
from tests.solve.loading import DRAWABLE, Doc, drawn
from tests.strategies import scenarios
from tests.strategies.seeded import document


@pytest.mark.parametrize("start", range(6))
def test_every_way_agrees_with_listing(start: int) -> None:
    """Both engines, presolve on and off, one and eight workers; prices and consortia in turn."""
    strategy = scenarios(kinds=DRAWABLE, units=(2, 5), prices=start % 2 == 1, consortia=None)
    for doc in drawn(strategy, 6, start=7000 + start):
        assert disagreements(doc) == []


@pytest.mark.parametrize("start", range(4))
def test_what_must_follow_follows(start: int) -> None:
    """Renaming, reordering, money times three, a slack rule, a tighter one, a fixed lot."""
    strategy = scenarios(kinds=DRAWABLE, units=(2, 6), prices=None, consortia=None, areas=None)
    for doc in drawn(strategy, 6, start=7100 + start):
        assert broken_relations(doc) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_larger_ones_do_not_contradict_each_other(seed: int) -> None:
    """Neither engine's design beats what the other has proved."""
    assert crossings(document(seed, 12, prices=seed % 2 == 1)) == []


@pytest.mark.parametrize("path", kept(), ids=lambda path: path.stem)
def test_what_was_once_wrong_is_right(path: Path) -> None:
    """Scenarios on which something disagreed."""
    doc = read(path)
    assert disagreements(doc) == []
    assert broken_relations(doc) == []


def test_a_scenario_shrinks_to_what_is_wrong_with_it() -> None:
    """Here: that some unit is worth £7."""
    doc: Doc = {
        "schema": 1,
        "term": {"initial": 3},
        "units": [
            {"id": n, "name": n, "service": "s", "annual_budget": b, "need": 1}
            for n, b in (("a", 5), ("b", 7), ("c", 9))
        ],
        "rule": [{"id": "r", "kind": "lot_count", "max": 2}],
        "objective": [{"measure": "lots"}],
    }
    least = shrunk(doc, lambda d: any(u["annual_budget"] == 7 for u in d["units"]))
    assert [unit["id"] for unit in least["units"]] == ["b"]
    assert (least["rule"], least["term"]) == ([], {"initial": 1})


def test_contradictions_are_seen() -> None:
    """Another optimum, a design where none is to be, and a design beyond a bound."""
    scenario = office()
    best = Answer("optimal", (("a",),), (), (100,), (100,))
    none = Answer("infeasible", (), (), ())
    low = Answer("feasible", (("a",),), (), (90,), (80,))
    proof = Answer("feasible", (("a",),), (), (120,), (95,))
    assert contradictions(scenario, best, best) == []
    assert contradictions(scenario, best, Answer("optimal", (("a",),), (), (99,), (99,)))
    other = Answer("optimal", (("b",),), (), (100,), (100,))
    assert contradictions(scenario, best, other)
    assert contradictions(scenario, best, replace(other, may_be_tied=True)) == []
    assert contradictions(scenario, best, replace(other, optima=(99,), may_be_tied=True))
    assert contradictions(scenario, none, low)
    assert contradictions(scenario, low, proof)
    assert contradictions(scenario, low, low) == []


def test_a_disagreement_is_kept_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a judge that never agrees, what is left is a single unit."""
    monkeypatch.setattr("tests.fuzz.kept.FOUND", tmp_path)
    monkeypatch.setattr(seeds, "disagreements", lambda doc, ways: ["no"] * len(doc["units"]))
    monkeypatch.setattr(seeds, "EACH", 1)
    counted: Counter[str] = Counter()
    assert seeds.small(1, counted) == 1
    (path,) = list(tmp_path.glob("*.json"))
    assert len(json.loads(path.read_text())["units"]) == 1
    assert str(path) in capsys.readouterr().err
