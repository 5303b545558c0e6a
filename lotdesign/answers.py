"""What explaining, pricing and their like found, for analysts: objects with polars frames."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lotdesign.result.alternatives import Alternatives
from lotdesign.result.difference import Difference, FigureChange
from lotdesign.result.drawn import contents
from lotdesign.result.explained import Explained
from lotdesign.result.frontier import Frontier
from lotdesign.result.model import Part
from lotdesign.result.priced import Priced
from lotdesign.result.tipped import Tipped
from lotdesign.result.who import Reach, Who

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Explanation:
    """Why nothing is possible; `told` has all of it."""

    told: Explained

    @property
    def status(self) -> str:
        """infeasible, feasible (nothing to explain) or unknown."""
        return self.told.status

    @property
    def conflicts(self) -> "pl.DataFrame":
        """A row for each rule of each conflict."""
        return _frame(
            [
                {"conflict": place, "rule": rule, "needed": rule in note.needed}
                for place, note in enumerate(self.told.details, 1)
                for rule in note.rules
            ],
            ("conflict", "rule", "needed"),
        )

    @property
    def repairs(self) -> "pl.DataFrame":
        """A row for each change of each repair, the cheapest repair first."""
        rows = [
            {
                "repair": place,
                **change.model_dump(by_alias=True),
                **repair.cost.model_dump(),
                "least": repair.least,
                "lots": None if repair.result is None else len(repair.result.lots),
            }
            for place, repair in enumerate(self.told.repairs, 1)
            for change in repair.changes
        ]
        return _frame(rows, ("repair", "rule", "parameter", "from", "to", "setting", "least"))


@dataclass(frozen=True)
class PriceList:
    """What everything costs; `told` has all of it."""

    told: Priced

    @property
    def status(self) -> str:
        """optimal, infeasible or unknown."""
        return self.told.status

    @property
    def rules(self) -> "pl.DataFrame":
        """A row a rule."""
        return _frame(_rows(self.told.rules), ("rule", "found", "alone", "share"))

    @property
    def steps(self) -> "pl.DataFrame":
        """A row a step of a number, tighter or looser."""
        return _frame(_rows(self.told.steps), ("name", "parameter", "from", "to", "cost"))

    @property
    def providers(self) -> "pl.DataFrame":
        """A row a provider."""
        return _frame(_rows(self.told.providers), ("provider", "found", "worth"))


@dataclass(frozen=True)
class Hinges:
    """On what the answer hangs; `told` has all of it."""

    told: Tipped

    @property
    def figures(self) -> "pl.DataFrame":
        """A row a figure: its value, and the last values at which the best design is best."""
        rows: list[dict[str, object]] = [
            {
                "figure": each.figure,
                "value": each.value,
                "from": each.least if each.below is None else each.below.last,
                "to": each.most if each.above is None else each.above.last,
                "tips_below": each.below is not None,
                "tips_above": each.above is not None,
                "proved": each.proved,
            }
            for each in self.told.figures
            if each.found == "worked out"
        ]
        return _frame(rows, ("figure", "value", "from", "to", "proved"))


@dataclass(frozen=True)
class NearBest:
    """What else is nearly as good; `told` has all of it."""

    told: Alternatives

    @property
    def status(self) -> str:
        """Whether the best is proved: optimal, feasible, infeasible or unknown."""
        return self.told.status

    @property
    def designs(self) -> "pl.DataFrame":
        """A row a design from the best down: lots as "a+b | c", measures in their own units."""
        own = ("best", "behind", "moved", "pairs", "apart")
        rows = [
            {"design": place, "contents": contents(each.lots)}
            | {name: getattr(each, name) for name in own}
            | dict(each.measures)
            for place, each in enumerate(self.told.designs, 1)
        ]
        return _frame(rows, ("design", "contents", *own))

    @property
    def pairs(self) -> "pl.DataFrame":
        """A row a pair of units: whether they share a lot in all, none or some of the designs."""
        rows: list[dict[str, object]] = [
            {"unit": each.units[0], "other": each.units[1], "shared": each.shared}
            for each in self.told.backbone
        ]
        return _frame(rows, ("unit", "other", "shared"))


@dataclass(frozen=True)
class Differences:
    """What differs between two designs; `told` has all of it."""

    told: Difference

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return self.told.empty

    @property
    def measures(self) -> "pl.DataFrame":
        """A row a measure that differs; figures as results write them, pence and metres."""
        return _frame(_texts(self.told.measures), _CHANGE)

    @property
    def lots(self) -> "pl.DataFrame":
        """A row a lot that changed: its name before and after, and the units that it exchanged."""
        rows: list[dict[str, object]] = [
            {
                "before": None if each.before is None else each.before.name,
                "after": None if each.after is None else each.after.name,
                "kept": list(each.kept),
                "left": list(each.left),
                "joined": list(each.joined),
            }
            for each in self.told.lots
        ]
        return _frame(rows, ("before", "after", "kept", "left", "joined"))

    @property
    def moved(self) -> "pl.DataFrame":
        """A row a unit that moved, with the names of its lots."""
        rows: list[dict[str, object]] = [
            {"unit": each.unit, "before": each.before.name, "after": each.after.name}
            for each in self.told.moved
        ]
        return _frame(rows, ("unit", "before", "after"))

    @property
    def settings(self) -> "pl.DataFrame":
        """A row a setting that differs, null where it is as in the files."""
        return _frame(_rows(self.told.settings), ("name", "before", "after"))


_CHANGE = ("name", "unit", "before", "after", "difference", "verdict")


def _texts(changes: tuple[FigureChange, ...]) -> list[dict[str, object]]:
    """Figures as text: pence and shares stand in one column."""
    figures = ("before", "after", "difference")
    return [
        {key: str(v) if key in figures and v is not None else v for key, v in row.items()}
        for row in _rows(changes)
    ]


@dataclass(frozen=True)
class TradeOff:
    """What trades against what; `told` has all of it."""

    told: Frontier

    @property
    def status(self) -> str:
        """Whether there are points: optimal, infeasible or unknown."""
        return self.told.status

    @property
    def points(self) -> "pl.DataFrame":
        """A row a point from the best by the first measure on; measures in their own units."""
        rows: list[dict[str, object]] = [
            {"point": place, "contents": contents(each.lots), **each.measures}
            for place, each in enumerate(self.told.points, 1)
        ]
        return _frame(rows, ("point", "contents", *self.told.measures))


@dataclass(frozen=True)
class Ladders:
    """Who can follow each lot how far; `told` has all of it."""

    told: Who

    @property
    def parties(self) -> "pl.DataFrame":
        """A row a lot and party."""
        rows: list[dict[str, object]] = [
            {"lot": lot.name, "market_value_pence": lot.market_value_pence, **row}
            for lot in self.told.lots
            for row in _rows(lot.parties)
        ]
        return _frame(rows, ("lot", "market_value_pence", "id", "up_to_pence", "multiple"))


@dataclass(frozen=True)
class LargestLots:
    """The largest lots of one provider; `told` has all of it."""

    told: Reach

    @property
    def largest(self) -> "pl.DataFrame":
        """A row a lot that no larger one holds."""
        return _frame(_rows(self.told.largest), ("name", "units", "market_value_pence"))


def _rows(parts: tuple[Part, ...]) -> list[dict[str, object]]:
    return [part.model_dump(mode="json", by_alias=True) for part in parts]


def _frame(rows: list[dict[str, object]], columns: tuple[str, ...]) -> "pl.DataFrame":
    """The rows as a frame, with these columns where there are none."""
    import polars as pl

    if not rows:
        return pl.DataFrame({name: [] for name in columns})
    return pl.DataFrame(rows, infer_schema_length=None)
