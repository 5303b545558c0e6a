"""`contiguous`: a lot is one connected area."""

from collections.abc import Collection, Mapping
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.rules.common import describe_lots_with, judge_each_lot
from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.fields import NamesField, declare_key
from lotdesign.scenario.lot_limits import LotSplit
from lotdesign.scenario.rule import Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.undivided import find_local_units


class ContiguousRule(Rule):
    """Every lot is one connected area.

    Units touch when they share a locality or their localities are neighbours. A locality in which
    no unit lies is no gap: what lies around it touches. Authority-wide units are left out. A table
    of neighbours is needed where units lie in more than one locality.
    """

    reads: ClassVar = frozenset({"neighbours"})
    structural: ClassVar = True
    connects_lots: ClassVar = True
    monotone: ClassVar = True
    example: ClassVar = """
        [[rule]]
        id = "connected"
        kind = "contiguous"
        services = ["children_centre"]
    """

    kind: Literal["contiguous"] = "contiguous"
    services: NamesField | None = declare_key("lots that hold any of these; left out: all", None)

    def write_sentence(self, scenario: Scenario) -> str:
        return f"Every {describe_lots_with(self.services)} is one connected area."

    def is_idle(self, scenario: Scenario) -> bool:
        homes = {unit.locality for unit in scenario.units if unit.locality}
        joined = find_joined_localities(scenario)
        return all(b in joined[a] for a in homes for b in homes)

    def split_units(self, scenario: Scenario, units: frozenset[int]) -> LotSplit:
        """Units in parts of the map that do not touch; what may be authority-wide has no label."""
        areas = label_connected_areas(scenario, {scenario.units[u].locality for u in units} - {""})
        parted = frozenset[int]().union(*scenario.divided.values())
        labels = {
            u: areas[scenario.units[u].locality]
            for u in units - parted
            if scenario.units[u].locality
        }
        chosen = self.services
        binding = (u for u in labels if chosen is None or scenario.units[u].service in chosen)
        return LotSplit(labels, frozenset(binding))

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        lots = evaluation.select_lots(self.services)
        return judge_each_lot(
            evaluation, lots, lambda units: is_connected(evaluation.scenario, units)
        )


@cache_by_scenario
def find_joined_localities(scenario: Scenario) -> Mapping[str, frozenset[str]]:
    """For each locality itself and those that join it: its neighbours, also across empty ones.

    A locality is empty where no unit lies in it, parts of divided units aside. A chain of empty
    localities is no gap: it joins the localities at its ends.
    """
    held = {u.locality for u in scenario.units if u.undivided_id == u.id}
    around: dict[str, set[str]] = {place.id: set() for place in scenario.localities}
    for a, b in scenario.neighbours:
        around[a].add(b)
    joined = {}
    for place in around:
        reached, passed = {place}, [place]
        while passed:
            beyond = around[passed.pop()] - reached
            reached |= beyond
            passed += beyond - held
        joined[place] = frozenset(reached)
    return joined


def label_connected_areas(scenario: Scenario, places: Collection[str]) -> Mapping[str, str]:
    """For each of these localities one of those that it is connected with, always the same one."""
    joined = find_joined_localities(scenario)
    unreached, labels = set(places), dict[str, str]()
    for start in sorted(places):
        frontier = [start] if start in unreached else []
        unreached.discard(start)
        while frontier:
            place = frontier.pop()
            labels[place] = start
            around = unreached & joined[place]
            unreached -= around
            frontier.extend(around)
    return labels


def is_connected(scenario: Scenario, units: tuple[int, ...]) -> bool:
    """Whether the graph of the lot's local units, joined where they touch, is connected."""
    unreached = set(find_local_units(scenario, units))
    frontier = [unreached.pop()] if unreached else []
    joined = find_joined_localities(scenario)
    while frontier:
        around = joined[scenario.units[frontier.pop()].locality]
        reached = {u for u in unreached if scenario.units[u].locality in around}
        unreached -= reached
        frontier.extend(reached)
    return not unreached
