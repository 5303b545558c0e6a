"""A scenario as people write it, validated key by key but not yet worked out."""

from typing import Literal

from lotdesign.law.rows import LawRow
from lotdesign.rules.registry import AnyRule
from lotdesign.scenario.rows import (
    ConsortiumRow,
    FundingRow,
    LocalityRow,
    NeighbourRow,
    ProviderRow,
    ScoreRow,
    UnitRow,
)
from lotdesign.scenario.sections import (
    Appraisal,
    Authority,
    Basis,
    CommissioningStandard,
    Data,
    Divide,
    Dropped,
    Market,
    Money,
    Objective,
    Option,
    Routes,
    Section,
    Term,
    Weighted,
)
from lotdesign.scenario.values import key


class Document(Section):
    """Everything that stands in scenario.toml and its tables."""

    version: Literal[1] = key("version of this format, 1", alias="schema")
    authority: Authority = key("who buys what", Authority())
    term: Term = key("how long the contracts run", Term())
    data: Data = key("the files of the tables", Data())
    money: Money = key("costs, savings and prices", Money())
    divide: tuple[Divide, ...] = key("units that become a part a locality", ())
    market: Market = key("how the market is judged", Market())
    routes: Routes = key("how lots may be delivered besides by contracts", Routes())
    funding: tuple[FundingRow, ...] = key("where the money comes from", ())
    rule: tuple[AnyRule, ...] = key("what a design must respect", ())
    objective: tuple[Objective, ...] = key(
        "what is made best, in order", (Objective(measure="whole_life_cost"),)
    )
    option: tuple[Option, ...] = key("designs that someone drew", ())
    dropped: tuple[Dropped, ...] = key("options that were not taken forward", ())
    appraisal: Appraisal = key("how the options are ranked", Appraisal())
    criterion: tuple[Weighted, ...] = key("criteria by which the options are scored", ())
    standard: tuple[CommissioningStandard, ...] = key("standards of the commissioning", ())
    consortium: tuple[ConsortiumRow, ...] = key("providers that bid together", ())
    basis: Basis = key(
        "where figures of [term], [money], [market], [routes], [appraisal] come from", {}
    )
    units: tuple[UnitRow, ...] = key("the units")
    localities: tuple[LocalityRow, ...] = key("the localities", ())
    neighbours: tuple[NeighbourRow, ...] = key("localities that touch", ())
    providers: tuple[ProviderRow, ...] | None = key("the providers, if any are given", None)
    scores: tuple[ScoreRow, ...] = key("scores of the options", ())
    law: tuple[LawRow, ...] = key("figures of the law that are others than those shipped", ())
