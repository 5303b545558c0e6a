"""Certificates known of one design: who they rest on, and who is too few for any.

More providers never make it harder: a certificate among some is one among more. So an award answers
for every set that holds those it rests on, and a set without one for every set inside it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from solver.stress.provider_classes import ProviderClass, ProviderCounts, encode_counts

CountsFinder = Callable[[ProviderCounts], ProviderCounts | None]
"""Of those who stay, the ones that something rests on; None where it does not hold."""


@dataclass
class KnownSupports:
    """Answers whether something holds among those who stay, and remembers.

    `ask` is asked where nothing known answers.
    """

    classes: Sequence[ProviderClass]
    ask: CountsFinder
    supports: dict[int, ProviderCounts] = field(default_factory=dict)
    lacking: list[int] = field(default_factory=list)
    _answers: dict[ProviderCounts, ProviderCounts | None] = field(default_factory=dict)

    def find(self, stays: ProviderCounts) -> ProviderCounts | None:
        """Those that it rests on; None where it does not hold."""
        if stays in self._answers:
            return self._answers[stays]
        code = encode_counts(self.classes, stays)
        gone = ~code
        found = next((known for held, known in self.supports.items() if not held & gone), None)
        if found is None and not any(not code & ~most for most in self.lacking):
            found = self.ask(stays)
            if found is None:
                self.lacking = [most for most in self.lacking if most & gone]
                self.lacking.append(code)
            else:
                self.supports[encode_counts(self.classes, found)] = found
        self._answers[stays] = found
        return found
