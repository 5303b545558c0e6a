"""What the studies return, `ld.explain` to `ld.appraise`: answers with tables as polars frames."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from lotdesign.result.alternatives import AlternativesAnswer, FrontierAnswer
from lotdesign.result.appraised import AppraiseAnswer
from lotdesign.result.designs import write_lots, write_routes
from lotdesign.result.explained import ExplainAnswer
from lotdesign.result.frames import build_frame, dump_rows
from lotdesign.result.market import GroupsAnswer, ReachAnswer, WhoAnswer
from lotdesign.result.sensitivity import PriceAnswer, TippingAnswer

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class ExplainTables:
    """Conflicts and repairs of an infeasible scenario; `told` is the whole answer."""

    told: ExplainAnswer

    @property
    def status(self) -> str:
        """infeasible, feasible (nothing to explain) or unknown."""
        return self.told.status

    @property
    def conflicts(self) -> "pl.DataFrame":
        """A row for each rule of each conflict."""
        return build_frame(
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
        return build_frame(rows, ("repair", "rule", "parameter", "from", "to", "setting", "least"))


@dataclass(frozen=True)
class PriceTables:
    """Costs of rules, steps and providers; `told` is the whole answer."""

    told: PriceAnswer

    @property
    def status(self) -> str:
        """optimal, infeasible or unknown."""
        return self.told.status

    @property
    def rules(self) -> "pl.DataFrame":
        """A row a rule: what it costs alone, and its share, in the unit of the first objective."""
        return build_frame(dump_rows(self.told.rules), ("rule", "found", "alone", "share"))

    @property
    def steps(self) -> "pl.DataFrame":
        """A row a step of a number, tighter or looser; its cost in the first objective's unit."""
        return build_frame(dump_rows(self.told.steps), ("name", "parameter", "from", "to", "cost"))

    @property
    def providers(self) -> "pl.DataFrame":
        """A row a provider, and what its presence is worth in the first objective's unit."""
        return build_frame(dump_rows(self.told.providers), ("provider", "found", "worth"))


@dataclass(frozen=True)
class TippingTables:
    """Break-even of assumed figures; `told` is the whole answer."""

    told: TippingAnswer

    @property
    def figures(self) -> "pl.DataFrame":
        """A row a figure: its value, and the range in which the best design stays best."""
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
        return build_frame(rows, ("figure", "value", "from", "to", "proved"))


@dataclass(frozen=True)
class AlternativesTables:
    """Near-optimal designs; `told` is the whole answer."""

    told: AlternativesAnswer

    @property
    def status(self) -> str:
        """Whether the best is proved: optimal, feasible, infeasible or unknown."""
        return self.told.status

    @property
    def designs(self) -> "pl.DataFrame":
        """A row a design from the best down: lots as "a+b | c", measures in their own units.

        `routes` are those of the lots, as "external | in_house".
        """
        own = ("best", "behind", "moved", "pairs", "apart")
        rows = [
            {"design": place, "contents": write_lots(each.lots)}
            | {"routes": write_routes(each.lots, each.routes)}
            | {name: getattr(each, name) for name in own}
            | dict(each.measures)
            for place, each in enumerate(self.told.designs, 1)
        ]
        return build_frame(rows, ("design", "contents", "routes", *own))

    @property
    def pairs(self) -> "pl.DataFrame":
        """A row a pair of units: whether they share a lot in all, none or some of the designs."""
        rows: list[dict[str, object]] = [
            {"unit": each.units[0], "other": each.units[1], "shared": each.shared}
            for each in self.told.backbone
        ]
        return build_frame(rows, ("unit", "other", "shared"))


@dataclass(frozen=True)
class FrontierTables:
    """A Pareto frontier; `told` is the whole answer."""

    told: FrontierAnswer

    @property
    def status(self) -> str:
        """Whether there are points: optimal, infeasible or unknown."""
        return self.told.status

    @property
    def points(self) -> "pl.DataFrame":
        """A row a point from the best by the first measure on; measures in their own units.

        `routes` are those of the lots, as "external | in_house".
        """
        rows: list[dict[str, object]] = [
            {"point": place, "contents": write_lots(each.lots)}
            | {"routes": write_routes(each.lots, each.routes)}
            | dict(each.measures)
            for place, each in enumerate(self.told.points, 1)
        ]
        return build_frame(rows, ("point", "contents", "routes", *self.told.measures))


@dataclass(frozen=True)
class WhoTables:
    """Who can bid for each lot; `told` is the whole answer."""

    told: WhoAnswer

    @property
    def parties(self) -> "pl.DataFrame":
        """A row a lot and party: up to which value, in pence a year, and multiple it can bid."""
        rows: list[dict[str, object]] = [
            {"lot": lot.name, "market_value_pence": lot.market_value_pence, **row}
            for lot in self.told.lots
            for row in dump_rows(lot.parties)
        ]
        return build_frame(rows, ("lot", "market_value_pence", "id", "up_to_pence", "multiple"))


@dataclass(frozen=True)
class ReachTables:
    """The largest lots of one provider; `told` is the whole answer."""

    told: ReachAnswer

    @property
    def largest(self) -> "pl.DataFrame":
        """A row a lot that no larger one holds, with its market value in pence a year."""
        return build_frame(dump_rows(self.told.largest), ("name", "units", "market_value_pence"))


@dataclass(frozen=True)
class GroupsTables:
    """Lots that may be won together; `told` is the whole answer."""

    told: GroupsAnswer

    @property
    def groups(self) -> "pl.DataFrame":
        """A row a group, the largest saving first, in pence over all contract years."""
        return build_frame(dump_rows(self.told.groups), ("lots", "saving_pence", "providers"))


@dataclass(frozen=True)
class AppraiseTables:
    """Options ranked by officers' scores; `told` is the whole answer."""

    told: AppraiseAnswer

    @property
    def ranking(self) -> "pl.DataFrame":
        """A row a scored option, the best first; points as floats."""
        rows: list[dict[str, object]] = [
            {"rank": each.rank, "option": each.option, "points": float(Fraction(each.points))}
            | {name: float(Fraction(score)) for name, score in each.scores.items()}
            for each in self.told.ranking
        ]
        return build_frame(rows, ("rank", "option", "points"))

    @property
    def weights(self) -> "pl.DataFrame":
        """A row a criterion: its share of all weight, and the range in which the first stays first.

        Shares are exact, as text: 3/10.
        """
        columns = ("criterion", "share", "least", "most", "below", "above", "changes")
        return build_frame(dump_rows(self.told.weights), columns)

    @property
    def measures(self) -> "pl.DataFrame":
        """A row an option, and the best design where it is none of them; figures as text."""
        options = (
            self.told.options if self.told.best is None else (*self.told.options, self.told.best)
        )
        rows: list[dict[str, object]] = [
            {"option": each.id, "admissible": each.admissible}
            | {name: None if v is None else str(v) for name, v in each.measures.items()}
            for each in options
        ]
        return build_frame(rows, ("option", "admissible"))
