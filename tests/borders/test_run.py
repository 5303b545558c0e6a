"""Pricing lots finds what listing every design finds."""

from collections.abc import Iterable, Iterator

import pytest

from lotdesign import api
from lotdesign.design import design_of
from lotdesign.measures.base import Measure, Value
from lotdesign.scenario.scenario import Scenario
from solver import ways
from solver.borders.cheapest import Cheapest, Drawn
from solver.borders.run import bordered
from solver.engines.base import Settings
from solver.engines.choice import Name, engine_named
from solver.engines.cp_sat import CpSat
from solver.labelling.terms import Terms, terms_of
from solver.solve import Means
from tests.borders.maps import cut, designs, tight, units_of
from tests.fuzz.small import by_listing
from tests.labelling.drawn import documents, told
from tests.solve.loading import Doc, loaded


def asked(docs: Iterable[Doc]) -> Iterator[tuple[Doc, Scenario, Terms]]:
    """Those of few lots."""
    for doc in docs:
        scenario = loaded(doc)
        terms = terms_of(scenario)
        if terms is not None and terms.counts:
            yield doc, scenario, terms


@pytest.mark.parametrize(("name", "start"), [("cp-sat", 0), ("cp-sat", 1), ("highs", 2)])
def test_the_best_design_is_that_of_listing(name: Name, start: int) -> None:
    """Also which of equals, and that there is none."""
    seen = set()
    for doc, scenario, terms in asked(documents(40, 9000 + start)):
        found = bordered(scenario, terms, Means(engine_named(name)))
        assert found is not None
        expected = by_listing(doc)
        assert told(doc, found) == expected
        assert found.tie_proved
        seen.add((expected.status, terms.connected))
    assert {("optimal", True), ("optimal", False)} <= seen


def test_that_there_is_no_design_is_proved() -> None:
    """By bounds above what could be cut, or with every lot listed."""
    seen = set()
    for doc, scenario, terms in asked(tight(30, 9020)):
        found = bordered(scenario, terms, Means(CpSat()))
        assert found is not None
        expected = by_listing(doc)
        assert told(doc, found) == expected
        seen.add(expected.status)
    assert seen == {"optimal", "infeasible"}


def test_news_never_passes_the_best() -> None:
    """Neither do bounds while lots near the bound are chosen among."""
    for _, scenario, terms in asked(documents(20, 9030)):
        best = min((cut(scenario, design) for design in designs(scenario, terms)), default=None)
        news: list[tuple[Value | None, Value | None]] = []

        def tell(
            measure: Measure,
            value: Value | None,
            bound: Value | None,
            news: list[tuple[Value | None, Value | None]] = news,
        ) -> None:
            news.append((value, bound))

        bordered(scenario, terms, Means(CpSat(), tell=tell))
        if best is not None:
            assert news
            assert all(value is None or value >= best for value, _ in news)
            assert all(bound is None or bound <= best for _, bound in news)


def test_following_few_parts_of_lots_leads_to_the_same_design(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """More are followed where that is not enough."""
    monkeypatch.setattr("solver.borders.bound.BEGUN", 1)
    monkeypatch.setattr("solver.borders.near.BEGUN", 8)
    proved = 0
    for doc, scenario, terms in asked(documents(20, 9080)):
        found = bordered(scenario, terms, Means(CpSat()))
        assert found is not None
        expected = by_listing(doc)
        if found.proved:
            assert told(doc, found) == expected
            proved += 1
        elif found.reached:
            assert found.reached[0].bound is not None
            assert found.reached[0].bound <= expected.optima[0] <= found.reached[0].value
    assert proved


def test_where_lots_near_the_bound_are_too_many_the_bound_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And numbering units proves the rest."""
    monkeypatch.setattr("solver.borders.near.MOST", 0)
    monkeypatch.setattr(ways, "LISTED", 0)
    bounded = 0
    for doc, scenario, terms in asked(documents(20, 9040)):
        found = bordered(scenario, terms, Means(CpSat()))
        assert found is not None
        expected = by_listing(doc)
        for reached, optimum in zip(found.reached, expected.optima, strict=False):
            assert reached.bound is not None
            assert reached.bound <= optimum <= reached.value
            bounded += reached.bound == optimum
        result = api.solve(scenario, context=False).result
        assert result.status == expected.status
        assert tuple(lot.units for lot in result.lots) == expected.lots
    assert bounded


def test_a_front_that_is_too_wide_is_left_to_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The design is the same."""
    monkeypatch.setattr("solver.borders.front.MOST", 0)
    monkeypatch.setattr(ways, "LISTED", 0)
    for doc, scenario, terms in asked(documents(8, 9050)):
        assert bordered(scenario, terms, Means(CpSat())) is None
        expected = by_listing(doc)
        result = api.solve(scenario, context=False).result
        assert tuple(lot.units for lot in result.lots) == expected.lots


def test_a_design_that_is_given_is_only_left_for_a_better_one() -> None:
    """However late it is; one that the rules do not admit is ignored."""
    kept = 0
    for _, scenario, terms in asked(documents(12, 9060)):
        late = Means(CpSat(), deadline=0.0)
        for design in [*designs(scenario, terms)][:3]:
            start = design_of(design)
            found = bordered(scenario, terms, Means(CpSat(), deadline=0.0, start=start))
            assert found is not None
            assert found.design == start
            kept += 1
        nothing = bordered(scenario, terms, late)
        assert nothing is not None
        assert nothing.design is None
        whole = design_of([range(len(scenario.units))])
        found = bordered(scenario, terms, Means(CpSat(), deadline=0.0, start=whole))
        if units_of(whole) not in {*designs(scenario, terms)}:
            assert found is not None
            assert found.design is None
    assert kept


def test_ctrl_c_keeps_the_best_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless a half-finished answer is worth nothing."""

    def pressed(self: Cheapest, limit: int, most: int) -> Drawn:
        raise KeyboardInterrupt

    monkeypatch.setattr(Cheapest, "within", pressed)
    kept = 0
    for _, scenario, terms in asked(documents(12, 9070)):
        first = next(designs(scenario, terms), None)
        if first is None:
            continue
        start = design_of(first)
        found = bordered(scenario, terms, Means(CpSat(), start=start))
        assert found is not None
        if found.interrupted:
            assert found.design == start
            assert not found.tie_proved
            kept += 1
            with pytest.raises(KeyboardInterrupt):
                bordered(
                    scenario, terms, Means(CpSat(), Settings(all_or_nothing=True), start=start)
                )
    assert kept
