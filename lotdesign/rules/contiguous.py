"""`contiguous`: a lot is one connected area."""

from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.rules.common import describe_lots_with, judge_each_lot
from lotdesign.scenario.fields import NamesField, declare_key
from lotdesign.scenario.rule import Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.undivided import are_touching, find_local_units


class ContiguousRule(Rule):
    """Every lot is one connected area.

    Units touch when they share a locality or their localities are neighbours. Authority-wide units
    are left out.
    """

    reads: ClassVar = frozenset({"neighbours"})
    structural: ClassVar = True
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
        return all((a, b) in scenario.neighbours for a in homes for b in homes if a != b)

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        lots = evaluation.select_lots(self.services)
        return judge_each_lot(
            evaluation, lots, lambda units: is_connected(evaluation.scenario, units)
        )


def is_connected(scenario: Scenario, units: tuple[int, ...]) -> bool:
    """Whether the graph of the lot's local units, joined where they touch, is connected."""
    unreached = set(find_local_units(scenario, units))
    frontier = [unreached.pop()] if unreached else []
    while frontier:
        here = frontier.pop()
        reached = {u for u in unreached if are_touching(scenario, here, u)}
        unreached -= reached
        frontier.extend(reached)
    return not unreached
