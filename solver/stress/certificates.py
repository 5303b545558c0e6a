"""Certificates known of one design: who they rest on, and who is too few for any.

More providers never make it harder: a certificate among some is one among more. So an award answers
for every set that holds those it rests on, and a set without one for every set inside it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from solver.stress.provider_classes import ProviderClass, ProviderCounts, encode_counts

CountsFinder = Callable[[ProviderCounts], ProviderCounts | None]
"""Of those who stay, the ones that something rests on; None where it does not hold."""

_WORD_BITS = 64


@dataclass
class KnownSupports:
    """Answers whether something holds among those who stay, and remembers.

    `ask` is asked where nothing known answers. Sets are kept as bits (`encode_counts`).
    """

    classes: Sequence[ProviderClass]
    ask: CountsFinder
    supports: dict[int, ProviderCounts] = field(default_factory=dict)
    lacking: list[int] = field(default_factory=list)
    _answers: dict[ProviderCounts, ProviderCounts | None] = field(default_factory=dict)

    @cached_property
    def _held(self) -> "_BitSets":
        return _BitSets(sum(each.size for each in self.classes))

    def find(
        self, stays: ProviderCounts, sure: ProviderCounts | None = None
    ) -> ProviderCounts | None:
        """Those that it rests on; None where it does not hold.

        With `sure`, of the sets that are known one with fewest beyond these.
        """
        code = encode_counts(self.classes, stays)
        if self._answers.get(stays, stays) is None:
            return None
        beyond = 0 if sure is None else encode_counts(self.classes, sure)
        held = self._held.find_within(code, beyond)
        if held is not None:
            return self.supports[held]
        if stays not in self._answers:
            lacks = any(not code & ~most for most in self.lacking)
            self._answers[stays] = None if lacks else self._ask(stays, code)
        return self._answers[stays]

    def _ask(self, stays: ProviderCounts, code: int) -> ProviderCounts | None:
        found = self.ask(stays)
        if found is None:
            self.lacking = [most for most in self.lacking if most & ~code]
            self.lacking.append(code)
            return None
        held = encode_counts(self.classes, found)
        self.supports[held] = found
        self._held.add(held)
        return found


class _BitSets:
    """Sets as bits, in words of the machine where they fit."""

    def __init__(self, bits: int) -> None:
        self.codes: list[int] = []
        self.words = np.zeros(64, dtype=np.uint64) if bits < _WORD_BITS else None

    def add(self, code: int) -> None:
        """Add a set."""
        if self.words is not None:
            if len(self.codes) == len(self.words):
                self.words = np.concatenate((self.words, np.zeros_like(self.words)))
            self.words[len(self.codes)] = code
        self.codes.append(code)

    def find_within(self, code: int, sure: int) -> int | None:
        """Of the sets inside `code` one with fewest beyond `sure`; None where there is none."""
        if self.words is None:
            inside = (each for each in self.codes if not each & ~code)
            return min(inside, key=lambda each: (each & ~sure).bit_count(), default=None)
        known = self.words[: len(self.codes)]
        places = np.flatnonzero((known & ~np.uint64(code)) == 0)
        if not len(places):
            return None
        more = np.bitwise_count(known[places] & ~np.uint64(sure))
        return self.codes[int(places[int(np.argmin(more))])]
