"""A first design along the relaxation: what it is surest of is fixed, again and again."""

import numpy as np

from solver.facts.lots import Flags
from solver.proving.relaxation import Point, Relaxation
from solver.selection.search import Search

SURE = 0.9
"""Candidates with this share are fixed at once."""
FAILURES = 8
"""How often a candidate is taken back because nothing fits beside it."""
NEAR = 1e-6


def dive(relaxation: Relaxation, point: Point, candidates: int, search: Search) -> Flags | None:
    """The candidates of a design, or None; the relaxation is left as it was."""
    failures = 0
    try:
        while True:
            shares = point.shares[:candidates]
            open_ = np.flatnonzero((shares > NEAR) & (shares < 1 - NEAR))
            if not len(open_):
                return np.asarray(shares > 0.5)
            fixed = open_[shares[open_] >= SURE]
            if not len(fixed):
                fixed = open_[[int(np.argmax(shares[open_]))]]
            for variable in fixed.tolist():
                relaxation.fix(variable, 1, 1)
            following = relaxation.solve(search.seconds)
            if following is None:
                return None
            if following.none:
                failures += 1
                if failures > FAILURES:
                    return None
                for variable in fixed.tolist():
                    relaxation.fix(variable, 0, 0)
                following = relaxation.solve(search.seconds)
                if following is None or following.none:
                    return None
            point = following
    finally:
        relaxation.release()
