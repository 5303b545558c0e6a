"""What `diff` says, as JSON has it: only what differs."""

from typing import Literal

from pydantic import Field

from lotdesign.result.compared import Verdict
from lotdesign.result.model import Figure, ScenarioRef, Status
from lotdesign.result.part import Part


class Side(Part):
    """One of the two results."""

    name: str
    scenario: ScenarioRef
    status: Status


class FigureChange(Part):
    """A figure; `difference` is after less before, None where one of them is missing."""

    name: str
    unit: str
    before: Figure
    after: Figure
    difference: Figure
    verdict: Verdict


class TextChange(Part):
    """Something that is no figure; None where one side does not have it."""

    name: str
    before: str | None
    after: str | None


class LotName(Part):
    """A lot as its result calls it."""

    id: str
    name: str


class LotChange(Part):
    """Two lots that are matched, or a lot that has no match on the other side.

    `kept` are the units of both, `left` those of the lot before alone, `joined` of that after.
    """

    before: LotName | None
    after: LotName | None
    kept: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    words: tuple[TextChange, ...] = ()


class Moved(Part):
    """A unit whose lot after is not the match of its lot before."""

    unit: str
    before: LotName
    after: LotName


class RuleChange(Part):
    """A rule that stands otherwise, or says something else; None where it is not known."""

    id: str
    status: TextChange | None
    sentence: TextChange | None


class Difference(Part):
    """What differs between two results, lots matched by what they hold."""

    version: Literal[1] = Field(1, alias="schema")
    before: Side
    after: Side
    status: TextChange | None = None
    admissible: TextChange | None = None
    measures: tuple[FigureChange, ...] = ()
    lots: tuple[LotChange, ...] = ()
    moved: tuple[Moved, ...] = ()
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()
    rules: tuple[RuleChange, ...] = ()
    settings: tuple[TextChange, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        lots = self.lots or self.moved or self.only_before or self.only_after
        known = self.status or self.admissible
        return not (known or self.measures or lots or self.rules or self.settings)

    def to_json(self) -> str:
        """As JSON text."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"
