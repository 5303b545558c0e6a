"""`lotdesign appraise`: named options judged side by side, and ranked by officers' scores."""

from lotdesign.cli.asking import Asked
from lotdesign.cli.exits import Exit
from lotdesign.cli.guard import guarded
from lotdesign.cli.messages import say
from lotdesign.cli.reporting import Forms, Target, tell
from lotdesign.cli.running import Run


@guarded
def appraise(
    asked: Asked,
    target: Target,
    reading: Run,
) -> Exit:
    """Rank the options by officers' scores, and say how far each weight can move."""
    from lotdesign import api
    from lotdesign.report.appraised import appraised_page, in_a_sentence
    from lotdesign.report.appraised_csv import appraised_csv

    asked.check(target, reading.result)
    valid = asked.read()
    run = reading.checked(valid, target.quiet)
    if run is None:
        return Exit.NOT_VERIFIED
    if run.termination == "interrupted" and not run.comparisons:
        say("Stopped by hand before the options were judged.")
        return Exit.INTERRUPTED
    told = api.appraise(valid, run).told
    forms = Forms(
        page=lambda: appraised_page(valid, told, run),
        json=told.to_json,
        csv=lambda: appraised_csv(told),
        sentence=lambda: in_a_sentence(told),
    )
    tell(forms, target)
    return Exit.DONE
