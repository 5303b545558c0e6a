"""What the studies return, `ld.explain` to `ld.appraise`: answers with tables as polars frames."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from lotdesign.result.alternatives import AlternativesAnswer, FrontierAnswer
from lotdesign.result.appraised import AppraiseAnswer, WeightRange
from lotdesign.result.designs import write_lots, write_routes
from lotdesign.result.explained import ExplainAnswer, ProposedRepairCost, RepairChange
from lotdesign.result.frames import (
    FrameColumnKind,
    FrameColumns,
    FrameRow,
    build_frame,
    describe_columns,
    dump_rows,
    list_measure_columns,
)
from lotdesign.result.market import (
    GroupsAnswer,
    LotGroup,
    ReachAnswer,
    ReachedLot,
    WhoAnswer,
    WhoParty,
)
from lotdesign.result.sensitivity import (
    PriceAnswer,
    ProviderWorth,
    RulePrice,
    StepPrice,
    TippingAnswer,
)
from lotdesign.scenario.scenario import Scenario

if TYPE_CHECKING:
    import polars as pl


_REPAIR_COLUMNS: FrameColumns = {
    "repair": "whole",
    **describe_columns(RepairChange),
    **describe_columns(ProposedRepairCost),
    "least": "yes_no",
    "lots": "whole",
}
_TIPPING_COLUMNS: FrameColumns = {
    **dict.fromkeys(("figure", "value", "from", "to"), "text"),
    **dict.fromkeys(("tips_below", "tips_above", "proved"), "yes_no"),
}
_CONTENT_COLUMNS: FrameColumns = {"contents": "text", "routes": "text"}
_DESIGN_COLUMNS: FrameColumns = {
    "best": "yes_no",
    "behind": "number",
    "moved": "whole",
    "pairs": "whole",
    "apart": "whole",
}


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
            {"conflict": "whole", "rule": "text", "needed": "yes_no"},
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
        return build_frame(rows, _REPAIR_COLUMNS)


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
        return build_frame(dump_rows(self.told.rules), describe_columns(RulePrice))

    @property
    def steps(self) -> "pl.DataFrame":
        """A row a step of a number, tighter or looser; its cost in the first objective's unit."""
        return build_frame(dump_rows(self.told.steps), describe_columns(StepPrice))

    @property
    def providers(self) -> "pl.DataFrame":
        """A row a provider, and what its presence is worth in the first objective's unit."""
        return build_frame(dump_rows(self.told.providers), describe_columns(ProviderWorth))


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
        return build_frame(rows, _TIPPING_COLUMNS)


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
        rows: list[FrameRow] = [
            {"design": place, "contents": write_lots(each.lots)}
            | {"routes": write_routes(each.lots, each.routes)}
            | {name: getattr(each, name) for name in _DESIGN_COLUMNS}
            | dict(each.measures)
            for place, each in enumerate(self.told.designs, 1)
        ]
        measures = list_measure_columns(self.told.measures)
        columns = {**_CONTENT_COLUMNS, **_DESIGN_COLUMNS, **measures}
        return build_frame(rows, {"design": "whole", **columns})

    @property
    def pairs(self) -> "pl.DataFrame":
        """A row a pair of units: whether they share a lot in all, none or some of the designs."""
        rows: list[dict[str, object]] = [
            {"unit": each.units[0], "other": each.units[1], "shared": each.shared}
            for each in self.told.backbone
        ]
        return build_frame(rows, {"unit": "text", "other": "text", "shared": "text"})


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
        columns = {**_CONTENT_COLUMNS, **list_measure_columns(self.told.measures)}
        return build_frame(rows, {"point": "whole", **columns})

    def draw_svg(self, scenario: Scenario) -> str:
        """The points as an SVG picture, as `frontier --plot` draws them."""
        from lotdesign.report.frontier_svg import draw_frontier_svg

        return draw_frontier_svg(scenario, self.told)


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
        columns: dict[str, FrameColumnKind] = {"lot": "text", "market_value_pence": "whole"}
        return build_frame(rows, columns | describe_columns(WhoParty))


@dataclass(frozen=True)
class ReachTables:
    """The largest lots of one provider; `told` is the whole answer."""

    told: ReachAnswer

    @property
    def largest(self) -> "pl.DataFrame":
        """A row a lot that no larger one holds, with its market value in pence a year."""
        return build_frame(dump_rows(self.told.largest), describe_columns(ReachedLot))


@dataclass(frozen=True)
class GroupsTables:
    """Lots that may be won together; `told` is the whole answer."""

    told: GroupsAnswer

    @property
    def groups(self) -> "pl.DataFrame":
        """A row a group, the largest saving first, in pence over all contract years."""
        return build_frame(dump_rows(self.told.groups), describe_columns(LotGroup))


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
        columns: dict[str, FrameColumnKind] = {
            "rank": "whole",
            "option": "text",
            "points": "number",
        }
        scores: dict[str, FrameColumnKind] = {each.id: "number" for each in self.told.criteria}
        return build_frame(rows, columns | scores)

    @property
    def weights(self) -> "pl.DataFrame":
        """A row a criterion: its share of all weight, and the range in which the first stays first.

        Shares are exact, as text: 3/10.
        """
        return build_frame(dump_rows(self.told.weights), describe_columns(WeightRange))

    @property
    def measures(self) -> "pl.DataFrame":
        """A row an option, and the best design where it is none of them, by every measure."""
        options = (
            self.told.options if self.told.best is None else (*self.told.options, self.told.best)
        )
        rows: list[dict[str, object]] = [
            {"option": each.id, "admissible": each.admissible, **each.measures} for each in options
        ]
        columns: dict[str, FrameColumnKind] = {"option": "text", "admissible": "yes_no"}
        return build_frame(rows, columns | list_measure_columns())
