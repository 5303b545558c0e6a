"""`lotdesign explain`: why no design is admissible, and what would mend it."""

from lotdesign.cli.exits import Exit
from lotdesign.cli.guard import guarded
from lotdesign.cli.limits import Seed, TimeLimit, Workers, check_limit
from lotdesign.cli.options import Format, Off, Out, Progress, Quiet, ScenarioPath, Settings
from lotdesign.cli.output import check_target
from lotdesign.cli.reading import read
from lotdesign.cli.reporting import Forms, Target, tell


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
    from lotdesign.report.explained import explanation, repairs_csv, said

    check_limit(time_limit)
    check_target(out, scenario)
    valid = read(scenario, settings, off)
    with progress(show, quiet) as listen:
        from lotdesign import api

        told = api.explain(
            valid, time_limit=time_limit, seed=seed, workers=workers, listen=listen
        ).told
    forms = Forms(
        page=lambda: explanation(valid, told),
        json=told.to_json,
        csv=lambda: repairs_csv(told),
        sentence=lambda: said(valid, told),
    )
    tell(forms, Target(form, out, quiet))
    if told.ended == "interrupted":
        return Exit.INTERRUPTED
    return Exit.NONE_FOUND if told.status == "unknown" else Exit.DONE
