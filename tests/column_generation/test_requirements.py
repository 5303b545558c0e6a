"""What requirements admit of lots against what their list does."""

from collections.abc import Sequence

from lotdesign.scenario.scenario import Scenario
from solver.bitsets import pack_bits
from solver.candidate_listing import list_candidates
from solver.candidates.adjacency import build_contiguity
from solver.column_generation.requirements import RuleRequirements, read_requirements
from tests.candidates.naive import subsets
from tests.column_generation.drawn import KINDS, documents
from tests.solve.loading import loaded


def meets(scenario: Scenario, lot: Sequence[int], asked: RuleRequirements) -> bool:
    """Whether a lot meets the requirements by itself."""
    held = frozenset(lot)
    sums = [(sum(band.weights[u] for u in lot), band) for band in asked.bands]
    local = pack_bits(u for u in lot if scenario.units[u].locality)
    return (
        all(
            (band.least is None or total >= band.least)
            and (band.most is None or total <= band.most)
            for total, band in sums
        )
        and all(not group & held or group <= held for group in asked.together_groups)
        and not any(one & held and other & held for one, other in asked.apart_pairs)
        and (not asked.connected or build_contiguity(scenario).is_connected(local))
    )


def test_requirements_admit_just_the_lots_that_are_listed() -> None:
    """Over every set of units; rules of every kind that can be stated are among those drawn."""
    seen: set[str] = set()
    for start in (9900, 9901):
        for doc in documents(60, start):
            scenario = loaded(doc)
            asked = read_requirements(scenario)
            if asked is None:
                continue
            candidates = list_candidates(scenario)
            listed = [candidates.lots[i] for i in range(len(candidates))]
            assert listed == [lot for lot in subsets(scenario) if meets(scenario, lot, asked)]
            seen |= {rule.kind for rule in scenario.active_rules}
    assert seen == set(KINDS)


def test_a_value_that_may_fall_as_a_lot_grows_is_no_band() -> None:
    """With B, which costs less and runs longer, A's mean of £100 a year falls to £75."""
    units = [
        {"id": "a", "name": "A", "service": "s", "annual_budget": 100, "locality": "ash"},
        {"id": "b", "name": "B", "service": "s", "annual_budget": 25, "locality": "bree"},
    ]
    doc = {
        "schema": 1,
        "term": {"initial": 2},
        "market": {"value_basis": "mean"},
        "units": units,
        "localities": [{"id": "ash", "name": "Ash"}, {"id": "bree", "name": "Bree"}],
        "neighbours": [{"a": "ash", "b": "bree"}],
        "rule": [{"id": "value", "kind": "lot_value", "max": 90}],
        "objective": [{"measure": "cut_neighbours"}],
    }
    asked = read_requirements(loaded(doc))
    assert asked is not None
    assert [band.weights for band in asked.bands] == [(20_000, 5_000)]
    units[0] |= {"first_year": 1, "last_year": 1}
    scenario = loaded(doc)
    assert read_requirements(scenario) is None
    candidates = list_candidates(scenario)
    assert [candidates.lots[i] for i in range(len(candidates))] == [(0, 1), (1,)]
