"""The figures that are varied: from where to where, and that each changes itself alone."""

from fractions import Fraction

from lotdesign.scenario.scenario import Scenario
from solver.break_even.assumed_figures import VariedFigure, list_assumed_figures
from tests.rules.office import Row, office

MONEY: Row = {
    "contract_management": 2000,
    "discount_rate": "3%",
    "scale": [
        {"value": 10_000, "saving": "0%"},
        {"value": 50_000, "saving": "4%"},
        {"value": 90_000, "saving": "6%"},
    ],
    "promised": [
        {"service": "youth", "first_year": 1, "annual": 10_000, "found_by": "design"},
        {"service": "youth", "first_year": 2, "annual": 5_000, "once": True},
    ],
}


def vary(scenario: Scenario) -> dict[str, VariedFigure]:
    """The assumed figures by their paths."""
    return {figure.path: figure for figure in list_assumed_figures(scenario, None)}


def find_ends(figure: VariedFigure) -> tuple[Fraction, Fraction]:
    """The least and the largest value of a figure, in its own unit."""
    return figure.value + figure.low * figure.step, figure.value + figure.high * figure.step


def test_figures_are_varied_from_end_to_end() -> None:
    """From nothing to ten times, a share to its own limits, a corner between its neighbours."""
    figures = vary(office(money=MONEY))
    assert find_ends(figures["money.contract_management"]) == (0, 20_000_00)
    assert find_ends(figures["money.discount_rate"]) == (0, Fraction(1, 5))
    assert find_ends(figures["money.scale.1.value"]) == (10_000_01, 89_999_99)
    assert find_ends(figures["money.scale.1.saving"]) == (0, 1)
    assert "money.procurement" not in figures


def test_a_promise_rises_to_what_its_service_has_in_every_year() -> None:
    """Youth work has £40,000; in year 2 £5,000 more of it is promised already."""
    figure = vary(office(money=MONEY))["money.promised.0.annual"]
    assert find_ends(figure) == (0, 35_000_00)


def test_a_figure_changes_itself_alone() -> None:
    """Of a list just its own entry, in its place."""
    scenario = office(money=MONEY)
    for path, figure in vary(scenario).items():
        assert figure.build_scenario(0) == scenario
        changed = figure.build_scenario(1)
        assert changed is not None
        before, after = scenario.money, changed.money
        assert before != after
        for place in range(3):
            same = before.scale[place] == after.scale[place]
            assert same == (not path.startswith(f"money.scale.{place}."))
        assert (before.promised[0] == after.promised[0]) == (not path.startswith("money.promised"))
        assert before.promised[1] == after.promised[1]
