"""Frontier search finds what listing every design finds."""

from collections.abc import Iterable, Iterator

import pytest

from lotdesign.app import api
from lotdesign.design import build_external_design
from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.scenario.scenario import Scenario
from solver import strategy as ways
from solver.backends.base import EngineSettings
from solver.backends.cp_sat import CpSatEngine
from solver.backends.native_calls import Interrupted
from solver.backends.registry import EngineName, load_engine
from solver.candidates.table import CandidateTable, pack_lots
from solver.column_generation.frontier_pricing import FrontierPricing
from solver.column_generation.frontier_search import _FrontierSearch, solve_by_frontier
from solver.column_generation.master import StabilisedMaster
from solver.column_generation.requirements import PartitionRequirements, read_requirements
from solver.solve_context import SolveContext
from tests.column_generation.drawn import as_answer, documents
from tests.column_generation.maps import cut, designs, iterate_instances, tight, units_of
from tests.fuzz.small import by_listing
from tests.solve.loading import Doc, loaded


def read_documents(docs: Iterable[Doc]) -> Iterator[tuple[Doc, Scenario, PartitionRequirements]]:
    """Those that this search can state."""
    for doc in docs:
        scenario = loaded(doc)
        requirements = read_requirements(scenario)
        if requirements is not None and requirements.counts:
            yield doc, scenario, requirements


@pytest.mark.parametrize(("name", "start"), [("cp-sat", 0), ("cp-sat", 1), ("highs", 2)])
def test_the_best_design_is_that_of_listing(name: EngineName, start: int) -> None:
    """Also which of equals, and that there is none."""
    seen = set()
    for doc, scenario, requirements in read_documents(documents(40, 9000 + start)):
        found = solve_by_frontier(scenario, requirements, SolveContext(load_engine(name)))
        assert found is not None
        expected = by_listing(doc)
        assert as_answer(doc, found) == expected
        assert found.tie_proved
        seen.add((expected.status, requirements.connected))
    assert {("optimal", True), ("optimal", False)} <= seen


def test_that_there_is_no_design_is_proved() -> None:
    """By bounds above what could be cut, or with every lot listed."""
    seen = set()
    for doc, scenario, requirements in read_documents(tight(30, 9020)):
        found = solve_by_frontier(scenario, requirements, SolveContext(CpSatEngine()))
        assert found is not None
        expected = by_listing(doc)
        assert as_answer(doc, found) == expected
        seen.add(expected.status)
    assert seen == {"optimal", "infeasible"}


def test_progress_never_passes_the_optimum() -> None:
    """Neither do bounds during gap enumeration."""
    for _, scenario, requirements in read_documents(documents(20, 9030)):
        best = min(
            (cut(scenario, design) for design in designs(scenario, requirements)), default=None
        )
        news: list[tuple[MeasureValue | None, MeasureValue | None]] = []

        def tell(
            measure: Measure,
            value: MeasureValue | None,
            bound: MeasureValue | None,
            news: list[tuple[MeasureValue | None, MeasureValue | None]] = news,
        ) -> None:
            news.append((value, bound))

        solve_by_frontier(scenario, requirements, SolveContext(CpSatEngine(), report_progress=tell))
        if best is not None:
            assert news
            assert all(value is None or value >= best for value, _ in news)
            assert all(bound is None or bound <= best for _, bound in news)


def test_a_bound_that_no_design_meets_rises_by_one() -> None:
    """Whatever the lots that were listed for it, or were there none."""
    ((scenario, requirements, instance), *_) = iterate_instances(documents(9, 9090))
    search = _FrontierSearch(scenario, requirements, SolveContext(CpSatEngine()), instance)
    for bound in (1, 2):
        search._choose_design(CandidateTable(scenario, pack_lots([])))
        assert search.bound == bound
        assert not search.is_ended


