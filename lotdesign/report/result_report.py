"""The report of a result in every form; what writes a form is loaded when it is asked for."""

from lotdesign.report.answer import write_headline
from lotdesign.report.forms import AnswerForms, OutputForm
from lotdesign.report.page import SEARCHED_VIEW, ReportPage, ReportView
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario


def build_result_forms(
    scenario: Scenario, result: Result, view: ReportView = SEARCHED_VIEW
) -> AnswerForms:
    """Return a result in every form; as CSV a row for each lot."""
    return AnswerForms(
        page=lambda: _build_page(scenario, result, view),
        json=result.to_json,
        csv=lambda: _write_csv(scenario, result),
        sentence=write_headline(scenario, result, view),
        coloured=True,
        opening=lambda: _build_opening(scenario, result, view),
    )


def _build_page(scenario: Scenario, result: Result, view: ReportView) -> ReportPage:
    from lotdesign.report.result_page import build_report

    return build_report(scenario, result, view)


def _build_opening(scenario: Scenario, result: Result, view: ReportView) -> ReportPage:
    from lotdesign.report.result_page import build_opening

    return build_opening(scenario, result, view)


def _write_csv(scenario: Scenario, result: Result) -> str:
    from lotdesign.report.lots import write_lots_csv

    return write_lots_csv(scenario, result)


def render_result(
    scenario: Scenario, result: Result, form: OutputForm, view: ReportView = SEARCHED_VIEW
) -> str:
    """Write a result in one form, with a line end at its end."""
    return build_result_forms(scenario, result, view).render(form)
