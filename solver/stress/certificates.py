"""Certificates known of one design: who they rest on, and who is too few for any.

More providers never make it harder: a certificate among some is one among more. So an award answers
for every set that holds those it rests on, and a set without one for every set inside it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from solver.stress.provider_classes import ProviderCounts

CountsFinder = Callable[[ProviderCounts], ProviderCounts | None]
"""Of those who stay, the ones that something rests on; None where it does not hold."""


@dataclass
class KnownSupports:
    """Answers whether something holds among those who stay, and remembers.

    `ask` is asked where nothing known answers.
    """

    ask: CountsFinder
    supports: list[ProviderCounts] = field(default_factory=list)
    lacking: list[ProviderCounts] = field(default_factory=list)
    _answers: dict[ProviderCounts, ProviderCounts | None] = field(default_factory=dict)

    def find(self, stays: ProviderCounts) -> ProviderCounts | None:
        """Those that it rests on; None where it does not hold."""
        if stays in self._answers:
            return self._answers[stays]
        found = next((each for each in self.supports if _is_within(each, stays)), None)
        if found is None and not any(_is_within(stays, each) for each in self.lacking):
            found = self.ask(stays)
            if found is None:
                self.lacking = [each for each in self.lacking if not _is_within(each, stays)]
                self.lacking.append(stays)
            else:
                self.supports.append(found)
        self._answers[stays] = found
        return found


def _is_within(some: ProviderCounts, others: ProviderCounts) -> bool:
    return all(n <= m for n, m in zip(some, others, strict=True))
