"""What `ld.stress` returns: the answer with tables as polars frames."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lotdesign.result.designs import write_lots
from lotdesign.result.frames import FrameColumns, FrameRow, build_frame
from lotdesign.result.stressed import StressAnswer

if TYPE_CHECKING:
    import polars as pl

_DESIGN_COLUMNS: FrameColumns = {
    "design": "text",
    "admissible": "yes_no",
    "size": "whole",
    "sets": "whole",
    "complete": "yes_no",
    "capacity": "number",
    "turnover_multiple": "number",
    "value_rise": "number",
    "every_lot": "number",
    "certificate": "number",
    "largest_regret": "number",
    "total_regret": "number",
    "lots": "text",
}
_SET_COLUMNS: FrameColumns = {
    "design": "text",
    "set": "whole",
    "provider": "text",
    "number": "whole",
}
_REGRET_COLUMNS: FrameColumns = {
    "design": "text",
    "case": "text",
    "value": "number",
    "regret": "number",
    "proved": "yes_no",
}


@dataclass(frozen=True)
class StressTables:
    """How designs stand up to the market; `told` is the whole answer."""

    told: StressAnswer

    @property
    def designs(self) -> "pl.DataFrame":
        """A row for each design."""
        return build_frame([_write_design(self.told, n) for n in self._numbers], _DESIGN_COLUMNS)

    @property
    def _numbers(self) -> range:
        return range(len(self.told.designs))

    @property
    def withdrawals(self) -> "pl.DataFrame":
        """A row for each provider of each smallest set that breaks a design."""
        rows: list[FrameRow] = [
            {"design": each.id, "set": n, "provider": provider, "number": number}
            for each in self.told.designs
            if each.withdrawals is not None
            for n, broken in enumerate(each.withdrawals.sets, 1)
            for provider, number in broken.providers.items()
        ]
        return build_frame(rows, _SET_COLUMNS)

    @property
    def regret(self) -> "pl.DataFrame":
        """A row for each design in each case, in the unit of the first objective."""
        rows: list[FrameRow] = [
            {
                "design": each.id,
                "case": found.case,
                "value": found.value,
                "regret": found.regret,
                "proved": found.proved,
            }
            for each in self.told.designs
            for found in each.regret
        ]
        return build_frame(rows, _REGRET_COLUMNS)


def _write_design(told: StressAnswer, number: int) -> dict[str, object]:
    each = told.designs[number]
    found, margins, chances = each.withdrawals, each.margins, each.chances
    every = None if chances is None else chances.every_lot
    whole = None if chances is None else chances.certificate
    return {
        "design": each.id,
        "admissible": each.admissible,
        "size": None if found is None else found.size,
        "sets": None if found is None else found.count,
        "complete": None if found is None else found.complete,
        "capacity": None if margins is None else margins.capacity.value,
        "turnover_multiple": None if margins is None else margins.turnover_multiple.value,
        "value_rise": None if margins is None else margins.value_rise.value,
        "every_lot": None if every is None else every.value,
        "certificate": None if whole is None else whole.value,
        "largest_regret": each.largest_regret,
        "total_regret": each.total_regret,
        "lots": write_lots(each.lots),
    }
