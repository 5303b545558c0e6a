"""Where designs near the best come from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from lotdesign.design import Design


@dataclass(frozen=True, slots=True)
class Far:
    """A design, and how far it lies at least from others (see `distance`).

    `proved`: none is farther.
    """

    design: Design
    least: int
    proved: bool = True


class Source(Protocol):
    """Designs whose first aim is within the tolerance, each asked for only when it is wanted.

    Everything raises OutOfTime where the deadline, or one question's own time, passed first.
    """

    @property
    def count(self) -> int | None:
        """How many designs there are; None where nobody counted them."""

    @property
    def proved_by(self) -> tuple[str, ...]:
        """What proved, once `designs` came to its end, that there are no more."""

    def designs(self) -> Iterator[Design]:
        """Every design, each once; that it ends is proof that there is no other."""

    def farthest(self, known: Sequence[Design]) -> Far | None:
        """A design that differs most from the nearest of those that are known.

        Of several the best by the first aim, then the one with the smallest label vector. None,
        which is proved, when there is no other design.
        """

    def holding(self, one: int, other: int, together: bool) -> Design | None:
        """A design in which two units share a lot, or do not; None, proved, if there is none."""
