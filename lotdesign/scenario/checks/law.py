"""The notice date, and figures of the law that a scenario changes."""

from collections.abc import Iterator, Sequence

from lotdesign.law.rows import READERS, LawRow, day
from lotdesign.scenario.checks.names import Names
from lotdesign.scenario.draft import Draft, Part, Root
from lotdesign.scenario.flaws import Flaw
from lotdesign.scenario.raw import Loc
from lotdesign.scenario.sections import Authority


def law(draft: Draft, names: Names) -> Iterator[Flaw]:
    """What is wrong with the law of a scenario."""
    yield from law_flaws(draft, draft.document.authority, draft.document.law)


def law_flaws(draft: Part[Root], authority: Authority, rows: Sequence[LawRow]) -> Iterator[Flaw]:
    """Days that are none, values that do not fit their parameter, and rows that stand twice."""
    if authority.notice_date:
        yield from _day_flaws(("authority", "notice_date"), authority.notice_date)
    seen: set[tuple[str, str]] = set()
    for loc, row in draft.each(rows, "law"):
        yield from _day_flaws((*loc, "from"), row.since)
        try:
            READERS[row.parameter](row.value)
        except ValueError as error:
            yield Flaw((*loc, "value"), str(error), row.value)
        if (row.parameter, row.since) in seen:
            yield Flaw(loc, f"a second {row.parameter} from {row.since}; keep one")
        seen.add((row.parameter, row.since))


def _day_flaws(loc: Loc, text: str) -> Iterator[Flaw]:
    """A flaw where the text is no day."""
    try:
        day(text)
    except ValueError as error:
        yield Flaw(loc, str(error), text)
