"""Units that move one by one: designs stay admissible, and costs are what the ledger says."""

from itertools import pairwise
from random import Random

import pytest

from benchmarks.county import county
from benchmarks.county.plan import named
from lotdesign.design import design_with
from lotdesign.ledger import Ledger
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.candidates.listing import candidates
from solver.generating import annealing
from solver.generating.annealing import Annealing
from solver.generating.local import separable
from solver.generating.pieces import Piece, pieces_of
from solver.selection.canonical import chosen_lots
from solver.solve import Means, posed


def cost(scenario: Scenario, pieces: list[Piece]) -> int:
    """The exact cost of the pieces, each won as it says."""
    pieces = sorted(pieces, key=lambda piece: piece.lot.units)
    design = design_with([piece.lot for piece in pieces])
    award = None if scenario.prices is None else tuple(piece.winner for piece in pieces)
    return int(MEASURES["whole_life_cost"].of(Ledger(scenario, design, award)))


def some_design(scenario: Scenario) -> list[Piece]:
    """Any admissible design of lots of about three units."""
    facts = candidates(scenario)
    search, _ = posed(scenario, facts, Means(), len(scenario.units) // 3, False)
    solution = search.solve().solution
    assert solution is not None
    return pieces_of(facts, chosen_lots(facts, solution))


@pytest.mark.parametrize(
    "name", ["county-13-easy", "county-13-easy-priced", "county-24-easy", "county-18-easy-priced"]
)
@pytest.mark.parametrize("seed", [1, 2])
def test_designs_get_cheaper_by_what_is_said(
    name: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lots are candidates with their winners, nobody carries too much, and units are in one lot."""
    monkeypatch.setattr(annealing, "TURNS", 80)
    scenario = county(named(name)).scenario()
    before = some_design(scenario)
    found = Annealing(scenario, Means(), Random(seed)).cooled(before)
    assert found is not None
    pieces, gained = found
    assert gained > 0
    assert cost(scenario, pieces) == cost(scenario, before) - gained
    facts = candidates(scenario)
    known = set(pieces_of(facts, range(len(facts))))
    assert known.issuperset(pieces)
    assert sorted(u for p in pieces for u in p.lot.units) == list(range(len(scenario.units)))
    for p, party in enumerate(scenario.providers or ()):
        won = [piece for piece in pieces if piece.winner == p]
        assert party.max_lots is None or len(won) <= party.max_lots
        taken = sum(scenario.units[u].gross[0] for piece in won for u in piece.lot.units)
        assert party.capacity is None or taken <= party.capacity


def test_a_seed_repeats_what_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another one finds something else on its way."""
    monkeypatch.setattr(annealing, "TURNS", 5)
    scenario = county(named("county-24-easy")).scenario()
    before = some_design(scenario)
    runs = [Annealing(scenario, Means(), Random(seed)).cooled(before) for seed in (1, 1, 2, 3)]
    assert runs[0] == runs[1]
    assert any(a != b for a, b in pairwise(runs[1:]))


def test_every_lot_by_itself_is_no_tie() -> None:
    """Rules that look at each lot alone leave lots elsewhere out of it; others do not."""
    assert separable(county(named("county-54-large")).scenario())
    assert separable(county(named("county-54-large-priced")).scenario())
    assert not separable(county(named("county-54-middle")).scenario())
    assert not separable(county(named("county-54-tight-priced")).scenario())
