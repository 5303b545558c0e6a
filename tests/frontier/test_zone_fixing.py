"""What the measures' relaxations rule out below a bound, against all designs."""

import pytest

from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.sections import Objective
from solver.candidate_listing import list_candidates
from solver.candidate_mip import CandidateMip
from solver.enumeration.atlas import Atlas
from solver.enumeration.measure_columns import compute_column
from solver.pareto import zone_fixing
from solver.pareto.zone_fixing import ZoneFixing
from solver.solve_context import RunOptions, SolveContext
from solver.whatif.variants import replace_objectives
from tests.solve.loading import DRAWABLE, drawn, loaded
from tests.strategies import scenarios

AIMS = ("whole_life_cost", "lots")


def test_designs_within_a_bound_keep_their_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zone_fixing, "FEWEST_FOR_LP", 0)
    context = SolveContext.begin(RunOptions(), raise_on_interrupt=True)
    fixed = closed = 0
    for doc in drawn(scenarios(kinds=DRAWABLE, max_units=5), 30, start=2_000):
        scenario = replace_objectives(loaded(doc), [Objective(measure=name) for name in AIMS])
        if scenario.prices is not None or scenario.routes.has_choice:
            continue
        answer = Atlas.of(scenario).answer().settle()
        if not answer.count:
            continue
        mip = CandidateMip(scenario, list_candidates(scenario), context)
        fixing = ZoneFixing(mip, mip.search)
        columns = [compute_column(answer.measured, name) for name in AIMS]
        values = {
            i: tuple(MEASURES[n].sign * c[i] for n, c in zip(AIMS, columns, strict=True))
            for i in answer.designs.tolist()
        }
        fewest = min(value[1] for value in values.values())
        assert fixing.least_values == (None, fewest)
        assert fixing.is_empty((None, fewest))
        assert not fixing.is_empty((None, fewest + 1))
        for bound in (*list(values.values())[:3], (None, fewest)):
            possible = fixing.mark_possible(bound)
            assert possible is not None
            kept = {mip.candidates.get_lot(i) for i in possible.nonzero()[0].tolist()}
            for design, own in values.items():
                within = all(b is None or v <= b for v, b in zip(own, bound, strict=True))
                assert not within or set(answer.design(design).lots) <= kept
            fixed += not possible.all()
        closed += 1
    assert closed > 5
    assert fixed > 5
