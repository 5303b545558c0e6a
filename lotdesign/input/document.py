"""The model of scenario.toml and its tables, as people write them."""

from typing import Literal

from lotdesign.input.keys import list_tables
from lotdesign.rules.registry import AnyRule
from lotdesign.scenario.fields import declare_key
from lotdesign.scenario.money_section import MoneySection
from lotdesign.scenario.rows import (
    ConsortiumRow,
    FundingRow,
    LawRow,
    LocalityRow,
    NeighbourRow,
    ProviderRow,
    ScoreRow,
    UnitRow,
)
from lotdesign.scenario.sections import (
    AppraisalSection,
    AuthoritySection,
    CommissioningStandard,
    DataSection,
    DesignOption,
    DivideSection,
    DocumentSection,
    FigureBasis,
    MarketSection,
    Objective,
    OptionNotPursued,
    RoutesSection,
    TermSection,
    WeightedCriterion,
)


class ScenarioDocument(DocumentSection):
    """Everything in scenario.toml and its tables."""

    version: Literal[1] = declare_key("version of this format, 1", alias="schema")
    authority: AuthoritySection = declare_key("who buys what", AuthoritySection())
    term: TermSection = declare_key("how long the contracts run", TermSection())
    data: DataSection = declare_key("the files of the tables", DataSection())
    money: MoneySection = declare_key("costs, savings and prices", MoneySection())
    divide: tuple[DivideSection, ...] = declare_key("units that become a part a locality", ())
    market: MarketSection = declare_key("how the market is judged", MarketSection())
    routes: RoutesSection = declare_key(
        "how lots may be delivered besides by contracts", RoutesSection()
    )
    funding: tuple[FundingRow, ...] = declare_key("where the money comes from", ())
    rule: tuple[AnyRule, ...] = declare_key("what a design must respect", ())
    objective: tuple[Objective, ...] = declare_key(
        "what is made best, in order", (Objective(measure="whole_life_cost"),)
    )
    option: tuple[DesignOption, ...] = declare_key("designs that someone drew", ())
    dropped: tuple[OptionNotPursued, ...] = declare_key("options that were not taken forward", ())
    appraisal: AppraisalSection = declare_key("how the options are ranked", AppraisalSection())
    criterion: tuple[WeightedCriterion, ...] = declare_key(
        "criteria by which the options are scored", ()
    )
    standard: tuple[CommissioningStandard, ...] = declare_key("standards of the commissioning", ())
    consortium: tuple[ConsortiumRow, ...] = declare_key("providers that bid together", ())
    basis: FigureBasis = declare_key(
        "where figures of [term], [money], [market], [routes], [appraisal] come from", {}
    )
    units: tuple[UnitRow, ...] = declare_key("the units")
    localities: tuple[LocalityRow, ...] = declare_key("the localities", ())
    neighbours: tuple[NeighbourRow, ...] = declare_key("localities that touch", ())
    providers: tuple[ProviderRow, ...] | None = declare_key("the providers, if any are given", None)
    scores: tuple[ScoreRow, ...] = declare_key("scores of the options", ())
    law: tuple[LawRow, ...] = declare_key(
        "figures of the law that are others than those shipped", ()
    )


SCENARIO_TABLES = list_tables(ScenarioDocument)
