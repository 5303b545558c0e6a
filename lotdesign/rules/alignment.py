"""`alignment`: lots follow the localities."""

from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.rules.common import describe_lots_with, describe_services, judge_each_lot
from lotdesign.scenario.areas import (
    LOCALITY,
    find_unit_area,
    find_units_in_area,
    list_areas,
    map_areas,
)
from lotdesign.scenario.fields import NameField, NamesField, declare_key
from lotdesign.scenario.lot_limits import LotSplit
from lotdesign.scenario.rule import Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.undivided import find_localities
from lotdesign.words import spell_out_id


class AlignmentRule(Rule):
    """A lot stays in one locality, or a locality's units share a lot, as `mode` says.

    `within`: no lot reaches over two localities; what is authority-wide is a place of its own.
    `whole`: the units of the named services in one locality are not divided between lots. With `by`
    the same is asked of larger areas, such as districts.
    """

    structural: ClassVar = True
    monotone: ClassVar = True
    example: ClassVar = """
        [[rule]]
        id = "places-whole"
        kind = "alignment"
        mode = "whole"
        services = ["children_centre"]
    """

    kind: Literal["alignment"] = "alignment"
    mode: Literal["within", "whole"] = declare_key(
        "within: lots stay in a locality; whole: a locality's units share a lot"
    )
    services: NamesField | None = declare_key(
        "within: lots that hold any of these; whole: these units; left out: all", None
    )

    by: NameField = declare_key(
        "locality, or a column of the localities that names larger areas", LOCALITY
    )

    def write_sentence(self, scenario: Scenario) -> str:
        place = spell_out_id(self.by)
        if self.mode == "within":
            return f"Every {describe_lots_with(self.services)} stays within one {place}."
        what = describe_services(self.services, "and")
        return f"The units of {what} in one {place} share a lot."

    def is_idle(self, scenario: Scenario) -> bool:
        if self.mode == "whole":
            return all(len(group) < 2 for group in self.list_groups(scenario))
        areas = {find_unit_area(scenario, u, self.by) for u in range(len(scenario.units))}
        return len(areas) == 1 and not scenario.divided

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        if self.mode == "within":
            lots = evaluation.select_lots(self.services)
            area_of = map_areas(evaluation.scenario, self.by)
            return judge_each_lot(
                evaluation,
                lots,
                lambda units: (
                    len({area_of[place] for place in find_localities(evaluation.scenario, units)})
                    == 1
                ),
            )
        groups = self.list_groups(evaluation.scenario)
        return judge_each_lot(
            evaluation,
            range(len(evaluation.design.lots)),
            lambda units: all(group <= set(units) or not group & set(units) for group in groups),
        )

    def list_blocks(self, scenario: Scenario) -> tuple[frozenset[int], ...]:
        return self.list_groups(scenario) if self.mode == "whole" else ()

    def split_units(self, scenario: Scenario, units: frozenset[int]) -> LotSplit | None:
        """A part of a divided unit has no label: with all others it is authority-wide."""
        if self.mode == "whole":
            return None
        parted = frozenset[int]().union(*scenario.divided.values())
        labels = {u: find_unit_area(scenario, u, self.by) for u in units - parted}
        chosen = self.services
        binding = (u for u in labels if chosen is None or scenario.units[u].service in chosen)
        return LotSplit(labels, frozenset(binding))

    def list_groups(self, scenario: Scenario) -> tuple[frozenset[int], ...]:
        """For `whole`: for each locality, or area, the units that must share a lot."""
        return tuple(
            frozenset(
                u
                for u in find_units_in_area(scenario, self.by, area)
                if self.services is None or scenario.units[u].service in self.services
            )
            for area in list_areas(scenario, self.by)
        )
