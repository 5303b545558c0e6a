"""A part of a name, typed to narrow a list down to the items that have it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tui.canvas.picture import Line, join_text

MOST_FILTER_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class ListFilter:
    """The part of a name that items must have, "" for all items; `typing` while keys go into it."""

    text: str = ""
    typing: bool = False

    def type(self, text: str) -> "ListFilter":
        """With text typed or pasted at its end."""
        return replace(self, text=(self.text + text)[:MOST_FILTER_CHARACTERS])

    def erase(self) -> "ListFilter":
        """Without its last character; closed where it has none."""
        return replace(self, text=self.text[:-1]) if self.text else ListFilter()

    def find_matches(self, texts: Iterable[str]) -> list[int]:
        """The positions of the texts that have every word of the filter in them."""
        words = self.text.lower().split()
        return [i for i, text in enumerate(texts) if _has_words(text, words)]

    def keep_lines(self, lines: Sequence[Line]) -> list[Line]:
        """The lines with a match; lines that are indented go with the one above them."""
        words = self.text.lower().split()
        if not words:
            return list(lines)
        groups = _group_lines(lines)
        kept = [group for group in groups if _has_words(" ".join(map(join_text, group)), words)]
        return [line for group in kept for line in group]

    def describe(self, matches: int, total: int) -> str:
        """What is narrowed down and how far; "" where nothing is."""
        if not self.text and not self.typing:
            return ""
        typed = f"/{self.text}_" if self.typing else f"/{self.text}"
        if not self.text:
            return f"{typed} type a part of a name"
        found = f"{matches} of {total}" if matches else "no match, all shown"
        return f"{typed} {found}, {'enter keeps' if self.typing else 'esc shows all'}"


def _has_words(text: str, words: Sequence[str]) -> bool:
    lower = text.lower()
    return all(word in lower for word in words)


def _group_lines(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Each line with those below it that begin with two spaces."""
    group: list[Line] = []
    for line in lines:
        if group and not join_text(line).startswith("  "):
            yield group
            group = []
        group.append(line)
    if group:
        yield group
