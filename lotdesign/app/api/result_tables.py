"""What `ld.solve` returns: a result whose tables are polars frames."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lotdesign.result.base import SolveStatus, WrittenFigure
from lotdesign.result.frames import build_frame, dump_rows
from lotdesign.result.model import Result

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class ResultTables:
    """A result with its tables as frames; polars is imported when one is asked for.

    Money in the tables is in pence, distance in metres; lists over years have one amount a contract
    year.
    """

    result: Result

    @property
    def status(self) -> SolveStatus:
        """optimal, feasible, infeasible or unknown."""
        return self.result.status

    @property
    def measures(self) -> dict[str, WrittenFigure]:
        """Measure name -> value in its own unit: pence, metres or a count.

        A decimal string for shares.
        """
        return self.result.measures

    @property
    def lots(self) -> "pl.DataFrame":
        """A row a lot, with its units, its yearly money, who can bid, and the indicative winner."""
        return build_frame(dump_rows(self.result.lots))

    @property
    def rules(self) -> "pl.DataFrame":
        """A row a rule: its sentence, whether it is met, and what is measured against its limit."""
        return build_frame(dump_rows(self.result.rules))

    @property
    def ladder(self) -> "pl.DataFrame":
        """A row a number of lots, measures as columns."""
        return build_frame(
            [{"lots": r.lots, "status": r.status, **r.measures} for r in self.result.ladder]
        )

    @property
    def comparisons(self) -> "pl.DataFrame":
        """A row a design that the best is compared with, measures as columns."""
        return build_frame(
            [
                {"id": c.id, "name": c.name, "admissible": c.admissible, **c.measures}
                for c in self.result.comparisons
            ]
        )
