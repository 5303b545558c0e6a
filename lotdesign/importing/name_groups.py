"""Which names are one organisation: equal but for case, or said to be one by a person."""

from collections.abc import Iterable, Mapping
from typing import Literal

from lotdesign.importing.payee_names import find_near_names, fold_payee

PairAnswers = Mapping[str, Mapping[str, Literal["yes", "no"]]]
"""Two names -> whether they are one organisation."""


class NameGroups:
    """Names that stand for one organisation, by the first of them that was added."""

    def __init__(self, answers: PairAnswers) -> None:
        self._answers = answers
        self._leader: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self.answered = {
            frozenset((fold_payee(one), fold_payee(other)))
            for one, others in answers.items()
            for other in others
        }
        self._yes = [
            (fold_payee(one), fold_payee(other))
            for one, others in answers.items()
            for other, answer in others.items()
            if answer == "yes"
        ]

    def add(self, names: Iterable[str]) -> None:
        """Add names; those that were added first name their group."""
        for name in names:
            folded = fold_payee(name)
            if folded not in self._leader:
                self._leader[folded] = folded
                self._shown[folded] = name
        for one, other in self._yes:
            if one in self._leader and other in self._leader:
                first, second = self._find(one), self._find(other)
                order = list(self._leader)
                early, late = sorted((first, second), key=order.index)
                self._leader[late] = early

    def find(self, name: str) -> str:
        """The name by which the organisation goes; a name that was not added, itself."""
        folded = fold_payee(name)
        return self._shown[self._find(folded)] if folded in self._leader else name

    def _find(self, folded: str) -> str:
        while self._leader[folded] != folded:
            folded = self._leader[folded]
        return folded

    def list_open_pairs(
        self, wanted: Iterable[str], others: Iterable[str]
    ) -> list[tuple[str, str]]:
        """Pairs of near names that nobody has answered, each once."""
        asked: dict[frozenset[str], tuple[str, str]] = {}
        for one, other in find_near_names(wanted, dict.fromkeys(others)):
            pair = frozenset((fold_payee(one), fold_payee(other)))
            if pair not in self.answered and self.find(one) != self.find(other):
                asked.setdefault(pair, (one, other))
        return list(asked.values())
