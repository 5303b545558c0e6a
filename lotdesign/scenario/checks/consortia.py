"""Consortia: members that are there, and shares that make up a whole."""

from collections.abc import Iterator

from lotdesign.scenario.checks.names import Names, unknown
from lotdesign.scenario.draft import Draft
from lotdesign.scenario.flaws import Flaw
from lotdesign.scenario.raw import Loc
from lotdesign.scenario.rows import ConsortiumRow
from lotdesign.words import percent, plural


def consortia(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Ids, members and shares of every consortium."""
    if draft.document.providers is None and "providers" not in draft.flawed:
        for loc, _ in draft.each(draft.document.consortium, "consortium"):
            yield Flaw(loc, "needs a table of providers; name its file in [data]")
        return
    counted = {row.id for row in draft.document.providers or () if row.count > 1}
    for loc, row in draft.each(draft.document.consortium, "consortium"):
        if row.id in names.providers:
            yield Flaw((*loc, "id"), "is also the id of a provider; ids must differ", row.id)
        yield from _members((*loc, "members"), row, names, counted)
        yield from _shares((*loc, "shares"), row)


def _members(loc: Loc, row: ConsortiumRow, names: Names, counted: set[str]) -> Iterator[Flaw]:
    for member in row.members:
        if member in counted:
            yield Flaw(loc, f"stands for several; name one of them, as {member}-1", member)
        else:
            yield from unknown(loc, "provider", member, names.providers)
    if len(set(row.members)) < len(row.members):
        yield Flaw(loc, "a member stands twice; name each once", ";".join(row.members))
    elif len(row.members) < 2:
        yield Flaw(loc, "name two members at least; one alone bids as itself", row.members[0])


def _shares(loc: Loc, row: ConsortiumRow) -> Iterator[Flaw]:
    if len(row.shares) != len(row.members):
        found, right = plural(len(row.shares), "share"), plural(len(row.members), "member")
        yield Flaw(loc, f"has {found} for {right}; write one a member")
    elif min(row.shares) <= 0 or sum(row.shares) != 1:
        text = ", ".join(map(percent, row.shares))
        yield Flaw(loc, "each share must be above 0, and all together 100%", text)
