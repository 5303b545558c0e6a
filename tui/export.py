"""What is on show, as files: the picture, the report, the tables, the result, the request."""

from dataclasses import dataclass
from shlex import quote
from typing import Literal

from lotdesign.report.render import rendered
from lotdesign.report.view import View
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from tui.canvas.spans import plain
from tui.panes import compare, words
from tui.panes.sight import Sight


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: the letter that chooses it, its ending and what it holds."""

    letter: str
    ending: str
    name: str
    remark: str


FORMATS = (
    Format("m", "md", "the report in Markdown", "for a committee paper"),
    Format("c", "csv", "the lots as CSV", "for a spreadsheet"),
    Format("j", "json", "the result as JSON", "lotdesign verify reads it"),
    Format("p", "svg", "this screen as a picture", "SVG"),
    Format("q", "sh", "the request as a command", "so that others get the same"),
    Format("t", "txt", "the comparison as text", "what Compare shows"),
)


def exported(sight: Sight, ending: str) -> str | None:
    """The text of the file; None where there is nothing to export. Pictures come from the app."""
    if ending == "sh":
        return _command(sight)
    if ending == "txt":
        return _comparison(sight)
    entry = sight.entry
    if entry is None:
        return None
    result = _checked(sight.scenario, entry.result)
    judged = None if entry.answers else f"{entry.name}, {words.ending(entry)}"
    if ending == "json":
        return result.to_json()
    if ending in ("md", "csv"):
        form: Literal["md", "csv"] = "md" if ending == "md" else "csv"
        return rendered(sight.scenario, result, form, View(judged=judged))
    return None


def _checked(scenario: Scenario, result: Result) -> Result:
    """The result; checked now when somebody went on before the worker came to it."""
    same = result.scenario.sha256 == scenario.sha256
    if result.verification.checks or not same:
        return result
    from lotdesign.checker.check import check

    return result.model_copy(update={"verification": check(scenario, result)})


def _command(sight: Sight) -> str:
    flags = sight.session.desk.edits.as_flags
    return f"lotdesign solve {quote(sight.session.path)} {flags}".rstrip() + "\n"


def _comparison(sight: Sight) -> str | None:
    found = compare.sides(sight)
    if not found:
        return None
    wide = 110
    lines = [*compare.figures(sight, found, 0, wide), (), *compare.moves(sight, found, 0, wide)]
    return "\n".join(plain(line).rstrip() for line in lines) + "\n"
