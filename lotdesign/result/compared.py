"""The answers of `compare` and `diff`, as JSON has them."""

from typing import Literal

from pydantic import Field

from lotdesign.result.base import (
    ResultDocument,
    ResultPart,
    ScenarioRef,
    SolveStatus,
    WrittenFigure,
    WrittenRoutes,
)

FigureVerdict = Literal["better", "worse", "same", ""]
"""How a figure stands to another in its better direction; "" where that is unknown."""

RuleStatus = Literal["met", "broken", "off"]


class ComparedResult(ResultPart):
    """One of the results: its input, what is known of it, and its lots and figures.

    `certified` says that its design has the certificate that it needs, or needs none.
    """

    name: str
    scenario: ScenarioRef
    status: SolveStatus
    lots: tuple[tuple[str, ...], ...]
    routes: WrittenRoutes = ()
    measures: dict[str, WrittenFigure]
    broken: tuple[str, ...]
    certified: bool = True
    admissible: bool


class ComparedMeasure(ResultPart):
    """A measure: `differences` and `verdicts` are against the first; `best` are positions."""

    measure: str
    unit: str
    better: Literal["more", "less"]
    values: tuple[WrittenFigure, ...]
    differences: tuple[WrittenFigure, ...]
    verdicts: tuple[FigureVerdict, ...]
    best: tuple[int, ...]


class ComparedRule(ResultPart):
    """A rule, by its id; None where a result does not know it."""

    id: str
    statuses: tuple[RuleStatus | None, ...]
    sentences: tuple[str | None, ...]


class ComparedSetting(ResultPart):
    """A setting that differs; None where it is as in the files."""

    path: str
    values: tuple[str | None, ...]


class ComparedCondition(ResultPart):
    """A condition on a measure, or "admissible", of which results it holds, and their figures."""

    condition: str
    measure: str
    holds: tuple[bool, ...]
    measured: tuple[WrittenFigure, ...]


class CompareAnswer(ResultDocument):
    """Results side by side."""

    version: Literal[1] = Field(1, alias="schema")
    results: tuple[ComparedResult, ...]
    measures: tuple[ComparedMeasure, ...]
    rules: tuple[ComparedRule, ...]
    settings: tuple[ComparedSetting, ...]
    conditions: tuple[ComparedCondition, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the results."""
        return tuple(each.name for each in self.results)


class DifferenceSide(ResultPart):
    """One of the two results."""

    name: str
    scenario: ScenarioRef
    status: SolveStatus


class FigureChange(ResultPart):
    """A figure; `difference` is after less before, None where one of them is missing."""

    name: str
    unit: str
    before: WrittenFigure
    after: WrittenFigure
    difference: WrittenFigure
    verdict: FigureVerdict


class TextChange(ResultPart):
    """Something that is no figure; None where one side does not have it."""

    name: str
    before: str | None
    after: str | None


class LotName(ResultPart):
    """A lot as its result calls it."""

    id: str
    name: str


class LotChange(ResultPart):
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


class MovedUnit(ResultPart):
    """A unit whose lot after is not the match of its lot before."""

    unit: str
    before: LotName
    after: LotName


class RuleChange(ResultPart):
    """A rule whose status or sentence differs; None where it does not."""

    id: str
    status: TextChange | None
    sentence: TextChange | None


class DiffAnswer(ResultDocument):
    """What differs between two results, lots matched by what they hold."""

    version: Literal[1] = Field(1, alias="schema")
    before: DifferenceSide
    after: DifferenceSide
    status: TextChange | None = None
    admissible: TextChange | None = None
    measures: tuple[FigureChange, ...] = ()
    lots: tuple[LotChange, ...] = ()
    moved: tuple[MovedUnit, ...] = ()
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
