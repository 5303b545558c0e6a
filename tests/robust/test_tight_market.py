"""What `robust` does in a tight market, against the brute force: each step by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from random import Random
from typing import NamedTuple

import numpy as np
import pytest

from lotdesign.design import Design
from solver.arrays import Floats
from solver.backends.highs_lp import solve_row_duals
from solver.candidate_mip import CandidateMip
from solver.exact import reduced_cost_fixing
from solver.exact.lexicographic import LexicographicResult
from solver.model.linear_model import LinearModel, LinearRow
from solver.robust import awarded_case, regret_bound
from solver.robust.awarded_case import find_best_with_award
from solver.robust.case_bound import leaves_out_award
from solver.robust.joint_design import WEIGHT_OF_LARGEST, find_joint_design
from solver.robust.regret_bound import bound_by_relaxation
from solver.robust.regret_model import RegretModel, share_lots
from solver.solve_context import SolveContext
from solver.stress.regret import CaseByFirstObjective, CaseOptimum
from solver.study_listing import list_studied_candidates
from tests.brute.case import Doc, Row
from tests.brute.robust import Robust, robust
from tests.robust.test_agreement import draw
from tests.solve.loading import loaded

SHARES = (Fraction(2, 5), Fraction(3, 5), Fraction(4, 5), Fraction(1), Fraction(6, 5))
"""Capacities, as shares of all budgets."""


class Drawn(NamedTuple):
    """A drawn scenario's cases, their model where there are lots for one, and what is right."""

    cases: tuple[CaseByFirstObjective, ...]
    model: RegretModel | None
    truth: Robust


def draw_market(dice: Random, units: list[Row]) -> Doc:
    """Whole life cost of three or four units, which three providers with little room may want.

    Small lots save more, and each lot costs something, more or less so in one case than another:
    no design is best in all of them.
    """
    budgets = [dice.randint(2, 9) * 10_000 for _ in units]
    total = sum(budgets)
    rows: list[Row] = [
        {
            "id": name,
            "name": name,
            "services": "*",
            "localities": "*",
            "annual_turnover": "",
            "kind": "sme",
        }
        | {"capacity": int(total * dice.choice(SHARES)), "max_lots": dice.choice(("", 1, 2))}
        for name in ("ash", "bree", "cole")
    ]
    return {
        "schema": 1,
        "term": {"initial": 2},
        "units": [u | {"annual_budget": b} for u, b in zip(units, budgets, strict=True)],
        "providers": rows,
        "money": {"scale": [{"value": 0, "saving": "20%"}, {"value": total, "saving": "0%"}]},
        "rule": [{"id": "shares", "kind": "award"} | dice.choice(({"max_lots": 2}, {}))],
        "objective": [{"measure": "whole_life_cost"}],
        "case": [
            {"id": f"case{i}", "set": [f"money.contract_management={cost}", *changes]}
            for i, (cost, changes) in enumerate(
                zip((0, 3_000, 12_000), draw_changes(dice, total), strict=True)
            )
        ],
    }


def draw_changes(dice: Random, total: int) -> tuple[list[str], list[str], list[str]]:
    """Of the market in each case; in one of four two of them leave no design for both."""
    if dice.random() < 0.25:
        alone = ["providers.bree.count=0", "providers.cole.count=0"]
        room = ["providers.ash.max_lots=1", f"providers.ash.capacity={2 * total}"]
        small = [f"providers.{name}.capacity={3 * total // 5}" for name in ("ash", "bree", "cole")]
        return [*alone, *room], small, []
    name = dice.choice(("ash", "bree", "cole"))
    own, other = (f"providers.{name}.capacity={int(total * dice.choice(SHARES))}" for _ in "ab")
    return [], [own], [other]


def list_docs() -> Iterator[Doc]:
    """Forty of them, the same on every run."""
    for seed in range(40):
        dice = Random(seed)
        names = "abcd"[: dice.choice((3, 4))]
        yield draw_market(dice, [{"id": u, "name": u.upper(), "service": "s"} for u in names])


def read_cases(doc: Doc) -> tuple[CaseByFirstObjective, ...]:
    """The cases of a scenario, in all of which who wins the lots is no part of the model."""
    cases = tuple(map(CaseByFirstObjective, loaded(doc).cases))
    assert all(map(leaves_out_award, cases))
    return cases


