"""Checks that little text does not stand for more than can be held: parts and copies."""

from collections.abc import Iterator

from lotdesign.input.limits import read_limits
from lotdesign.input.raw import DocumentFlaw
from lotdesign.input.validation import ScenarioDraft


def check_sizes(draft: ScenarioDraft) -> Iterator[DocumentFlaw]:
    """Divided units and counted providers that would make more rows than a table may have."""
    most = read_limits().rows
    document = draft.document
    divided = {unit for section in document.divide for unit in section.units}
    parts = len(divided) * len(document.localities)
    if parts > most:
        right = f"would make {parts:,} parts of units; at most {most:,} are taken"
        yield DocumentFlaw(("divide",), right)
    copies = sum(row.count for row in document.providers or ())
    if copies > most:
        right = f"count makes {copies:,} providers of them; at most {most:,} are taken"
        yield DocumentFlaw(("providers",), right)
