"""What is bounded between two values of a figure, against measuring every design in between."""

from fractions import Fraction
from pathlib import Path
from random import Random

import numpy as np
import pytest

from lotdesign.input.load import load
from lotdesign.scenario.scenario import Scenario
from solver.break_even.assumed_figures import VariedFigure, list_assumed_figures
from solver.break_even.designs_along_figure import DesignsAlongFigure
from solver.break_even.interval_bounds import flag_between_ends
from solver.break_even.study import SolvedAlongFigure, analyse_break_even
from solver.candidate_listing import list_candidates
from solver.candidate_solve import solve_candidates
from solver.enumeration.atlas import Atlas
from solver.solve_context import RunOptions, SolveContext
from tests.rules.office import PROVIDERS, UNITS, Row, office, rule

EXAMPLES = Path(__file__).parents[2] / "examples"
MONEY: Row = {
    "contract_management": "2000.01",
    "discount_rate": "3%",
    "scale": [
        {"value": 10_000, "saving": "0%"},
        {"value": 50_000, "saving": "4%"},
        {"value": 90_000, "saving": "6%"},
    ],
}
OBJECTIVES: tuple[Row, ...] = (
    {"measure": "net_present_cost", "tolerance": 5000},
    {"measure": "accessible_lots"},
    {"measure": "whole_life_cost"},
)
ODD = {
    "units": [row | {"annual_budget": f"{row['annual_budget']}.37"} for row in UNITS],
    "providers": PROVIDERS,
}
"""Budgets that leave something to round."""
SEVERAL = {"market": {"turnover_multiple": 2, "small_needed": 1}, "objective": list(OBJECTIVES)}


def follow(scenario: Scenario) -> list[DesignsAlongFigure]:
    """The designs along each figure that enumeration can follow."""
    atlas = Atlas.of(scenario)
    answer = atlas.answer()
    assert answer.best is not None
    best, context = answer.design(answer.best.design), SolveContext()
    figures = list_assumed_figures(scenario, None)
    followed = [each for each in figures if each.cost_response != "unknown"]
    return [DesignsAlongFigure(atlas, figure, best, context) for figure in followed]