def build_model(
    cases: tuple[CaseByFirstObjective, ...], best: list[Fraction]
) -> RegretModel | None:
    """The model of all cases, regret counted from the best of each; None without lots."""
    context = SolveContext()
    shared = share_lots(cases, list_studied_candidates(cases[0].scenario, context))
    if not len(shared.lots):
        return None
    return RegretModel(cases, shared, tuple(best), context.use_solving_engine())


@cache
def list_drawn() -> tuple[Drawn, ...]:
    """Those of which every case has a design."""
    found = []
    for doc in list_docs():
        truth, cases = robust(doc), read_cases(doc)
        if None not in truth.best:
            best = [Fraction(each) for each in truth.best if each is not None]
            found.append(Drawn(cases, build_model(cases, best), truth))
    return tuple(found)


def test_the_best_of_a_case_with_its_award_is_the_best() -> None:
    """In value, bound and proof; and that there is none."""
    none, some = 0, 0
    for doc in list_docs():
        for case, best in zip(read_cases(doc), robust(doc).best, strict=True):
            found = find_best_with_award(case, SolveContext())
            assert found.proved
            assert (found.value, found.bound) == (best, best)
            assert (found.design is None) == (best is None)
            none, some = none + (best is None), some + (best is not None)
            if found.design is not None:
                assert case.evaluate(found.design, SolveContext()) == best
    assert none > 0
    assert some > 20


@pytest.mark.parametrize("number", [1, 5, 9])
def test_other_cases_are_solved_and_bounded_as_they_are(number: int) -> None:
    """Those whose lots need not be awarded, and those with prices."""
    bounded = 0
    for doc in draw(number):
        truth, context = robust(doc), SolveContext()
        cases = tuple(map(CaseByFirstObjective, loaded(doc).cases))
        for case, best in zip(cases, truth.best, strict=True):
            assert find_best_with_award(case, context).value == best
        signed = [cases[0].measure.sign * Fraction(each or 0) for each in truth.best]
        model = build_model(cases, signed) if truth.lots else None
        if model is not None and model.is_linear:
            bound = bound_by_relaxation(model, 60)
            assert bound is None or bound <= max(truth.regrets)
            bounded += bound is not None
    assert bounded > 0


def test_nothing_is_claimed_of_a_case_without_time() -> None:
    """Neither a best nor that there is none."""
    context = SolveContext(deadline=0)
    for case in read_cases(next(list_docs())):
        found = find_best_with_award(case, context)
        assert (found.value, found.proved) == (None, False)


def test_with_many_ways_to_win_a_case_is_solved_as_any_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer = CaseOptimum(1, 1, proved=True)
    monkeypatch.setattr(CaseByFirstObjective, "find_best", lambda case, context: answer)
    cases = read_cases(next(list_docs()))
    assert find_best_with_award(cases[0], SolveContext()) is not answer
    monkeypatch.setattr(awarded_case, "MOST_AWARD_VARIABLES", 0)
    assert find_best_with_award(cases[0], SolveContext()) is answer


def test_no_design_has_less_regret_than_the_bound() -> None:
    """Nor is the bound far below: without the awards of all cases it would be at times."""
    bounded = 0
    for each in list_drawn():
        if each.model is None or not each.truth.lots:
            continue
        bound = bound_by_relaxation(each.model, 60)
        if bound is not None:
            assert max(each.truth.regrets) * Fraction(2, 5) <= bound <= max(each.truth.regrets)
            bounded += 1
    assert bounded > 10


def test_a_bound_in_parts_of_a_penny_is_told_in_pence() -> None:
    """Spreads of mean values over two years that differ are whole in half pennies."""
    above = 0
    halves = {"market": {"value_basis": "mean"}, "objective": [{"measure": "value_spread"}]}
    for plain in list_docs():
        doc = plain | halves | {"money": {**plain["money"], "uplift": "3.37%"}}
        truth = robust(doc)
        if not truth.lots:
            continue
        model = build_model(read_cases(doc), [Fraction(each or 0) for each in truth.best])
        assert model is not None
        assert model.scale == 2
        bound = bound_by_relaxation(model, 60)
        assert bound is not None
        assert bound <= max(truth.regrets)
        above += bound * 3 > max(truth.regrets) * 2 > 0
    assert above > 0


