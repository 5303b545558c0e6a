"""Lots that are connected: each root sends flow to every unit of its lot through that lot.

Shirabe, A model of contiguity for spatial unit allocation, Geographical Analysis 37, 2005.
"""

import pulp

from benchmarks.peers.assignment.labels import Labels
from lotdesign.holding import touching


def add_contiguity(model: Labels) -> None:
    """The units with a locality in every lot connect by touching."""
    scenario = model.scenario
    local = [u for u in model.order if scenario.units[u].locality]
    beside = {u: [v for v in local if v != u and touching(scenario, u, v)] for u in local}
    for place, root in enumerate(local):
        inside = set(local[place:])
        flow = {
            (u, v): model.amount(f"flow_{root}_{u}_{v}")
            for u in inside
            for v in beside[u]
            if v in inside and v != root
        }
        for v in inside - {root}:
            arriving = pulp.lpSum(flow[u, v] for u in beside[v] if (u, v) in flow)
            leaving = pulp.lpSum(flow[v, u] for u in beside[v] if (v, u) in flow)
            model.add(arriving - leaving == model.held[v, root])
            model.add(arriving <= (len(inside) - 1) * model.held[v, root])
