"""The law in force on a day: dated figures as shipped, and a scenario's own in their place."""

from collections.abc import Iterable
from csv import DictReader
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from lotdesign.file_guard import note_reading
from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.rows import LawParameter, LawRow, LawValue, parse_day
from lotdesign.scenario.scenario import Scenario

SHIPPED_FILE = Path(__file__).with_name("parameters.csv")


@dataclass(frozen=True)
class LawInForce:
    """The rows in force on a day, by parameter.

    `noticed` is the day of the notice; without one the latest row of each parameter is in force.
    """

    noticed: date | None
    rows: dict[str, LawRow]

    def get_row(self, parameter: LawParameter) -> LawRow | None:
        """The row in force; None where none is on file for that day."""
        return self.rows.get(parameter)

    def get_amount(self, parameter: LawParameter) -> Fraction | None:
        """A figure in pence, in years or as a share; None where there is none, or it is a name."""
        found = self._value(parameter)
        return None if found is None or isinstance(found, str) else Fraction(found)

    def get_name(self, parameter: LawParameter) -> str:
        """A name; "" where there is none."""
        found = self._value(parameter)
        return found if isinstance(found, str) else ""

    def add_vat(self, pence: Fraction | int) -> Fraction:
        """Add VAT to an amount without it."""
        return pence * (1 + (self.get_amount("vat_rate") or Fraction(0)))

    def _value(self, parameter: LawParameter) -> LawValue | None:
        found = self.rows.get(parameter)
        return None if found is None else found.parsed_value


@cache_by_scenario
def find_law(scenario: Scenario) -> LawInForce:
    """The law on the day of the scenario's notice, with the rows that the scenario adds."""
    written = scenario.authority.notice_date
    return select_rows_in_force(parse_day(written) if written else None, scenario.law)


def select_rows_in_force(noticed: date | None, changed: Iterable[LawRow] = ()) -> LawInForce:
    """For each parameter the latest row that begins by that day, or ever without a day.

    A row of `changed` replaces the shipped row of the same parameter and first day.
    """
    rows = {(row.parameter, row.first_day): row for row in (*read_shipped_rows(), *changed)}
    found: dict[str, LawRow] = {}
    for (parameter, begins), row in sorted(rows.items()):
        if noticed is None or begins <= noticed:
            found[parameter] = row
    return LawInForce(noticed, found)


@cache
def read_shipped_rows() -> tuple[LawRow, ...]:
    """The parameters that come with the package."""
    with note_reading(SHIPPED_FILE).open(encoding="utf-8", newline="") as file:
        return tuple(LawRow.model_validate(row) for row in DictReader(file))