def list_steps(figure: VariedFigure) -> tuple[int, int, list[int]]:
    """Two steps, on either side of the present value, and some between them."""
    low, high = max(figure.low, -997), min(figure.high, 1009)
    return low, high, sorted({low + (high - low) * part // 7 for part in range(8)})


def test_costs_stray_from_a_straight_line_by_what_is_allowed_for() -> None:
    """And measures that follow in steps lie between what they are at the ends."""
    seen = set()
    for along in follow(office(money=MONEY, **ODD, **SEVERAL)):
        low, high, steps = list_steps(along.figure)
        ends = along.at_step(low), along.at_step(high)
        bounds = along._bound_interval(*ends).bounds
        response = along.figure.cost_response
        seen.add(response)
        for place, objective in enumerate(OBJECTIVES):
            measure = str(objective["measure"])
            for step in steps:
                parts, over = along.at_step(step).read_signed(measure)
                assert all(end[place].over == over for end in bounds)
                if response in ("market", "monotone"):
                    least = np.minimum.reduce([end[place].least for end in bounds])
                    most = np.maximum.reduce([end[place].most for end in bounds])
                    assert (least <= parts).all()
                    assert (parts <= most).all()
                else:
                    share = Fraction(step - low, high - low)
                    least, most = (
                        np.array([(1 - share) * a + share * b for a, b in zip(*both, strict=True)])
                        for both in (
                            [end[place].least.tolist() for end in bounds],
                            [end[place].most.tolist() for end in bounds],
                        )
                    )
                    assert (least <= parts).all()
                    assert (parts <= most).all()
    assert seen == {"linear", "rounded", "monotone", "market"}


@pytest.mark.parametrize("on", ["cost", "paid", "gross"])
def test_a_figure_that_has_no_influence_on_a_limit_leaves_every_excess_as_it_is(on: str) -> None:
    """The council's own cost counts against limits on cost alone."""
    envelope = rule("envelope", services=["centre"], annual=70_000, on=on)
    for along in follow(office(envelope, money=MONEY)):
        low, high, _ = list_steps(along.figure)
        (limit,) = along.atlas.scenario.active_rules
        first, second = (along.at_step(step).compute_excess(limit) for step in (low, high))
        assert along._may_change(limit) or (first == second).all()
        if along.figure.path == "money.contract_management":
            assert along._may_change(limit) == (on == "cost")


@pytest.mark.parametrize("on", ["cost", "paid"])
def test_what_is_flagged_to_lie_between_the_ends_does(on: str) -> None:
    """Of lots of one service alone all is counted or nothing; others count a rounded part."""
    envelope = rule("envelope", services=["centre"], annual=70_000, on=on)
    flagged = strayed = 0
    for along in follow(office(envelope, money=MONEY, **ODD)):
        if along.figure.cost_response != "monotone":
            continue
        low, high, steps = list_steps(along.figure)
        (limit,) = along.atlas.scenario.active_rules
        ends = [along.at_step(step) for step in (low, high)]
        is_between = flag_between_ends(limit, *(end.answer.measured for end in ends))
        first, second = (end.compute_excess(limit) for end in ends)
        for step in steps:
            excess = along.at_step(step).compute_excess(limit)
            inside = (np.minimum(first, second) <= excess) & (excess <= np.maximum(first, second))
            assert inside[:, is_between].all()
        flagged, strayed = flagged + is_between.sum(), strayed + (~is_between).sum()
    assert flagged
    assert strayed


def test_the_scale_curve_is_followed_in_a_few_values() -> None:
    """A limit that is just kept, and stays so, is no reason to look at every value."""
    scenario = load(EXAMPLES / "central-bedfordshire")
    found = {each.figure: each for each in analyse_break_even(scenario, None, RunOptions()).figures}
    assert found["money.scale.0.value"].proved
    (along,) = (a for a in follow(scenario) if a.figure.path == "money.scale.0.value")
    dice = Random(3)
    for step in (dice.randint(along.figure.low, along.figure.high) for _ in range(12)):
        assert along.find_best(step) == along.design


def test_ends_are_told_from_the_last_value_to_the_next() -> None:
    """At the last the best design stays so, at the next, one step on, it does not."""
    scenario = office(
        money=MONEY | {"procurement": 900}, objective=[{"measure": "whole_life_cost"}]
    )
    figures = {each.path: each for each in list_assumed_figures(scenario, None)}
    answer, told = analyse_break_even(scenario, None, RunOptions()), 0
    for found in answer.figures:
        figure = figures[found.figure]
        for end, back in ((found.below, 1), (found.above, -1)):
            if end is None:
                continue
            told += 1
            steps = [*range(figure.low, 0)] if back == 1 else [*range(1, figure.high + 1)]
            near = [step for step in steps if figure.format_step(step) == end.next]
            assert len(near) == 1
            assert end.last == figure.format_step(near[0] + back)
    assert told


def test_figures_that_nothing_is_known_of_are_not_said_to_be_proved() -> None:
    """A curve that rises and falls again: the cost may do anything between two values."""
    curve = [
        point | {"saving": saving}
        for point, saving in zip(MONEY["scale"], ("0%", "6%", "1%"), strict=True)
    ]
    scenario = office(money=MONEY | {"scale": curve}, objective=[{"measure": "whole_life_cost"}])
    answer = analyse_break_even(scenario, None, RunOptions())
    proved = {each.figure: each.proved for each in answer.figures}
    assert proved["money.contract_management"]
    assert not proved["money.scale.1.value"]


def test_solved_anew_at_each_value_money_is_that_of_the_value() -> None:
    """Lots stay listed while their costs move; dear management joins lots."""
    scenario = office(
        money=MONEY, routes={"prime": {"fee": "9%"}}, objective=[{"measure": "whole_life_cost"}]
    )
    candidates, context, seen = list_candidates(scenario), SolveContext(), set()
    figures = {each.path: each for each in list_assumed_figures(scenario, None)}
    figure = figures["money.contract_management"]
    along = SolvedAlongFigure(figure, candidates, context)
    for step in (figure.low, 0, figure.high):
        there = figure.build_scenario(step)
        assert there is not None
        best = solve_candidates(there, list_candidates(there), context).design
        assert along.find_best(step) == best
        seen.add(best)
    assert len(seen) > 1
