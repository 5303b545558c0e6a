"""Names of organisations that may be one: equal but for case, or near enough to ask."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher

_LEGAL_WORDS = frozenset(
    {"ltd", "limited", "plc", "llp", "lp", "cic", "cio", "inc", "the", "co", "company", "and", "of"}
)
"""Words that one clerk writes and another leaves out."""

_TRADING_AS = re.compile(r"\b(t/a|trading as)\b.*", re.IGNORECASE)
_LEAST_ALIKE = 0.9
_LEAST_LETTERS = 6


def fold_payee(name: str) -> str:
    """A name without case and needless blanks: names that are the same in it are one."""
    return " ".join(name.casefold().split())


def list_name_words(name: str) -> tuple[str, ...]:
    """The words by which an organisation is known, without legal forms and signs."""
    plain = _TRADING_AS.sub("", name.casefold()).replace("'", "").replace("&", " and ")
    words = re.findall(r"[^\W_]+", plain)
    kept = tuple(word for word in words if word not in _LEGAL_WORDS)
    return kept or tuple(words)


def find_near_names(wanted: Iterable[str], others: Collection[str]) -> Iterator[tuple[str, str]]:
    """(wanted, other) for each pair of names that differ and may be one organisation.

    They may be where they have the same words, where one begins with all words of the other, or
    where nine tenths of their letters agree.
    """
    by_first: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for other in others:
        words = list_name_words(other)
        if words:
            by_first[words[0][:3]][other] = words
    for name in dict.fromkeys(wanted):
        words = list_name_words(name)
        candidates = by_first.get(words[0][:3], {}) if words else {}
        for other, its_words in candidates.items():
            if fold_payee(other) != fold_payee(name) and _may_be_one(words, its_words):
                yield name, other


def _may_be_one(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    short, long = sorted((words, others), key=len)
    if long[: len(short)] == short and len("".join(short)) >= _LEAST_LETTERS:
        return True
    if sorted(words) == sorted(others):
        return True
    matcher = SequenceMatcher(None, " ".join(words), " ".join(others), autojunk=False)
    return (
        matcher.real_quick_ratio() >= _LEAST_ALIKE
        and matcher.quick_ratio() >= _LEAST_ALIKE
        and matcher.ratio() >= _LEAST_ALIKE
    )
