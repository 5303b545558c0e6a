"""The model of scenario.toml and its tables, as people write them."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Union

from pydantic import Field, create_model

from lotdesign.input.keys import list_tables
from lotdesign.rules.registry import RULE_KINDS
from lotdesign.scenario.fields import VersionField, declare_key
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
from lotdesign.scenario.rule import Rule
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
    NoticeSection,
    Objective,
    OptionNotPursued,
    RoutesSection,
    TermSection,
    WeightedCriterion,
)
from lotdesign.scenario.stress_sections import CaseSection, StressSection


class ScenarioDocument(DocumentSection):
    """Everything in scenario.toml and its tables."""

    version: VersionField = declare_key("version of this format, 1", alias="schema")
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
    rule: tuple[Rule, ...] = declare_key("what a design must respect", ())
    objective: tuple[Objective, ...] = declare_key(
        "what is made best, in order", (Objective(measure="whole_life_cost"),)
    )
    option: tuple[DesignOption, ...] = declare_key("designs that someone drew", ())
    case: tuple[CaseSection, ...] = declare_key("futures that somebody thinks possible", ())
    stress: StressSection = declare_key(
        "by what designs are tried against losses in the market", StressSection()
    )
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
    notice: NoticeSection = declare_key("what a notice says besides the design", NoticeSection())
    units: tuple[UnitRow, ...] = declare_key("the units")
    localities: tuple[LocalityRow, ...] = declare_key("the localities", ())
    neighbours: tuple[NeighbourRow, ...] = declare_key("localities that touch", ())
    providers: tuple[ProviderRow, ...] | None = declare_key("the providers, if any are given", None)
    scores: tuple[ScoreRow, ...] = declare_key("scores of the options", ())
    law: tuple[LawRow, ...] = declare_key(
        "figures of the law that are others than those shipped", ()
    )


SCENARIO_TABLES = list_tables(ScenarioDocument)


def choose_document_model(values: Mapping[str, Any]) -> type[ScenarioDocument]:
    """The model that validates a document of these values: it knows the kinds of its rules.

    Kinds that other documents had stay known, so that few models are ever built.
    """
    entries = values.get("rule")
    for entry in entries if isinstance(entries, list) else ():
        kind = entry.get("kind") if isinstance(entry, Mapping) else None
        if isinstance(kind, str) and kind in RULE_KINDS:
            RULE_KINDS[kind]
    return build_document_model(RULE_KINDS.loaded)


@cache
def build_document_model(kinds: tuple[str, ...] = tuple(RULE_KINDS)) -> type[ScenarioDocument]:
    """The model of documents with rules of these kinds, and of the first two of all.

    With two there is always a choice to make, so that errors are the same for any kinds.
    """
    chosen = sorted({*kinds, *list(RULE_KINDS)[:2]})
    classes = tuple(RULE_KINDS[kind] for kind in chosen)
    by_kind = Field(discriminator="kind")
    entries: Any = tuple[Annotated[Union[classes], by_kind], ...]  # type: ignore[valid-type]  # noqa: UP007
    declared = ScenarioDocument.model_fields["rule"]
    return create_model(
        ScenarioDocument.__name__,
        __base__=ScenarioDocument,
        __doc__=ScenarioDocument.__doc__,
        rule=(entries, declared),
    )