def test_narrow_beams_lead_to_the_same_design(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """They are widened where that is not enough."""
    monkeypatch.setattr("solver.column_generation.frontier_loop.FIRST_BEAM_WIDTH", 1)
    monkeypatch.setattr("solver.column_generation.frontier_search.ENUMERATION_BEAM_WIDTH", 8)
    proved = 0
    for doc, scenario, requirements in read_documents(documents(20, 9080)):
        found = solve_by_frontier(scenario, requirements, SolveContext(CpSatEngine()))
        assert found is not None
        expected = by_listing(doc)
        if found.proved:
            assert as_answer(doc, found) == expected
            proved += 1
        elif found.reached:
            assert found.reached[0].bound is not None
            assert found.reached[0].bound <= expected.optima[0] <= found.reached[0].value
    assert proved


def test_where_lots_near_the_bound_are_too_many_the_bound_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Recombination finds designs beside it."""
    monkeypatch.setattr("solver.column_generation.frontier_search.MAX_ENUMERATED_LOTS", 0)
    monkeypatch.setattr(ways, "MAX_CANDIDATES_BESIDE_FRONTIERS", 0)
    bounded = 0
    for doc, scenario, requirements in read_documents(documents(20, 9040)):
        first = next(designs(scenario, requirements), None)
        context = SolveContext(CpSatEngine(), start_design=first and build_external_design(first))
        found = solve_by_frontier(scenario, requirements, context)
        assert found is not None
        expected = by_listing(doc)
        for reached, optimum in zip(found.reached, expected.optima, strict=False):
            assert reached.bound is not None
            assert reached.bound <= optimum <= reached.value
            bounded += reached.bound == optimum
        result = api.solve(scenario, context=False).result
        assert result.status == expected.status
        # A design that meets the bound is proved best before its ties are settled.
        lots = tuple(lot.units for lot in result.lots)
        assert lots == expected.lots or not result.tie_proved
        assert [each.value for each in result.objective] == [*expected.optima]
    assert bounded


def test_a_frontier_that_is_too_wide_is_left_to_bands(monkeypatch: pytest.MonkeyPatch) -> None:
    """The design is the same."""
    monkeypatch.setattr("solver.column_generation.frontier_states.MAX_STATES", 0)
    monkeypatch.setattr(ways, "MAX_CANDIDATES_BESIDE_FRONTIERS", 0)
    for doc, scenario, requirements in read_documents(documents(8, 9050)):
        assert solve_by_frontier(scenario, requirements, SolveContext(CpSatEngine())) is None
        expected = by_listing(doc)
        result = api.solve(scenario, context=False).result
        assert tuple(lot.units for lot in result.lots) == expected.lots


def test_a_design_that_is_given_is_only_left_for_a_better_one() -> None:
    """However late it is; one that the rules do not admit is ignored."""
    kept = 0
    for _, scenario, requirements in read_documents(documents(12, 9060)):
        late = SolveContext(CpSatEngine(), deadline=0.0)
        for design in [*designs(scenario, requirements)][:3]:
            start = build_external_design(design)
            found = solve_by_frontier(
                scenario,
                requirements,
                SolveContext(CpSatEngine(), deadline=0.0, start_design=start),
            )
            assert found is not None
            assert found.design == start
            kept += 1
        nothing = solve_by_frontier(scenario, requirements, late)
        assert nothing is not None
        assert nothing.design is None
        whole = build_external_design([range(len(scenario.units))])
        found = solve_by_frontier(
            scenario, requirements, SolveContext(CpSatEngine(), deadline=0.0, start_design=whole)
        )
        if units_of(whole) not in {*designs(scenario, requirements)}:
            assert found is not None
            assert found.design is None
    assert kept


@pytest.mark.parametrize("in_master", [False, True])
def test_ctrl_c_keeps_the_best_so_far(in_master: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless a half-finished answer is worth nothing."""

    def pressed(*asked: object) -> None:
        raise Interrupted(None) if in_master else KeyboardInterrupt

    if in_master:
        monkeypatch.setattr(StabilisedMaster, "solve", pressed)
    else:
        monkeypatch.setattr(FrontierPricing, "enumerate_within", pressed)
    kept = 0
    for _, scenario, requirements in read_documents(documents(12, 9070)):
        first = next(designs(scenario, requirements), None)
        if first is None:
            continue
        start = build_external_design(first)
        found = solve_by_frontier(
            scenario, requirements, SolveContext(CpSatEngine(), start_design=start)
        )
        assert found is not None
        if found.interrupted:
            assert found.design == start
            assert not found.tie_proved
            kept += 1
            with pytest.raises(KeyboardInterrupt):
                solve_by_frontier(
                    scenario,
                    requirements,
                    SolveContext(
                        CpSatEngine(), EngineSettings(raise_on_interrupt=True), start_design=start
                    ),
                )
    assert kept
