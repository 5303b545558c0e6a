"""`lotdesign groups`: which lots of a design may be won together, and what that recovers."""

from lotdesign.cli.asking import Asked, Picked
from lotdesign.cli.exits import Exit, UsageError
from lotdesign.cli.guard import guarded
from lotdesign.cli.reporting import Forms, Target, tell


@guarded
def groups(
    asked: Asked,
    target: Target,
    picked: Picked,
) -> Exit:
    """Say which lots one provider could win together and what one contract would save."""
    from lotdesign import api
    from lotdesign.report.grouped import grouped_csv, grouped_page

    if (picked.option is None) == (picked.design is None):
        raise UsageError("give one of --option ID and --design FILE")
    asked.check(target, picked.design)
    lots = picked.lots()
    valid = asked.read()
    told = api.groups(valid, **lots).told
    forms = Forms(
        page=lambda: grouped_page(valid, told), json=told.to_json, csv=lambda: grouped_csv(told)
    )
    tell(forms, target)
    return Exit.DONE
