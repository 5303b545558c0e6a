"""The law of a day: what is shipped, and what a scenario says instead."""

from collections.abc import Iterable
from csv import DictReader
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from lotdesign.files import reading
from lotdesign.law.rows import LawRow, Parameter, Value, day
from lotdesign.scenario.scenario import Scenario

SHIPPED = Path(__file__).with_name("parameters.csv")


@dataclass(frozen=True)
class Law:
    """The rows in force on a day, by parameter.

    `noticed` is the day of the notice; without one the latest of each parameter is taken.
    """

    noticed: date | None
    rows: dict[str, LawRow]

    def row(self, parameter: Parameter) -> LawRow | None:
        """The row in force; None where none is on file for that day."""
        return self.rows.get(parameter)

    def amount(self, parameter: Parameter) -> Fraction | None:
        """A figure in pence, years or as a share."""
        found = self._value(parameter)
        return None if found is None or isinstance(found, str) else Fraction(found)

    def name(self, parameter: Parameter) -> str:
        """A name, or "" where none is on file."""
        found = self._value(parameter)
        return found if isinstance(found, str) else ""

    def with_vat(self, pence: Fraction | int) -> Fraction:
        """An amount without VAT with it."""
        return pence * (1 + (self.amount("vat_rate") or Fraction(0)))

    def _value(self, parameter: Parameter) -> Value | None:
        found = self.rows.get(parameter)
        return None if found is None else found.read


def law_of(scenario: Scenario) -> Law:
    """The law on the day of the scenario's notice, with the rows that the scenario adds."""
    written = scenario.authority.notice_date
    return in_force(day(written) if written else None, scenario.law)


def in_force(noticed: date | None, changed: Iterable[LawRow] = ()) -> Law:
    """For each parameter the latest row that begins by that day.

    A changed row takes the place of the shipped one of the same parameter and first day.
    """
    rows = {(row.parameter, row.day): row for row in (*shipped(), *changed)}
    found: dict[str, LawRow] = {}
    for (parameter, begins), row in sorted(rows.items()):
        if noticed is None or begins <= noticed:
            found[parameter] = row
    return Law(noticed, found)


@cache
def shipped() -> tuple[LawRow, ...]:
    """The parameters that come with the package."""
    with reading(SHIPPED).open(encoding="utf-8", newline="") as file:
        return tuple(LawRow.model_validate(row) for row in DictReader(file))
