"""A fault by its place in the document, before it is told by its place in a file."""

from collections.abc import Iterable
from dataclasses import dataclass

from lotdesign.faults import Fault
from lotdesign.scenario.raw import Loc, Raw


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong at `loc`: what would be right, and the text that was found there."""

    loc: Loc
    right: str
    found: str = ""


def faults_of(flaws: Iterable[Flaw], raw: Raw) -> list[Fault]:
    """The faults in reading order: as the keys stand in the file, tables by row."""
    keys = {key: i for i, key in enumerate(raw.values)}

    def place(flaw: Flaw) -> tuple[int, int]:
        first = keys.get(str(flaw.loc[0]), len(keys)) if flaw.loc else -1
        entry = flaw.loc[1] if len(flaw.loc) > 1 else -1
        return first, entry if isinstance(entry, int) else -1

    ordered = sorted(dict.fromkeys(flaws), key=place)
    return [Fault(raw.where(flaw.loc), flaw.right, flaw.found) for flaw in ordered]
