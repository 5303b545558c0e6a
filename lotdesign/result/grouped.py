"""Groups of lots that could be won together, as JSON has them."""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from lotdesign.design import Design
from lotdesign.market.groups import Group, groups
from lotdesign.naming import lot_ids, lot_names
from lotdesign.pence import round_away
from lotdesign.result.model import Part, ScenarioRef
from lotdesign.result.reference import reference
from lotdesign.scenario.scenario import Scenario


class LotGroup(Part):
    """Lots that one of `providers` could win together; savings are over all years, at par.

    `small_apart` is the fewest small providers eligible for one of the lots by itself,
    `small_as_one` how many would be if they were one lot. `broken` are rules that the group
    awarded as one contract would newly break.
    """

    lots: tuple[str, ...]
    names: tuple[str, ...]
    value_pence: int
    providers: tuple[str, ...]
    contracts_pence: int
    scale_pence: int
    integration_pence: int
    saving_pence: int
    small_apart: int
    small_as_one: int
    broken: tuple[str, ...]


class Grouped(Part):
    """The groups of a design, the largest saving first."""

    version: Literal[1] = Field(1, alias="schema")
    scenario: ScenarioRef
    lots: int
    groups: tuple[LotGroup, ...]

    def to_json(self) -> str:
        """As text, the same for the same answer."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"


def grouped(scenario: Scenario, design: Design) -> Grouped:
    """Every group of the design's external lots that somebody could win together."""
    units = [lot.units for lot in design.lots if lot.route == "external"]
    ids, names = lot_ids(scenario, units), lot_names(scenario, units)
    found = sorted(groups(scenario, design), key=lambda group: (-group.saving, group.lots))
    return Grouped(
        scenario=reference(scenario),
        lots=len(units),
        groups=tuple(_group(scenario, ids, names, each) for each in found),
    )


def _group(scenario: Scenario, ids: Sequence[str], names: Sequence[str], group: Group) -> LotGroup:
    return LotGroup(
        lots=tuple(ids[i] for i in group.lots),
        names=tuple(names[i] for i in group.lots),
        value_pence=round_away(group.value),
        providers=tuple(scenario.parties[p].id for p in group.parties),
        contracts_pence=group.contracts,
        scale_pence=group.scale,
        integration_pence=group.integration,
        saving_pence=group.saving,
        small_apart=group.small_apart,
        small_as_one=group.small_as_one,
        broken=group.broken,
    )
