"""`lotdesign explain`: why no design is admissible, and what would mend it."""

from typing import TYPE_CHECKING

from lotdesign.cli.exits import Exit
from lotdesign.cli.guard import guarded
from lotdesign.cli.limits import Seed, TimeLimit, Workers, check_limit
from lotdesign.cli.messages import say
from lotdesign.cli.options import (
    Form,
    Format,
    Off,
    Out,
    Progress,
    Quiet,
    ScenarioPath,
    Settings,
    form_of,
)
from lotdesign.cli.output import STDOUT, check_target, deliver
from lotdesign.cli.reading import read

if TYPE_CHECKING:
    from lotdesign.result.explained import Explained
    from lotdesign.scenario.scenario import Scenario


@guarded
def explain(
    scenario: ScenarioPath,
    settings: Settings,
    off: Off,
    form: Format = None,
    out: Out = None,
    time_limit: TimeLimit = None,
    seed: Seed = 0,
    workers: Workers = 0,
    show: Progress = "auto",
    quiet: Quiet = False,
) -> Exit:
    """Say why no design is admissible, and which least changes of the rules would mend it."""
    from lotdesign.cli.progress import progress
    from lotdesign.report.explained import said

    check_limit(time_limit)
    check_target(out, scenario)
    valid = read(scenario, settings, off)
    with progress(show, quiet) as listen:
        from lotdesign import api

        told = api.explain(
            valid, time_limit=time_limit, seed=seed, workers=workers, listen=listen
        ).told
    deliver(_text(valid, told, form_of(form, out)), out, quiet)
    if out not in (None, STDOUT) and not quiet:
        say(said(valid, told))
    if told.ended == "interrupted":
        return Exit.INTERRUPTED
    return Exit.NONE_FOUND if told.status == "unknown" else Exit.DONE


def _text(scenario: "Scenario", told: "Explained", form: Form) -> str:
    from lotdesign.report.explained import explanation, repairs_csv
    from lotdesign.report.markdown import markdown
    from lotdesign.report.plain import plain

    if form == "json":
        return told.to_json()
    if form == "csv":
        return repairs_csv(told)
    page = explanation(scenario, told)
    return markdown(page) if form == "md" else plain(page)
