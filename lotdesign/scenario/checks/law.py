"""The notice date, and figures of the law that a scenario changes."""

from collections.abc import Iterator

from lotdesign.law.rows import READERS, day
from lotdesign.scenario.checks.names import Names
from lotdesign.scenario.draft import Draft
from lotdesign.scenario.flaws import Flaw
from lotdesign.scenario.raw import Loc


def law(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Days that are none, values that do not fit their parameter, and rows that stand twice."""
    noticed = draft.document.authority.notice_date
    if noticed:
        yield from day_flaws(("authority", "notice_date"), noticed)
    seen: set[tuple[str, str]] = set()
    for loc, row in draft.each(draft.document.law, "law"):
        yield from day_flaws((*loc, "from"), row.since)
        try:
            READERS[row.parameter](row.value)
        except ValueError as error:
            yield Flaw((*loc, "value"), str(error), row.value)
        if (row.parameter, row.since) in seen:
            yield Flaw(loc, f"a second {row.parameter} from {row.since}; keep one")
        seen.add((row.parameter, row.since))


def day_flaws(loc: Loc, text: str) -> Iterator[Flaw]:
    """A flaw where the text is no day."""
    try:
        day(text)
    except ValueError as error:
        yield Flaw(loc, str(error), text)
