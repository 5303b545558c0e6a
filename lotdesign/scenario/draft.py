"""The part of a scenario that can be read, so that all of its faults are found at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from lotdesign.scenario.document import Document
from lotdesign.scenario.flaws import Flaw
from lotdesign.scenario.keys import Model, required
from lotdesign.scenario.raw import Loc, Raw, at, written
from lotdesign.scenario.translate import flaw_of, written_loc

Entry = TypeVar("Entry")
Root = TypeVar("Root", bound=BaseModel)


@dataclass(frozen=True)
class Part(Generic[Root]):
    """A document without the values that are not valid, which are `left_out`.

    `flawed` are the keys of the document in which anything is wrong.
    """

    raw: Raw
    document: Root
    left_out: frozenset[Loc]
    flawed: frozenset[str]

    def written(self, loc: Loc) -> str:
        """The value at a place as its writer wrote it."""
        return written(at(self.raw.values, loc))

    def each(self, entries: Sequence[Entry], *path: str) -> Iterator[tuple[Loc, Entry]]:
        """The entries of the list at `path` that are valid, with their places as written."""
        kept = iter(entries)
        for i in range(len(entries) + sum(loc[:-1] == path for loc in self.left_out)):
            if (*path, i) not in self.left_out:
                yield (*path, i), next(kept)


Draft = Part[Document]
"""The part of a scenario."""


def part_of(raw: Raw, root: type[Root]) -> tuple[Part[Root] | None, list[Flaw]]:
    """What of `raw` is valid as such a document, and every flaw of what is not.

    None where leaving out single values does not make a document of it.
    """
    document, errors = _validated(raw, root)
    if document is not None and not raw.bad:
        return Part(raw, document, frozenset(), frozenset()), []
    wrong = frozenset(written_loc(error, raw) for error in errors) | raw.bad
    left_out = frozenset(map(_smallest_part, wrong))
    flaws = [flaw_of(error, raw) for error in errors if not _told(error, raw)]
    try:
        document = root.model_validate(_stubs(root) | _without(raw.values, left_out))
    except ValidationError:
        return None, flaws
    return Part(raw, document, left_out, frozenset(str(loc[0]) for loc in wrong if loc)), flaws


def _stubs(root: Model) -> dict[str, Any]:
    """Stand in for required keys that are missing or wrong, which is told already."""
    return {name: 1 if name == "schema" else [] for name in required(root)}


def _validated(raw: Raw, root: type[Root]) -> tuple[Root | None, list[ErrorDetails]]:
    try:
        return root.model_validate(raw.values), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _told(error: ErrorDetails, raw: Raw) -> bool:
    """Whether the file's own faults say it: a broken row, or a column that is missing."""
    loc = written_loc(error, raw)
    column = error["type"] == "missing" and len(loc) > 1 and loc[0] in raw.origins
    return column or loc[:2] in raw.bad


def _smallest_part(loc: Loc) -> Loc:
    """What is left out for an error at `loc`: the entry of a list that it lies in, or the key."""
    first = next((depth for depth, part in enumerate(loc) if isinstance(part, int)), len(loc))
    return loc[: first + 1]


def _without(values: Any, left_out: frozenset[Loc], loc: Loc = ()) -> Any:
    """A copy without the values at these places."""
    if isinstance(values, list):
        entries = [(i, each) for i, each in enumerate(values) if (*loc, i) not in left_out]
        return [_without(each, left_out, (*loc, i)) for i, each in entries]
    if not isinstance(values, dict):
        return values
    return {
        k: _without(v, left_out, (*loc, k)) for k, v in values.items() if (*loc, k) not in left_out
    }
