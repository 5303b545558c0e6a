"""Hall cuts refuse the lots they are made of, and no design that can be awarded."""

from collections.abc import Iterator
from itertools import product
from random import Random

import numpy as np
import pytest

from solver.awards.hall_cuts import HallCuts, _Matching
from solver.awards.subproblem import AwardSubproblem
from solver.backends.cp_sat import CpSatEngine
from solver.candidate_listing import list_candidates
from solver.candidates.table import CandidateTable
from solver.model.linear_model import LinearRow
from tests.awards.test_combinatorial_benders import draw_scarce_market
from tests.rules.office import PROVIDERS, office, rule
from tests.solve.loading import drawn, loaded
from tests.strategies import scenarios

AIM = [{"measure": "lots"}]


def list_designs(candidates: CandidateTable) -> Iterator[list[int]]:
    """All partitions of the units, as positions of candidates."""
    units = set(range(len(candidates.scenario.units)))
    lots = [set(candidates.get_lot(i).units) for i in range(len(candidates))]

    def extend(left: set[int], chosen: list[int]) -> Iterator[list[int]]:
        if not left:
            yield chosen
            return
        for i, lot in enumerate(lots):
            if min(left) in lot and lot <= left:
                yield from extend(left - lot, [*chosen, i])

    return extend(units, [])


def can_be_awarded(candidates: CandidateTable, chosen: list[int]) -> bool:
    """Within all limits of providers; rules about awards aside."""
    lots = candidates.take(np.array(sorted(chosen)))
    everyone = tuple(range(len(candidates.scenario.parties)))
    return AwardSubproblem(lots, everyone, (), CpSatEngine()).find_any() is not None


def keeps(row: LinearRow, chosen: list[int], candidates: CandidateTable) -> bool:
    """Whether the design keeps a row over candidates."""
    solution = np.zeros(len(candidates), dtype=np.int64)
    solution[chosen] = 1
    assert row.high is not None
    return row.expression.evaluate(solution) <= row.high


@pytest.mark.parametrize("consortia", [False, True])
def test_cuts_refuse_nothing_that_can_be_awarded(consortia: bool) -> None:
    strategy = scenarios(
        units=(3, 5), kinds=("award",), with_providers=True, prices=False, consortia=consortia
    )
    cuts, refused = 0, 0
    for doc in drawn(strategy, 80, start=7_000 + consortia):
        rows = [row if "members" in row else row | {"max_lots": 1} for row in doc["providers"]]
        candidates = list_candidates(loaded(doc | {"providers": rows}))
        if not len(candidates) or candidates.winners is not None:
            continue
        designs = list(list_designs(candidates))
        fit = [chosen for chosen in designs if can_be_awarded(candidates, chosen)]
        hall = HallCuts(candidates)
        for chosen in designs:
            row = hall.separate(chosen)
            refused += chosen not in fit
            if row is None:
                continue
            cuts += 1
            assert chosen not in fit
            assert not keeps(row, chosen, candidates)
            assert all(keeps(row, other, candidates) for other in fit)
    assert cuts >= refused / 4 > 5


def test_cuts_by_how_often_a_capacity_holds_a_lot_refuse_nothing_that_can_be_awarded() -> None:
    """What the smallest lots leave room for bounds larger ones too."""
    cuts, by_size = 0, 0
    for seed in range(60):
        candidates = list_candidates(loaded(draw_scarce_market(seed)))
        designs = list(list_designs(candidates))
        hall, fit = HallCuts(candidates), None
        for chosen in designs:
            row = hall.separate(chosen)
            if row is None:
                continue
            if fit is None:
                fit = [each for each in designs if can_be_awarded(candidates, each)]
            cuts += 1
            by_size += len(row.expression.variables) < len(candidates)
            assert not keeps(row, chosen, candidates)
            assert all(keeps(row, other, candidates) for other in fit)
    assert cuts > 20
    assert by_size > 5


def test_a_crowd_is_short_of_takers_exactly_where_not_all_lots_fit() -> None:
    """Against all ways to give the lots to parties; none of the crowd is counted twice."""
    short = 0
    for seed in range(400):
        dice = Random(seed)
        lots, parties = dice.randint(2, 5), dice.randint(2, 3)
        most = [dice.randint(0, 2) for _ in range(parties)]
        eligible = np.array([[dice.random() < 0.6 for _ in most] for _ in range(lots)])
        found = _Matching(most, eligible).find_shortage(range(lots))
        ways = product(*(np.flatnonzero(row).tolist() for row in eligible))
        fits = any(all(way.count(p) <= most[p] for p in range(parties)) for way in ways)
        assert (found is None) == fits
        if found is not None:
            crowd, takers = found
            assert len(set(crowd)) == len(crowd) > sum(most[p] for p in takers)
            assert takers == np.flatnonzero(eligible[crowd].any(axis=0)).tolist()
            short += 1
    assert 50 < short < 350


def test_a_capacity_holds_a_lot_as_often_as_it_fits_in() -> None:
    """Three lots of £100 for one provider with room for two of them and a half."""
    units = [{"id": i, "name": i, "service": "s", "annual_budget": 100} for i in ("a", "b", "c")]
    row = {"id": "p", "name": "P", "kind": "sme", "services": "*", "localities": "*"}
    row |= {"annual_turnover": "", "capacity": "250"}
    rules = [{"id": "asked", "kind": "award"}]
    document = {"schema": 1, "term": {"initial": 1}, "units": units, "providers": [row]}
    candidates = list_candidates(loaded(document | {"rule": rules, "objective": AIM}))
    three = next(each for each in list_designs(candidates) if len(each) == 3)
    cut = HallCuts(candidates).separate(three)
    assert cut is not None
    assert cut.high == 2


def test_one_lot_each_for_two_bounds_all_lots_that_only_they_can_win() -> None:
    """Three lots and two providers of one lot each: no design has more than two."""
    rows = [row | {"max_lots": 1} for row in PROVIDERS[:1]]
    rows.append(rows[0] | {"id": "other", "name": "Other"})
    candidates = list_candidates(office(rule("award"), providers=rows))
    three = next(each for each in list_designs(candidates) if len(each) == 3)
    row = HallCuts(candidates).separate(three)
    assert row is not None
    assert row.high == 2
    assert len(row.expression.variables) == len(candidates)
    two = next(each for each in list_designs(candidates) if len(each) == 2)
    assert HallCuts(candidates).separate(two) is None
