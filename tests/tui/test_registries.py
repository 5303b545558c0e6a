"""Every list of kinds in the terminal interface knows all of them."""

from typing import get_args

from lotdesign.design import ROUTES
from lotdesign.events import RunPhase
from lotdesign.measures.registry import MEASURES
from lotdesign.result.proof_names import LIST_OF_ALL_DESIGNS
from lotdesign.scenario.rule import RuleGroup
from tui import app, screenshot
from tui.pictures import answer, data, lots, no_solution, tray
from tui.screens.workbench import Workbench
from tui.session import parameters
from tui.session.tables import EDITABLE_TABLES
from tui.widgets.solution_panes import LotsPane, MapPane
from tui.worker import jobs
from tui.worker.messages import StudyKind


def test_every_kind_of_study_is_run() -> None:
    assert set(jobs._STUDIES) == set(get_args(StudyKind))


def test_every_screen_that_a_key_opens_is_there() -> None:
    actions = [each.action for pane in (Workbench, LotsPane, MapPane) for each in pane.BINDINGS]
    opened = {action.split("'")[1] for action in actions if action.startswith("app.show_screen")}
    assert opened == set(app._SCREENS)


def test_every_screenshot_has_its_keys() -> None:
    assert set(screenshot._KEYS_TO_SCREEN) == set(screenshot.SCREENSHOT_SCREENS) - {"start"}


def test_every_table_has_columns_to_show() -> None:
    assert set(data.SHOWN_COLUMNS) == set(EDITABLE_TABLES)


def test_every_group_of_rules_has_a_title() -> None:
    assert set(parameters._GROUP_TITLES) == set(get_args(RuleGroup))
    assert set(parameters._GROUP_TITLES.values()) <= set(parameters.ROW_GROUPS)


def test_every_route_and_phase_has_words() -> None:
    assert set(lots.SHORT_ROUTE_WORDS) == set(ROUTES)
    assert set(answer._PHASE_WORDS) == set(get_args(RunPhase)) - {"done"}


def test_headings_are_of_measures() -> None:
    assert set(tray._SHORT_HEADS) <= set(MEASURES)


def test_the_list_of_all_designs_is_known_as_a_prover() -> None:
    assert no_solution._describe_prover(LIST_OF_ALL_DESIGNS) != LIST_OF_ALL_DESIGNS
