"""Limits behind a conflict and changes of data, as an explanation has them."""

from collections.abc import Iterator

from lotdesign.preflight.map_parts import describe_map_parts, list_map_parts
from lotdesign.result.explained import LimitAtWork, RepairChange
from lotdesign.scenario.scenario import Scenario
from solver.infeasibility.data_changes import (
    LIMIT_UNITS,
    CoverageChange,
    DataChange,
    NeighbourChange,
    describe_limits,
    join_places,
    lift_limits,
    list_limits,
)
from solver.whatif.oracle import WhatIfOracle


def list_limits_at_work(oracle: WhatIfOracle) -> Iterator[LimitAtWork]:
    """Yields what, if it were lifted for all, would make the oracle's scenario possible.

    Raises OutOfTime at the deadline, KeyboardInterrupt on Ctrl-C.
    """
    scenario = oracle.scenario
    if scenario.needs_certificate or any(rule.reads_market for rule in scenario.active_rules):
        for column in LIMIT_UNITS:
            if list_limits(scenario, column) and _is_possible(
                oracle, lift_limits(scenario, column)
            ):
                yield LimitAtWork(column=column, sentence=describe_limits(scenario, column))
    if any(rule.reads_input("neighbours") for rule in scenario.active_rules):
        parts = list_map_parts(scenario)
        pairs = [(parts[0][0], part[0]) for part in parts[1:]]
        if pairs and _is_possible(oracle, join_places(scenario, pairs)):
            yield LimitAtWork(column="neighbours", sentence=describe_map_parts(scenario))


def _is_possible(oracle: WhatIfOracle, lifted: Scenario) -> bool:
    return oracle.open_beside(lifted).ask(lifted).possible is True


def describe_data_change(repaired: Scenario, change: DataChange) -> RepairChange:
    """A change of data as an explanation has it; `repaired` is the scenario with it."""
    told: dict[str, object] = {"rule": "", "sentence": change.write_sentence(repaired)}
    if isinstance(change, NeighbourChange):
        told |= {"table": "neighbours", "row": change.a, "parameter": "b", "unit": ""}
        told |= {"from": "", "to": change.b}
        told |= {"setting": f'--set neighbours.{change.a}={{b="{change.b}"}}'}
    elif isinstance(change, CoverageChange):
        before, to = change.write(change.before), change.write((*change.before, *change.added))
        told |= {"table": "providers", "row": change.row, "parameter": change.column}
        told |= {"from": before, "to": to, "unit": ""}
        told |= {"setting": f"--set providers.{change.row}.{change.column}={to}"}
    else:
        before, to = change.write(change.before), change.write(change.value)
        told |= {"table": "providers", "row": change.row, "parameter": change.column}
        told |= {"from": before, "to": to, "unit": LIMIT_UNITS[change.column]}
        told |= {"setting": f"--set providers.{change.row}.{change.column}={to}"}
    return RepairChange.model_validate(told)
