"""`lotdesign report`: the papers that a council publishes, as HTML, DOCX and PDF."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from lotdesign.app.cli.arguments import ScenarioOptions, SearchOptions
from lotdesign.app.cli.exit_codes import (
    UNVERIFIED_REMARK,
    ExitCode,
    NoAnswer,
    Verdict,
    choose_solve_exit,
)
from lotdesign.app.cli.input_files import read_named_results, read_result_file, read_stress_file
from lotdesign.app.cli.options import QuietOption, check_single_stdin
from lotdesign.app.cli.output import STDOUT_PATH, check_target, deliver_bytes
from lotdesign.app.cli.terminal import say
from lotdesign.app.memory import MemoryWatch
from lotdesign.faults import Fault, InputFaults, UsageError, quote_text

if TYPE_CHECKING:
    from lotdesign.comparing.inputs import NamedResult
    from lotdesign.papers.forms.render import CouncilPapers, DocxTemplate, PaperForm
    from lotdesign.result.model import Result
    from lotdesign.result.stressed import StressAnswer
    from lotdesign.scenario.scenario import Scenario

MOST_TEMPLATE_BYTES = 50 * 1024 * 1024
"""Bytes of a template's file at the most."""


def report(
    source: ScenarioOptions,
    search: SearchOptions,
    result: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A result of this scenario instead of a new run."),
    ] = None,
    out: Annotated[
        list[str],
        typer.Option(
            metavar="FILE", help="The paper, as .html, .docx or .pdf; may come several times."
        ),
    ] = [],  # noqa: B006 typer makes a new list a call
    exempt: Annotated[
        list[str],
        typer.Option(
            metavar="FILE", help="The exempt part, which names providers; may come several times."
        ),
    ] = [],  # noqa: B006
    template: Annotated[
        str | None,
        typer.Option(metavar="FILE.docx", help="The council's own template, for DOCX."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="RESULT", help="An earlier result: say what changed since."),
    ] = None,
    compare: Annotated[
        list[str],
        typer.Option(
            metavar="RESULT", help="A further result to put beside; may come several times."
        ),
    ] = [],  # noqa: B006
    stress: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="What stress --format json wrote: adds whether the lots hold."
        ),
    ] = None,
    quiet: QuietOption = False,
) -> ExitCode:
    """Write the paper that a council publishes, and the exempt part apart from it.

    Without --result the scenario is solved first. Each study around the design gets a minute, or
    all of them what is left of --time-limit; what was not done by then, the paper says.
    """
    targets = [("--out", path, False) for path in out]
    targets += [("--exempt", path, True) for path in exempt]
    forms = _choose_forms(targets)
    _check_paths(source.scenario, targets, [result, since, *compare, stress])
    layout = _read_template(template, forms)
    scenario = source.read_scenario()
    given = None if result is None else _read_verified(scenario, result)
    told = None if stress is None else read_stress_file(stress, scenario)
    papers = _ask(scenario, source.scenario, search, quiet, given, since, compare, told)
    written = [
        (papers.render_exempt if hidden else papers.render)(form, layout)
        for (_, _, hidden), form in zip(targets, forms, strict=True)
    ]
    for (_, path, _), data in zip(targets, written, strict=True):
        deliver_bytes(data, path, quiet)
    verdict = _choose_exit(papers)
    if not quiet:
        for line in verdict.remarks:
            say(line)
    return verdict.code


def _choose_forms(targets: Sequence[tuple[str, str, bool]]) -> "list[PaperForm]":
    """The form of each file; raises UsageError for another ending, or what is not installed."""
    from lotdesign.papers.forms.render import check_form, choose_paper_form

    if not any(flag == "--out" for flag, _, _ in targets):
        raise UsageError("give a file to write: --out paper.html, .docx or .pdf")
    forms = [choose_paper_form(path, flag) for flag, path, _ in targets]
    for form in dict.fromkeys(forms):
        check_form(form)
    return forms


def _check_paths(
    scenario: str, targets: Sequence[tuple[str, str, bool]], inputs: Sequence[str | None]
) -> None:
    from lotdesign.papers.forms.render import FORM_BY_ENDING

    check_single_stdin(scenario, *inputs)
    for flag, path, _ in targets:
        if path == STDOUT_PATH:
            raise UsageError(f"{flag}: give a file of its own, for example paper.html")
        check_target(path, flag, writes=FORM_BY_ENDING.values())


def _read_template(path: str | None, forms: "Sequence[PaperForm]") -> "DocxTemplate | None":
    """Read the template and try it, before anything is worked out.

    Raises UsageError where no DOCX is written, InputFaults for one that cannot be filled.
    """
    if path is None:
        return None
    from lotdesign.file_guard import note_reading
    from lotdesign.papers.forms.render import DocxTemplate
    from lotdesign.papers.forms.template import check_template

    if "docx" not in forms:
        raise UsageError("--template is for DOCX; give --out paper.docx too")
    try:
        with note_reading(path).open("rb") as file:
            data = file.read(MOST_TEMPLATE_BYTES + 1)
    except OSError as error:
        why = f"cannot be read: {(error.strerror or 'unknown reason').lower()}"
        raise InputFaults([Fault(path, why)]) from None
    if len(data) > MOST_TEMPLATE_BYTES:
        raise InputFaults([Fault(path, "is too large for a template; give one of at most 50 MB")])
    check_template(data, path)
    return DocxTemplate(path, data)


def _read_verified(scenario: "Scenario", path: str) -> "Result":
    from lotdesign.app import api

    result = read_result_file(path)
    if not api.verify(scenario, result).ok:
        raise NoAnswer(ExitCode.NOT_VERIFIED, UNVERIFIED_REMARK)
    return result


def _ask(
    scenario: "Scenario",
    path: str,
    search: SearchOptions,
    quiet: bool,
    given: "Result | None",
    since: str | None,
    compare: Sequence[str],
    stress: "StressAnswer | None",
) -> "CouncilPapers":
    """Gather the papers; the earlier and the further results are read before anything is solved."""
    from lotdesign.app import api
    from lotdesign.app.cli.progress import choose_progress

    named = read_named_results([*([since] if since else []), *compare], scenario)
    before, others = (named[0], named[1:]) if since else (None, named)
    if not quiet:
        _say_other_scenarios(scenario, named)
    result = given
    if result is None:
        result = search.run(
            lambda listen: api.solve(scenario, **search.keywords, listen=listen).result, quiet
        )
    progress = choose_progress(search.show, quiet, search.time_limit)
    with progress as listen, MemoryWatch(search.memory_limit):
        return api.prepare_report(
            scenario,
            result,
            since=before,
            compare=others,
            stress=stress,
            path=path,
            time_limit=search.seconds_left,
            seed=search.seed,
            workers=search.workers,
            engine=search.engine,
            listen=listen,
        )


def _say_other_scenarios(scenario: "Scenario", named: "Sequence[NamedResult]") -> None:
    """Say which results are not of the same files."""
    files = scenario.files_sha256 or scenario.sha256
    for each in named:
        ref = each.result.scenario
        if (ref.files_sha256 or ref.sha256) != files:
            say(f"{quote_text(each.name)} is not of the same files as the scenario.")


def _choose_exit(papers: "CouncilPapers") -> Verdict:
    """As `solve` has it, by the result that the paper is about."""
    return choose_solve_exit(papers.sources.result)
