"""`lotdesign import`: a scenario from files as councils have them."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.driver import deliver
from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.app.cli.output import OutputOptions, check_target
from lotdesign.app.cli.terminal import say
from lotdesign.faults import quote_text

if TYPE_CHECKING:
    from lotdesign.importing.questions import ImportQuestion

_MOST_CHOICES = 20


def import_(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The scenario's folder.")],
    output: OutputOptions,
    units: Annotated[
        str | None, typer.Option(metavar="FILE", help="Centres or services: CSV, .xlsx or .ods.")
    ] = None,
    boundaries: Annotated[
        str | None, typer.Option(metavar="FILE", help="Boundaries of the localities: GeoJSON.")
    ] = None,
    providers: Annotated[
        str | None, typer.Option(metavar="FILE", help="Organisations that may bid.")
    ] = None,
    spend: Annotated[
        str | None, typer.Option(metavar="FILE", help="Payments: payee, amount, date.")
    ] = None,
    postcodes: Annotated[
        str | None, typer.Option(metavar="FILE", help="A lookup of postcodes: locality of each.")
    ] = None,
    notice: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A published notice (OCDS); alone its lots are units."),
    ] = None,
    map_file: Annotated[
        str | None,
        typer.Option(
            "--map",
            metavar="FILE",
            help="What was decided (TOML). Written, with open questions, where it is not there.",
        ),
    ] = None,
) -> ExitCode:
    """Make a scenario of files as councils have them, or bring it up to date.

    What is guessed is told, and what must be decided is asked: on a terminal, or in the file of
    --map. Nothing is written before all is decided and the scenario is valid.
    """
    from lotdesign.app import api
    from lotdesign.importing.import_forms import build_import_forms

    check_target(output.out)
    asks = map_file is None and sys.stdin.isatty() and sys.stderr.isatty() and not output.quiet
    answer = api.import_files(
        folder,
        units=units,
        boundaries=boundaries,
        providers=providers,
        spend=spend,
        postcodes=postcodes,
        notice=notice,
        decisions=map_file,
        ask=_ask_on_terminal if asks else None,
    )
    if not output.quiet:
        written = ", ".join(answer.written)
        say(
            f"Written to {quote_text(folder)}: {written}."
            if written
            else f"Nothing in {quote_text(folder)} had to change."
        )
    return deliver(build_import_forms(answer), output)


def _ask_on_terminal(question: "ImportQuestion") -> str | None:
    """Ask a question; a number stands for a choice, a blank line for nothing."""
    say(f"\n{question.key}: {question.text}")
    shown = question.choices[:_MOST_CHOICES]
    for number, choice in enumerate(shown, 1):
        say(f"  {number}  {choice}")
    sys.stderr.write("> ")
    sys.stderr.flush()
    line = sys.stdin.readline().strip()
    if line.isdecimal() and 1 <= int(line) <= len(shown):
        return shown[int(line) - 1]
    return line or None
