"""`lotdesign explain`: why no design is admissible, and what would mend it."""

from lotdesign.cli.asking import Asked, Searching
from lotdesign.cli.exits import Exit
from lotdesign.cli.guard import guarded
from lotdesign.cli.reporting import Forms, Target, tell


@guarded
def explain(asked: Asked, target: Target, searching: Searching) -> Exit:
    """Say why no design is admissible, and which least changes of the rules would mend it."""
    from lotdesign import api
    from lotdesign.report.explained import explanation, repairs_csv, said

    asked.check(target)
    valid = asked.read()
    told = searching.told(
        target.quiet, lambda listen: api.explain(valid, **searching.means, listen=listen).told
    )
    forms = Forms(
        page=lambda: explanation(valid, told),
        json=told.to_json,
        csv=lambda: repairs_csv(told),
        sentence=lambda: said(valid, told),
    )
    tell(forms, target)
    if told.ended == "interrupted":
        return Exit.INTERRUPTED
    return Exit.NONE_FOUND if told.status == "unknown" else Exit.DONE
