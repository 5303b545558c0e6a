"""Heuristic solves: designs and bounds agree with the brute force."""

from functools import cache
from pathlib import Path

import pytest

from lotdesign.app import api
from lotdesign.app.bench.county.generate import generate_county
from lotdesign.app.bench.county.plan import parse_plan
from lotdesign.evaluation import Evaluation
from lotdesign.input.load import load
from lotdesign.measures.registry import MEASURES
from lotdesign.result.figures import read_figure, write_figure
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from solver import strategy
from solver.candidate_listing import TooManyLots
from solver.heuristics import regional_candidates
from solver.heuristics.run import solve_heuristically
from solver.solve_context import SolveContext
from tests import brute
from tests.sets import SETS
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.strategies import scenarios

SET = SETS["heuristics"]


@cache
def chunk(number: int) -> list[Doc]:
    """Some scenarios of up to seven units, the same on every run."""
    return drawn(scenarios(kinds=DRAWABLE, areas=number % 2 == 1), SET.each, start=SET.seed(number))


@pytest.fixture(autouse=True)
def unlisted(monkeypatch: pytest.MonkeyPatch) -> None:
    """No list of lots fits into the budget."""

    def refused(scenario: Scenario, *budget: object, **more: object) -> None:
        raise TooManyLots("the rules leave more than 0 lots to choose from")

    monkeypatch.setattr(strategy, "list_candidates", refused)


def designed(doc: Doc) -> Result:
    """The result of a document, solved without a list."""
    return api.solve(loaded(doc), context=False, workers=1).result


def check(doc: Doc) -> bool:
    """Checks design and bound against the brute force; whether there is a design."""
    result, answer = designed(doc), brute.solve(doc)
    assert result.verification.ok, result.verification.faults
    if answer.status == "infeasible":
        assert result.status in ("infeasible", "unknown")
        return False
    assert result.status != "infeasible"
    for said, (name, _), optimum in zip(
        result.objective, answer.objective, answer.optima, strict=False
    ):
        measure = MEASURES[name]
        best = read_figure(write_figure(optimum, measure.unit))
        assert said.measure == name
        assert said.bound is not None
        assert said.optimum is not None
        assert measure.sign * read_figure(said.bound) <= measure.sign * best
        assert measure.sign * read_figure(said.optimum) >= measure.sign * best
        assert not said.proved or read_figure(said.optimum) == best
    return bool(result.lots)


@pytest.mark.parametrize("number", SET.parts)
def test_no_bound_is_above_and_no_design_below_the_optimum(number: int) -> None:
    """Designs are admissible, and there is one for most scenarios that have any."""
    docs = chunk(number)
    possible = sum(brute.solve(doc).status == "optimal" for doc in docs)
    assert sum(check(doc) for doc in docs) >= 0.8 * possible


@pytest.mark.parametrize(("number", "place"), [(12, 10), (18, 10)])
def test_lots_that_need_not_connect_are_chosen_across_the_map(number: int, place: int) -> None:
    """Nothing touches, and one lot of everything is all that the rules allow."""
    assert [len(lot.units) for lot in designed(chunk(number)[place]).lots] in ([6], [7])


def test_lots_cut_from_random_trees_make_designs_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where not even the lots of a few units can be listed."""
    monkeypatch.setattr(regional_candidates, "MAX_LISTED_LOTS", 3)
    docs = chunk(0)
    possible = sum(brute.solve(doc).status == "optimal" for doc in docs)
    assert sum(check(doc) for doc in docs) >= 0.6 * possible


def test_a_seed_repeats_the_design() -> None:
    """Results are the same to the byte, but for the seconds."""
    for doc in chunk(1)[:5]:
        first, second = (
            each.model_copy(update={"engine": each.engine.model_copy(update={"seconds": None})})
            for each in (designed(doc), designed(doc))
        )
        assert first.to_json() == second.to_json()


def test_interchangeable_providers_are_told_apart_where_the_award_is_an_objective(
    tmp_path: Path,
) -> None:
    """Candidates then name each of them, and the lots chosen are those of the value found."""
    folder = generate_county(parse_plan("county-13-tight-priced")).write(tmp_path / "county")
    file = folder / "scenario.toml"
    objective = '\n[[objective]]\nmeasure = "largest_provider_share"\n'
    file.write_text(file.read_text(encoding="utf-8") + objective, encoding="utf-8")
    scenario = load(folder)
    found = solve_heuristically(scenario, SolveContext().limit_to(10))
    assert found.design is not None
    evaluation = Evaluation(scenario, found.design, found.award)
    cost = MEASURES["whole_life_cost"].evaluate(evaluation)
    assert found.reached[0].value == cost