def test_a_bound_reckons_with_as_many_lots_as_there_are_units(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each unit must be a lot of its own here, and each lot costs less by duals that are too high.

    There is one design, so that no bound may be above nothing.
    """
    doc = next(list_docs())
    units = [unit | {"annual_budget": 50_000} for unit in doc["units"]]
    rows = [row | {"capacity": 60_000, "max_lots": "", "count": 2} for row in doc["providers"]]
    cases = [case | {"set": case["set"][:1]} for case in doc["case"]]
    doc = doc | {"units": units, "providers": rows, "case": cases}
    doc = doc | {"rule": [{"id": "asked", "kind": "award"}]}
    truth = robust(doc)
    assert max(truth.regrets) == 0
    model = build_model(read_cases(doc), [Fraction(each or 0) for each in truth.best])
    assert model is not None
    assert len(model.shared.lots) == len(doc["units"])

    def raise_duals(
        model: LinearModel, goal: object, rows: Sequence[LinearRow], *rest: object
    ) -> Floats:
        return np.array([1e6 * (row.kind == "unit") for row in rows])

    monkeypatch.setattr(regret_bound, "solve_row_duals", raise_duals)
    assert bound_by_relaxation(model, 60) == 0


@pytest.mark.parametrize("factor", [-1, 0.5, 1.25, 2, 5])
def test_the_bound_holds_by_whatever_duals(factor: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of an engine may be wrong; a bound below nothing says nothing."""
    monkeypatch.setattr(
        regret_bound,
        "solve_row_duals",
        lambda *asked: None if (duals := solve_row_duals(*asked)) is None else duals * factor,
    )
    bounded = 0
    for each in list_drawn():
        if each.model is not None and each.truth.lots:
            bound = bound_by_relaxation(each.model, 60)
            assert bound is None or 0 <= bound <= max(each.truth.regrets)
            bounded += bound is not None
    assert bounded > 10


def test_with_too_many_ways_to_win_there_is_no_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    model = next(each.model for each in list_drawn() if each.model is not None)
    ways = sum(int(table.eligible_parties.sum()) for table in model.shared.tables)
    for most, is_bounded in ((ways, True), (ways - 1, False)):
        monkeypatch.setattr(regret_bound, "MOST_AWARD_VARIABLES", most)
        assert (bound_by_relaxation(model, 60) is not None) == is_bounded


def compute_regrets(each: Drawn, design: Design) -> list[Fraction]:
    """How far a design is from the best in every case; it must be admissible there."""
    found = []
    for case, best in zip(each.cases, each.truth.best, strict=True):
        value = case.evaluate(design, SolveContext())
        assert value is not None
        assert best is not None
        found.append(Fraction(value - best))
    return found


def test_a_joint_design_is_admissible_in_every_case_or_there_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From a known one on none is worse by what is minimised, and here all are the best."""
    monkeypatch.setattr(reduced_cost_fixing, "FEWEST_FOR_LP", 0)
    found, least, without = 0, 0, 0
    for each in list_drawn():
        if each.model is None:
            continue
        rows = len(each.model.search.model.rows)
        design, is_answer = find_joint_design(each.model, None)
        assert is_answer
        assert (design is None) == (not each.truth.lots)
        if design is None:
            without += 1
            continue
        again, is_answer = find_joint_design(each.model, None, design)
        assert is_answer
        assert again is not None
        before, after = (compute_regrets(each, one) for one in (design, again))
        weight = WEIGHT_OF_LARGEST * len(each.cases)
        assert weight * max(after) + sum(after) <= weight * max(before) + sum(before)
        assert len(each.model.search.model.rows) == rows, "the model is left as it was"
        found, least = found + 1, least + (max(after) == max(each.truth.regrets))
    assert found > 10
    assert least == found
    assert without > 0


def test_without_time_a_joint_design_is_neither_found_nor_excluded() -> None:
    """The one that is known stays."""
    each = next(each for each in list_drawn() if each.model is not None and each.truth.lots)
    assert each.model is not None
    known, _ = find_joint_design(each.model, None)
    assert known is not None
    assert find_joint_design(each.model, 0) == (None, False)
    assert find_joint_design(each.model, 0, known) == (known, True)


def test_the_best_that_a_stopped_search_has_is_told_with_its_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not as the best there is."""
    optimise = CandidateMip.optimise

    def stop(mip: CandidateMip, ties: bool = True) -> LexicographicResult:
        found = optimise(mip, ties)
        reached = tuple(replace(each, bound=each.value - 1, proved=False) for each in found.reached)
        return replace(found, reached=reached, proved=False)

    monkeypatch.setattr(CandidateMip, "optimise", stop)
    docs = (doc for doc in list_docs() if None not in robust(doc).best)
    doc = next(docs)
    for case, best in zip(read_cases(doc), robust(doc).best, strict=True):
        found = find_best_with_award(case, SolveContext())
        assert best is not None
        assert (found.value, found.bound, found.proved) == (best, best - 1, False)
