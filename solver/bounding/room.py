"""All designs of so many lots, and what none of them can be better than."""

from dataclasses import dataclass

from solver.engines.columns import Floats


@dataclass
class Room:
    """Designs of `fewest` to `most` lots, and the prices of their best bound so far.

    None costs less than `bound`, in parts of a penny. It is `done` when no prices raise it, and
    `added` when it was asked for lots whose values add up.
    """

    fewest: int
    most: int
    prices: Floats
    bound: int = -(2**62)
    asked: int = 0
    done: bool = False
    added: bool = False

    def raised(self, covered: int, lot: int, prices: Floats) -> None:
        """The bound of units that are covered for so much, and lots that cost at least so much."""
        bound = covered + min(self.fewest * lot, self.most * lot)
        if bound > self.bound:
            self.bound, self.prices = bound, prices

    def split(self) -> tuple["Room", "Room"]:
        """The designs of the fewest lots, and all others."""
        return (
            Room(self.fewest, self.fewest, self.prices, self.bound),
            Room(self.fewest + 1, self.most, self.prices, self.bound),
        )
