"""What `ld.solve` returns: a result whose tables are polars frames."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lotdesign.result.base import SolveStatus, WrittenFigure
from lotdesign.result.frames import (
    FrameColumnKind,
    FrameRow,
    build_frame,
    describe_columns,
    dump_rows,
    list_measure_columns,
)
from lotdesign.result.model import LotResult, Result, RuleResult

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
        return build_frame(dump_rows(self.result.lots), describe_columns(LotResult))

    @property
    def wide_lots(self) -> "pl.DataFrame":
        """The table of `export`: no lists, a column a figure and year, money in decimal pounds."""
        from lotdesign.exporting.lot_table import build_lot_frame

        return build_lot_frame(self.result)

    @property
    def rules(self) -> "pl.DataFrame":
        """A row a rule: its sentence, whether it is met, and what is measured against its limit."""
        return build_frame(dump_rows(self.result.rules), describe_columns(RuleResult))

    @property
    def ladder(self) -> "pl.DataFrame":
        """A row a number of lots, measures as columns, each in its own unit."""
        return build_frame(
            ({"lots": r.lots, "status": r.status, **r.measures} for r in self.result.ladder),
            {"lots": "whole", "status": "text", **list_measure_columns()},
        )

    @property
    def comparisons(self) -> "pl.DataFrame":
        """A row a design that the best is compared with, measures as columns in their own units."""
        return build_frame(
            (
                {"id": c.id, "name": c.name, "admissible": c.admissible, **c.measures}
                for c in self.result.comparisons
            ),
            {"id": "text", "name": "text", "admissible": "yes_no", **list_measure_columns()},
        )

    @property
    def budget(self) -> "pl.DataFrame":
        """A row a contract year: budget, promised savings, envelope, and what the lots take."""
        totals = self.result.totals.model_dump()
        years = range(len(self.result.totals.budget_pence))
        rows: list[FrameRow] = [
            {"year": y + 1, **{name: each[y] if each else None for name, each in totals.items()}}
            for y in years
        ]
        amounts: dict[str, FrameColumnKind] = dict.fromkeys(totals, "whole")
        return build_frame(rows, {"year": "whole", **amounts})
