"""What became of mutations, and the page that tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tests.mutations.mutation import Mutation

PATIENCE, TIMES = 100, 5
"""Seconds for a test; what then has not ended passes in a fifth of them without the fault."""

HEAD = f"""# Do the tests notice?

Each row is a fault, one at a time, in a copy of the project; a few narrow tests then run. Most
are written by hand; those of the parts called "Drawn" are drawn from the text of the files. A fault
that is missed would be a gap in the tests, unless the program is as right with it. "Caught: no end"
is a fault with which a test does not end in {PATIENCE} seconds; without the fault, the same test
passes in less than {PATIENCE // TIMES}. `make mutations` prints this page anew, and fails when a
fault survives that is not explained or when a text that it replaces is no longer there. It takes
hours; what has been run is kept, so that an interrupted run goes on.
"""

Word = Literal["caught", "no end", "survived", "not run", "error"]

CAUGHT: tuple[Word, ...] = ("caught", "no end")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a mutation ended, and why when it could not be tried.

    `is_earlier`: since then its file or its tests have changed.
    """

    mutation: Mutation
    word: Word
    why: str = ""
    is_earlier: bool = False

    @property
    def is_explained(self) -> bool:
        """Whether it is caught, or survives and the table says why it may."""
        if self.mutation.equivalent:
            return self.word == "survived"
        return self.word in CAUGHT

    @property
    def as_said(self) -> bool:
        """Whether it is explained, as the tree stands now."""
        return self.is_explained and not self.is_earlier


def as_markdown(outcomes: Mapping[str, Sequence[Outcome]]) -> str:
    """The page: the count, a table an area, and the survivors explained."""
    every = [each for found in outcomes.values() for each in found]
    lines = [HEAD, _count(every), "", *_tabulate_parts(outcomes), ""]
    for area, found in outcomes.items():
        lines += [f"## {area}", "", "| file | was | became | outcome |", "|---|---|---|---|"]
        lines += [_row(each) for each in found] + [""]
    survivors = [each for each in every if each.word in ("survived", "error")]
    lines += ["## Not caught", ""] + [_explained(each) for each in survivors]
    return "\n".join(lines if survivors else [*lines, "None."])


def _count(every: Sequence[Outcome]) -> str:
    words = [each.word for each in every]
    caught, endless = _count_caught(words), words.count("no end")
    said = [f"{caught} caught" + f" ({endless} by a test that does not end)" * (endless > 0)]
    said += [f"{words.count('survived')} survived"]
    said += [f"{words.count(word)} {text}" for word, text in _LEFT.items() if word in words]
    return f"**{len(every)} mutations: {', '.join(said)}.**"


def _count_caught(words: Sequence[Word]) -> int:
    return sum(word in CAUGHT for word in words)


_LEFT: dict[Word, str] = {"not run": "not run", "error": "could not be tried"}


def _tabulate_parts(outcomes: Mapping[str, Sequence[Outcome]]) -> list[str]:
    """A row of counts for each part."""
    lines = ["| part | mutations | caught | of these no end | survived | not run |"]
    lines += ["|---|---|---|---|---|---|"]
    for area, found in outcomes.items():
        words = [each.word for each in found]
        left = words.count("not run") + words.count("error")
        caught = _count_caught(words), words.count("no end")
        counts = len(found), *caught, words.count("survived"), left
        lines.append(f"| {area} | {' | '.join(map(str, counts))} |")
    earlier = sum(each.is_earlier for found in outcomes.values() for each in found)
    if earlier:
        lines += ["", _EARLIER.format(earlier)]
    return lines


_EARLIER = """{} outcomes are marked *earlier*: the file or tests have changed since then, and the
entry was not run again."""


def _row(outcome: Outcome) -> str:
    change, said = outcome.mutation, "caught: " * (outcome.word == "no end") + outcome.word
    word = said + ", *earlier*" * outcome.is_earlier
    return f"| {change.file} | {_code(change.old)} | {_code(change.new)} | {word} |"


def _explained(outcome: Outcome) -> str:
    change = outcome.mutation
    why = outcome.why or change.equivalent or "**not explained**"
    return f"- {change.file}, {_code(change.old)} to {_code(change.new)}: {why}"


def _code(text: str) -> str:
    """A fragment in one line of a table."""
    shown = " ".join(text.split()).replace("|", "\\|")
    return f"`{shown}`" if shown else "(nothing)"
