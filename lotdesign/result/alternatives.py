"""The answers of `alternatives` and of `frontier`, a Pareto frontier, as JSON has them."""

from typing import Literal

from pydantic import Field

from lotdesign.result.base import (
    ResultDocument,
    ResultPart,
    ScenarioRef,
    SolveStatus,
    StudyEnd,
    WithdrawalOutcome,
    WrittenFigure,
    WrittenRoutes,
)

AlternativesSelection = Literal["all", "most different", "found"]
"""`all` there are, which is proved; those that were picked as `most different`; or what was
`found` until it was stopped."""


class AlternativeDesign(ResultPart):
    """A design within the tolerance, by every measure.

    `behind` is how much worse the first aim is than its optimum, in its unit. `moved` are the
    units that change lots against the best design, lots matched by greatest overlap; `pairs`
    the pairs of units that are together in one of the two and not in the other; `rerouted` the
    units that are delivered by another route. `apart` is in how many pairs and units of these
    it differs at least from the designs picked before it, where designs were picked;
    `apart_proved` that no other differs in more.
    """

    lots: tuple[tuple[str, ...], ...]
    routes: WrittenRoutes = ()
    best: bool = False
    measures: dict[str, WrittenFigure]
    behind: WrittenFigure
    moved: int
    pairs: int
    rerouted: int = Field(0, exclude_if=lambda units: not units)
    apart: int | None = None
    apart_proved: bool = True
    award: tuple[str, ...] = ()
    withdrawals: tuple[WithdrawalOutcome, ...] = ()


class UnitPairSharing(ResultPart):
    """Whether two units share a lot in all designs within the tolerance, in none, or in some."""

    units: tuple[str, str]
    shared: Literal["all", "none", "some", "not settled"]


class AlternativesAnswer(ResultDocument):
    """The designs whose first aim lies within a tolerance of the best, and what they share.

    `optimum` is the best value of `measure` and proved so where `status` is optimal; a design
    within the tolerance has `worst` or better. `lots` and `routes` are those of the best design by
    all aims, `best_within` whether it lies within the tolerance itself. `count` is how many
    designs there are, None where that is not known; `proved_by` is what proves it.
    `backbone` has an entry a pair of units, in file order. `measures` are those that were asked
    for besides the aims.
    """

    version: Literal[1] = Field(1, alias="schema")
    scenario: ScenarioRef
    created_with: str
    status: SolveStatus
    proved_best_by: tuple[str, ...] = ()
    ended: StudyEnd
    measure: str
    unit: str
    tolerance: str
    optimum: WrittenFigure = None
    worst: WrittenFigure = None
    candidates: int = 0
    lots: tuple[tuple[str, ...], ...] = ()
    routes: WrittenRoutes = ()
    best_within: bool = False
    selection: AlternativesSelection = "found"
    count: int | None = None
    proved_by: tuple[str, ...] = ()
    designs: tuple[AlternativeDesign, ...] = ()
    backbone: tuple[UnitPairSharing, ...] = ()
    measures: tuple[str, ...] = Field((), exclude_if=lambda names: not names)


class FrontierPoint(ResultPart):
    """A design that no other is better than in one measure without being worse in another.

    `values` are of the frontier's measures, in their order; of several designs with these values
    it is the one with the smallest label vector, then with the first routes.
    """

    values: tuple[WrittenFigure, ...]
    lots: tuple[tuple[str, ...], ...]
    routes: WrittenRoutes = ()
    measures: dict[str, WrittenFigure]
    award: tuple[str, ...] = ()
    withdrawals: tuple[WithdrawalOutcome, ...] = ()


class FrontierAnswer(ResultDocument):
    """The points of a frontier from the best by the first measure on; each is proved.

    With `complete` there are no others, which is proved too. `proved_by` is what proves it.
    """

    version: Literal[1] = Field(1, alias="schema")
    scenario: ScenarioRef
    created_with: str
    status: Literal["optimal", "infeasible", "unknown"]
    ended: StudyEnd
    complete: bool
    proved_by: tuple[str, ...] = ()
    candidates: int = 0
    measures: tuple[str, ...]
    points: tuple[FrontierPoint, ...] = ()
