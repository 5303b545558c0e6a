"""The answer of a search as soon as it stands: on the screen, or as a first whole file."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from lotdesign.app.cli.exit_codes import DONE
from lotdesign.app.cli.options import choose_form
from lotdesign.app.cli.output import STDOUT_PATH, OutputOptions
from lotdesign.app.cli.prepared_answer import prepare_answer
from lotdesign.app.cli.streams import write_stdout
from lotdesign.app.cli.terminal import colour_answer, say
from lotdesign.faults import quote_text
from lotdesign.report.forms import AnswerForms


@dataclass
class FirstAnswer:
    """What was shown or written of an answer before it was compared with others.

    `shown` is the number of leading sections of its page that are on the screen already, `said` the
    sentence that was said when it was written to its file.
    """

    output: OutputOptions
    shown: int = 0
    said: str = ""

    @property
    def is_wanted(self) -> bool:
        """Whether an answer would be shown or written before it is compared with others."""
        output = self.output
        if output.out not in (None, STDOUT_PATH):
            return True
        return sys.stdout.isatty() and choose_form(output.form, output.out) == "table"

    def deliver(
        self, forms: AnswerForms, aside: Callable[[], AbstractContextManager[None]]
    ) -> None:
        """Show the answer, or write it to its file; nothing where stdout is no screen.

        `aside` keeps progress off the screen meanwhile. Raises UsageError where the file cannot be
        written.
        """
        output = self.output
        if not self.is_wanted:
            return
        if output.out in (None, STDOUT_PATH):
            opening = forms.opening()
            text = replace(forms, page=lambda: opening).render("table")
            with aside():
                write_stdout(colour_answer(text) if forms.coloured else text)
            self.shown = len(opening)
            return
        prepared = prepare_answer(forms, replace(output, quiet=True), DONE)
        with aside():
            prepared.deliver()
            if not output.quiet:
                self.said = forms.sentence
                say(f"{forms.sentence} It is in {quote_text(str(output.out))}; the rest follows.")

    def leave_out_shown(self, forms: AnswerForms) -> AnswerForms:
        """The forms of the whole answer, without what was said or stands on the screen already."""
        if forms.sentence == self.said:
            forms = replace(forms, sentence="")
        if not self.shown:
            return forms
        page = forms.page
        return replace(forms, page=lambda: page()[self.shown :], coloured=False, begun=True)
