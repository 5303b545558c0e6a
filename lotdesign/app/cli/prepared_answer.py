"""An answer that is ready to be written, by whichever process is left to write it."""

from dataclasses import dataclass

from lotdesign.app.cli.exit_codes import ALWAYS_SAID, ExitCode, Verdict
from lotdesign.app.cli.options import choose_form, wants_parquet
from lotdesign.app.cli.output import STDOUT_PATH, OutputOptions, deliver_bytes, deliver_text
from lotdesign.app.cli.terminal import colour_answer, say
from lotdesign.report.forms import AnswerForms


@dataclass(frozen=True, slots=True)
class PreparedAnswer:
    """A document, where it goes, what is said beside it, and the exit code."""

    document: str | bytes
    out: str | None
    quiet: bool
    said: tuple[str, ...]
    code: ExitCode

    def deliver(self) -> ExitCode:
        """Write the document, say what is to be said on stderr, and return the exit code."""
        if isinstance(self.document, bytes):
            deliver_bytes(self.document, str(self.out), self.quiet)
        else:
            deliver_text(self.document, self.out, self.quiet)
        for line in self.said:
            say(line)
        return self.code


def prepare_answer(forms: AnswerForms, output: OutputOptions, verdict: Verdict) -> PreparedAnswer:
    """Render an answer in the form that is asked for."""
    on_screen = output.out in (None, STDOUT_PATH)
    document: str | bytes
    if forms.parquet is not None and wants_parquet(output.form, output.out):
        document = forms.parquet()
    else:
        form = choose_form(output.form, output.out)
        document = forms.render(form)
        if forms.coloured and on_screen and form == "table":
            document = colour_answer(document)
    said = [forms.sentence] if forms.sentence and not on_screen and not output.quiet else []
    if not output.quiet or verdict.code in ALWAYS_SAID:
        said += verdict.remarks
    return PreparedAnswer(document, output.out, output.quiet, tuple(said), verdict.code)
