"""One fault put in by hand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutation:
    """`old`, which stands in `file` exactly once, becomes `new`; `tests` should notice.

    `equivalent` says why no test can, where the program is as right with the new text.
    """

    file: str
    tests: str
    old: str
    new: str
    equivalent: str = ""


def mutations(file: str, tests: str, *changes: tuple[str, ...]) -> list[Mutation]:
    """A fault for each change: old text, new text and, where it is equivalent, why."""
    return [Mutation(file, tests, *change) for change in changes]
