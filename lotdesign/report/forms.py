"""An answer in each form in which it can be written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lotdesign.report.page import ReportPage

OutputForm = Literal["table", "json", "csv", "md"]
"""Plain text, JSON, CSV or Markdown."""


@dataclass(frozen=True, slots=True)
class AnswerForms:
    """Writers of one answer; each runs only when its form is asked for.

    `sentence` sums the answer up for whoever waits while it goes to a file. `csv` and `parquet`
    are None for an answer that is no table. With `coloured` the page begins with words that a
    screen shows in colour. `opening` has the first sections of the page, which stand before the
    answer is compared with others; with `begun` they were shown, and the page goes on from there.
    """

    page: "Callable[[], ReportPage]"
    json: Callable[[], str]
    csv: Callable[[], str] | None = None
    parquet: Callable[[], bytes] | None = None
    sentence: str = ""
    coloured: bool = False
    opening: "Callable[[], ReportPage]" = tuple
    begun: bool = False

    def render(self, form: OutputForm) -> str:
        """Return the whole answer in this form, with a line end at its end.

        Raises ValueError for CSV of an answer that is no table.
        """
        if form == "json":
            from lotdesign.json_escapes import escape_json

            return escape_json(self.json())
        if form == "csv":
            if self.csv is None:
                raise ValueError("this answer is not written as CSV")
            return self.csv()
        if form == "md":
            from lotdesign.report.markdown import write_markdown

            return write_markdown(self.page())
        from lotdesign.report.plain_text import write_plain_text

        return ("\n" if self.begun else "") + write_plain_text(self.page())
