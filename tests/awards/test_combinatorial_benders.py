"""Benders cuts exclude the refused design and no admissible one."""

from random import Random

import numpy as np
import pytest

from solver.arrays import Ints
from solver.awards.combinatorial_benders import CombinatorialBenders
from solver.backends.cp_sat import CpSatEngine
from solver.candidate_listing import list_candidates
from solver.candidates.table import CandidateTable
from tests import brute
from tests.solve.loading import Doc, loaded


def list_designs(doc: Doc, candidates: CandidateTable) -> list[tuple[Ints, bool]]:
    """Every design of the candidates, as a solution, and whether it is admissible."""
    names = [unit.id for unit in candidates.scenario.units]
    place = {frozenset(names[u] for u in lot): i for i, lot in enumerate(candidates.lots)}
    designs = []
    for each in brute.designs(doc):
        lots = [place.get(frozenset(lot)) for lot in each.lots]
        if None not in lots:
            solution = np.zeros(len(candidates), dtype=np.int64)
            solution[[lot for lot in lots if lot is not None]] = 1
            designs.append((solution, each.admissible))
    return designs


def draw_scarce_market(seed: int) -> Doc:
    """Four or five units, and four providers with capacity for some of them each."""
    random = Random(seed)
    units = [
        {
            "id": f"u{i}",
            "name": f"U{i}",
            "service": "s",
            "annual_budget": 100 * random.randint(1, 9),
        }
        for i in range(4 + seed % 2)
    ]
    total = sum(int(str(unit["annual_budget"])) for unit in units)
    providers = [
        {
            "id": f"p{i}",
            "name": f"P{i}",
            "kind": random.choice(["vcse", "national"]),
            "services": "*",
            "localities": "*",
            "annual_turnover": "",
            "capacity": round(total * random.choice([0.2, 0.4, 0.6])),
            "max_lots": random.randint(1, 3),
        }
        for i in range(4)
    ]
    asked = random.choice(
        [{"kind": "award"}, {"kind": "withdrawal", "providers": "any"}, {"kind": "award"}]
    )
    rules = [{"id": "asked"} | asked, {"id": "small", "kind": "small_award", "min_lots": seed % 3}]
    return {
        "schema": 1,
        "term": {"initial": 1},
        "units": units,
        "providers": providers,
        "rule": rules[: 2 if seed % 3 else 1],
    }


@pytest.mark.parametrize("start", range(3))
def test_a_cut_excludes_what_was_refused_and_nothing_admissible(start: int) -> None:
    """Each refusal by itself, against the list of all designs."""
    cuts = kept = 0
    for seed in range(12 * start, 12 * start + 12):
        doc = draw_scarce_market(seed)
        scenario = loaded(doc)
        candidates = list_candidates(scenario)
        designs = list_designs(doc, candidates)
        kept += sum(admissible for _, admissible in designs)
        for solution, admissible in designs:
            benders = CombinatorialBenders(scenario, candidates, CpSatEngine())
            assert benders.refuse(solution) == (not admissible)
            for row in benders.rows:
                assert row.high is not None
                assert row.expression.evaluate(solution) > row.high
                assert all(
                    row.expression.evaluate(other) <= row.high for other, good in designs if good
                )
                cuts += 1
    assert cuts > 20
    assert kept > 20
