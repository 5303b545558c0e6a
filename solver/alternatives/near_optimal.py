"""Near-optimal designs as any source gives them, and how far two designs lie apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from lotdesign.design import ROUTES, Design
from solver.arrays import Ints
from solver.candidates.candidate_list import EXTERNAL_ROUTE
from solver.candidates.table import CandidateTable
from solver.candidates.unit_pairs import count_differing_pairs, weigh_differing_pairs


@dataclass(frozen=True, slots=True)
class DistantDesign:
    """A design, and how far it lies at least from others (see `distance`).

    `proved`: none is farther.
    """

    design: Design
    least_distance: int
    is_proved: bool = True


class NearOptimalSource(Protocol):
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

    def find_farthest(self, known: Sequence[Design]) -> DistantDesign | None:
        """A design that differs most from the nearest of those that are known.

        Of several the best by the first aim, then the one with the smallest label vector. None,
        which is proved, when there is no other design.
        """

    def find_with_pair(self, one: int, other: int, together: bool) -> Design | None:
        """A design in which two units share a lot, or do not; None, proved, if there is none."""


def measure_distance(one: Design, other: Design) -> int:
    """How far two designs of the same units lie apart."""
    return count_differing_pairs(one.labels, other.labels) + count_rerouted(one, other)


def count_rerouted(one: Design, other: Design) -> int:
    """How many units are delivered by another route."""
    return int((_list_unit_routes(one) != _list_unit_routes(other)).sum())


def build_distance_form(candidates: CandidateTable, design: Design) -> tuple[Ints, int]:
    """(weights, constant): how far a design of these N candidates lies from another.

    The constant and the weights of its candidates add up to that.
    """
    weights, constant = weigh_differing_pairs(candidates.lots, design.labels)
    others = (_list_unit_routes(design)[:, None] != np.arange(len(ROUTES))).astype(np.int64)
    routes = EXTERNAL_ROUTE if candidates.routes is None else candidates.routes
    return weights + candidates.lots.sum_weights(others)[
        np.arange(len(candidates)), routes
    ], constant


def _list_unit_routes(design: Design) -> Ints:
    """The route of each unit, as a position in ROUTES."""
    routes = {unit: ROUTES.index(lot.route) for lot in design.lots for unit in lot.units}
    return np.array([routes[unit] for unit in range(len(routes))], dtype=np.int64)
