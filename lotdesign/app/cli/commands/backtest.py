"""`lotdesign backtest`: where the lots of published notices stand."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.driver import deliver
from lotdesign.app.cli.exit_codes import ExitCode, choose_backtest_exit
from lotdesign.app.cli.input_files import check_sources, read_judging_scenario
from lotdesign.app.cli.options import OffOption, ProgressOption, SetOption, TimeLimitOption
from lotdesign.app.cli.output import OutputOptions, check_target
from lotdesign.faults import UsageError, quote_text, suggest_name

if TYPE_CHECKING:
    from lotdesign.importing.notice_designs import ValuesOf

_VALUES_FLAG = "--values"


def backtest(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Published notices: OCDS releases, packages or records; of a folder each .json; "
            "- is stdin.",
        ),
    ],
    values: Annotated[
        list[str],
        typer.Option(
            _VALUES_FLAG,
            default_factory=list,
            show_default=False,
            metavar="[FILE=]KIND",
            help="What published values are of: yearly, initial (the first term) or "
            "with_extensions; of all files, or of one. As often as needed.",
        ),
    ],
    settings: SetOption,
    off: OffOption,
    output: OutputOptions,
    scenario: Annotated[
        str | None,
        typer.Option(
            metavar="SCENARIO",
            help="Gives what a contract costs the council, and who counts as small.",
        ),
    ] = None,
    time_limit: TimeLimitOption = None,
    show: ProgressOption = "auto",
) -> ExitCode:
    """Judge published notices: where their lots stand, merged or divided otherwise.

    A notice names no provider, so costs and sizes are judged and not who can bid. The time limit
    is for each notice.
    """
    from lotdesign.app import api
    from lotdesign.app.cli.progress import choose_progress
    from lotdesign.report.backtest import build_backtest_forms

    check_sources(files, scenario, (*settings, *off))
    check_target(output.out, form=output.form)
    paths = list(_list_files(files))
    kinds = _parse_values(values, paths)
    assumed = read_judging_scenario(scenario, settings, off)
    with choose_progress(show, output.quiet) as listen:
        answer = api.backtest(
            paths, values=kinds, scenario=assumed, time_limit=time_limit, listen=listen
        )
    return deliver(build_backtest_forms(answer), output, choose_backtest_exit(answer))


def _list_files(given: Sequence[str]) -> Iterator[str]:
    """Yield the files, those of a folder by name; raises UsageError for one without any."""
    for path in given:
        if not Path(path).is_dir():
            yield path
            continue
        found = sorted(str(each) for each in Path(path).glob("*.json"))
        if not found:
            raise UsageError(f"{quote_text(path)}: this folder has no .json files")
        yield from found


def _parse_values(texts: Sequence[str], files: Sequence[str]) -> "dict[str, ValuesOf]":
    """What the values of each file are of; a file named by itself goes before the rest."""
    from lotdesign.importing.notice_designs import VALUES_OF

    of_all: dict[str, ValuesOf] = {}
    of_one: dict[str, ValuesOf] = {}
    for text in texts:
        file, named, word = text.rpartition("=")
        kind = next((each for each in VALUES_OF if each == word), None)
        if kind is None:
            raise UsageError(f"{_VALUES_FLAG} {quote_text(text)}: {suggest_name(word, VALUES_OF)}")
        meant = [each for each in files if not named or file in (each, Path(each).name)]
        if not meant:
            known = sorted({Path(each).name for each in files})
            raise UsageError(f"{_VALUES_FLAG} {quote_text(text)}: {suggest_name(file, known)}")
        (of_one if named else of_all).update(dict.fromkeys(meant, kind))
    return of_all | of_one
