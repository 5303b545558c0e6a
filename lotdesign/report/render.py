"""A result in one of the formats of the command line."""

from typing import Literal

from lotdesign.report.content import content
from lotdesign.report.markdown import markdown
from lotdesign.report.plain import plain
from lotdesign.report.sheet import lots_csv
from lotdesign.report.view import SEARCHED, View
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario

Format = Literal["table", "json", "csv", "md"]


def rendered(scenario: Scenario, result: Result, form: Format, view: View = SEARCHED) -> str:
    """The text of the result, with a line end at its end."""
    if form == "json":
        return result.to_json()
    if form == "csv":
        return lots_csv(scenario, result)
    page = content(scenario, result, view)
    return markdown(page) if form == "md" else plain(page)
