"""Sharing money out by largest remainder, as formulas that no spreadsheet rounds wrongly.

A product of two amounts in pence has more digits than a spreadsheet counts. So the remainders are
found by long division: the total is taken in groups of three digits, and what one group leaves is
carried to the next. Every number on the way stays below 2^53 as long as neither the total in pence
nor the sum of the weights is above `LARGEST_SUM_OF_WEIGHTS`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lotdesign.exporting.sheets import CellLook, CellRef, SheetDraft, name_range

LARGEST_SUM_OF_WEIGHTS = 2_000_000_000_000
"""Up to this sum of weights, £20bn in pence, the shares are exact to the penny."""

_GROUPS = (10**9, 10**6, 10**3, 1)
"""What a group of digits of a total in pence counts; the first may have more than three."""

CellsByColumn = dict[int, CellRef]


@dataclass(frozen=True)
class PartToShare:
    """One that gets a share: its name, and a formula of its weight, a whole number, by column."""

    name: str
    weights: Mapping[int, str]


@dataclass(frozen=True)
class ShareBlock:
    """The cells of the shares, a dict by column for each part, and of the sums of the weights."""

    shares: tuple[CellsByColumn, ...]
    sums_of_weights: tuple[CellRef, ...]


def write_share_block(
    draft: SheetDraft, totals: Mapping[int, str], parts: Sequence[PartToShare], what: str
) -> ShareBlock:
    """Share totals, formulas of pounds by column, among the parts.

    In proportion to the weights, equally where all are 0; pennies that are left over go to the
    largest remainders, among equal ones to the first. `what` is shared, in words.
    """
    lines = _DivisionLines(draft, tuple(totals))
    pence = lines.write(
        f"  {what}, in pence", {c: f"ROUND(ABS({totals[c]})*100,0)" for c in totals}
    )
    groups = [
        lines.write(f"  of that, {name}", {c: _take_group(pence[c], i) for c in totals})
        for i, name in enumerate(("thousand millions", "millions", "thousands", "the rest"))
    ]
    weights = [lines.write(f"  weight: {part.name}", part.weights) for part in parts]
    sums = lines.write("  sum of weights", {c: f"SUM({_name_rows(weights, c)})" for c in totals})
    rest = [
        lines.write(
            f"  remainder: {part.name}",
            {
                c: _divide(pence[c], [group[c] for group in groups], weight[c], sums[c], len(parts))
                for c in totals
            },
        )
        for part, weight in zip(parts, weights, strict=True)
    ]
    left = lines.write(
        "  pennies left over",
        {
            c: f"ROUND(SUM({_name_rows(rest, c)})/IF({sums[c]}=0,{len(parts)},{sums[c]}),0)"
            for c in totals
        },
    )

    def write_share(i: int, c: int) -> str:
        own, every, before = rest[i][c], _name_rows(rest, c), _name_rows(rest[: i + 1], c)
        alike = f"({pence[c]}-{own})/{len(parts)}"
        by_weight = f"ROUND(({pence[c]}*{weights[i][c]}-{own})/{sums[c]},0)"
        place = f"RANK({own},{every})+COUNTIF({before},{own})-1"
        penny = f"IF({place}<={left[c]},1,0)"
        return f"SIGN({totals[c]})*(IF({sums[c]}=0,{alike},{by_weight})+{penny})/100"

    shares = tuple(
        lines.write(part.name, {c: write_share(i, c) for c in totals}, "money")
        for i, part in enumerate(parts)
    )
    return ShareBlock(shares, tuple(sums.values()))


@dataclass(frozen=True)
class _DivisionLines:
    """The rows of one long division, each with a cell in the same columns."""

    draft: SheetDraft
    columns: tuple[int, ...]

    def write(
        self, label: str, formulas: Mapping[int, str], look: CellLook = "number"
    ) -> CellsByColumn:
        """A row and its cells; formulas of other columns are left out."""
        self.draft.put(0, label)
        cells = {c: self.draft.put_formula(c, formulas[c], look) for c in self.columns}
        self.draft.row += 1
        return cells


def _take_group(pence: CellRef, group: int) -> str:
    size = _GROUPS[group]
    digits = f"MOD({pence},{_GROUPS[group - 1]})" if group else str(pence)
    return f"INT({digits}/{size})" if size > 1 else digits


def _divide(
    pence: CellRef, groups: Sequence[CellRef], weight: CellRef, total: CellRef, parts: int
) -> str:
    """The remainder of pence * weight / total, or of pence / parts where all weights are 0."""
    carried = f"MOD({groups[0]}*{weight},{total})"
    for group in groups[1:]:
        carried = f"MOD({carried}*1000+{group}*{weight},{total})"
    return f"IF({total}=0,MOD({pence},{parts}),{carried})"


def _name_rows(rows: Sequence[CellsByColumn], column: int) -> str:
    return name_range(rows[0][column], rows[-1][column])
