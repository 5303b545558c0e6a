"""What `compare` says, as JSON has it. Rows have a value a result, in the order of the results."""

from typing import Literal

from pydantic import Field

from lotdesign.result.model import Figure, ScenarioRef, Status
from lotdesign.result.part import Part, Routes

Verdict = Literal["better", "worse", "same", ""]
"""How a figure stands to another by its own aim; empty where there is no telling."""

RuleStatus = Literal["met", "broken", "off"]


class Compared(Part):
    """One of the results: its input, what is known of it, and its lots and figures.

    `certified` says that its design has the certificate that it needs, or needs none.
    """

    name: str
    scenario: ScenarioRef
    status: Status
    lots: tuple[tuple[str, ...], ...]
    routes: Routes = ()
    measures: dict[str, Figure]
    broken: tuple[str, ...]
    certified: bool = True
    admissible: bool


class MeasureRow(Part):
    """A measure: `differences` and `verdicts` are against the first; `best` are positions."""

    measure: str
    unit: str
    better: Literal["more", "less"]
    values: tuple[Figure, ...]
    differences: tuple[Figure, ...]
    verdicts: tuple[Verdict, ...]
    best: tuple[int, ...]


class RuleRow(Part):
    """A rule, by its id; None where a result does not know it."""

    id: str
    statuses: tuple[RuleStatus | None, ...]
    sentences: tuple[str | None, ...]


class SettingRow(Part):
    """A setting that differs; None where it is as in the files."""

    path: str
    values: tuple[str | None, ...]


class ConditionRow(Part):
    """A condition on a measure, or "admissible", of which results it holds, and their figures."""

    condition: str
    measure: str
    holds: tuple[bool, ...]
    measured: tuple[Figure, ...]


class SideBySide(Part):
    """Results side by side."""

    version: Literal[1] = Field(1, alias="schema")
    results: tuple[Compared, ...]
    measures: tuple[MeasureRow, ...]
    rules: tuple[RuleRow, ...]
    settings: tuple[SettingRow, ...]
    conditions: tuple[ConditionRow, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What the results are called."""
        return tuple(each.name for each in self.results)

    def to_json(self) -> str:
        """As JSON text."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"
