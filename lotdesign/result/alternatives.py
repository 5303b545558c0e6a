"""What else is nearly as good, as JSON has it."""

from typing import Literal

from pydantic import Field

from lotdesign.result.ended import Ended
from lotdesign.result.model import Figure, Part, ScenarioRef, Status, Withdrawn
from lotdesign.result.part import Routes

Selection = Literal["all", "most different", "found"]
"""`all` there are, which is proved; those that were picked as `most different`; or what was
`found` until it was stopped."""


class Alternative(Part):
    """A design within the tolerance, by every measure.

    `behind` is how much worse the first aim is than its optimum, in its unit. `moved` are the
    units that change lots against the best design, lots matched by greatest overlap; `pairs`
    the pairs of units that are together in one of the two and not in the other; `rerouted` the
    units that are delivered by another route. `apart` is in how many pairs and units of these
    it differs at least from the designs picked before it, where designs were picked;
    `apart_proved` that no other differs in more.
    """

    lots: tuple[tuple[str, ...], ...]
    routes: Routes = ()
    best: bool = False
    measures: dict[str, Figure]
    behind: Figure
    moved: int
    pairs: int
    rerouted: int = Field(0, exclude_if=lambda units: not units)
    apart: int | None = None
    apart_proved: bool = True
    award: tuple[str, ...] = ()
    withdrawals: tuple[Withdrawn, ...] = ()


class Pair(Part):
    """Whether two units share a lot in all designs within the tolerance, in none, or in some."""

    units: tuple[str, str]
    shared: Literal["all", "none", "some", "not settled"]


class Alternatives(Part):
    """The designs whose first aim lies within a tolerance of the best, and what they share.

    `optimum` is the best value of `measure` and proved so where `status` is optimal; a design
    within the tolerance has `worst` or better. `lots` and `routes` are those of the best design by
    all aims, `best_within` whether it lies within the tolerance itself. `count` is how many
    designs there are, None where that is not known; `proved_by` is what proves it.
    `backbone` has an entry a pair of units, in file order.
    """

    version: Literal[1] = Field(1, alias="schema")
    scenario: ScenarioRef
    created_with: str
    status: Status
    proved_best_by: tuple[str, ...] = ()
    ended: Ended
    measure: str
    unit: str
    tolerance: str
    optimum: Figure = None
    worst: Figure = None
    candidates: int = 0
    lots: tuple[tuple[str, ...], ...] = ()
    routes: Routes = ()
    best_within: bool = False
    selection: Selection = "found"
    count: int | None = None
    proved_by: tuple[str, ...] = ()
    designs: tuple[Alternative, ...] = ()
    backbone: tuple[Pair, ...] = ()

    def to_json(self) -> str:
        """The same text for the same designs."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"
