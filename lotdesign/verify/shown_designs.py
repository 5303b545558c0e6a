"""A design that a result, or its scenario, shows beside the answer."""

from dataclasses import dataclass

from lotdesign.evaluation import Evaluation


@dataclass(frozen=True)
class ShownDesign:
    """A design, judged as it is stated, and the words that begin faults about it."""

    what: str
    evaluation: Evaluation

    @property
    def lot_count(self) -> int:
        """How many lots it has."""
        return len(self.evaluation.design.lots)
