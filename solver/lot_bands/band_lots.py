"""The lots inside the bands with what each adds to the first objective, kept as bit masks.

A lot that several providers could win counts at the least that any of them makes it, so the numbers
are lower bounds of what its candidates add.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Floats, Ints
from solver.candidate_listing import TooManyLots
from solver.candidates.candidate_list import NO_WINNER
from solver.candidates.capacity_limits import list_capacity_limits
from solver.candidates.lot_values import find_constant_total
from solver.candidates.lots import LotArray
from solver.candidates.table import CandidateTable
from solver.constraints.registry import filter_candidates
from solver.lot_bands.band_growth import BandGrowth
from solver.lot_bands.bands import LotBands
from solver.lot_bands.growth_graph import build_growth_graph
from solver.lot_bands.masks import Masks, pack_masks, unpack_masks
from solver.model.linear_model import LinearModel
from solver.objectives.registry import RankedObjective, build_ranked_objectives

LOTS_AT_ONCE = 50_000
"""Lots whose attributes are computed together."""


@dataclass(frozen=True)
class BandLots:
    """N lots inside `bands`: their units (W x N words), costs (N,) and values (N,).

    A cost is what the lot adds to the expression of the first objective, at least; None where that
    is no sum over lots. `values` are V in parts of a penny, whose sum over a design is
    `total`; both are None where that varies.

    Where asked for, `winners` (N x K) are the K cheapest parties that can win each lot alone, and
    `winner_costs` what it costs then, infinite where there are fewer.
    """

    bands: LotBands
    units: Masks
    costs: Floats | None
    values: Ints | None
    total: int | None
    winners: Ints | None = None
    winner_costs: Floats | None = None

    def __len__(self) -> int:
        return int(self.units.shape[1])


def list_band_lots(
    scenario: Scenario, bands: LotBands, most: int, deadline: float, with_winners: bool = False
) -> BandLots | None:
    """The lots inside the bands; None where they need the general listing.

    With their winners where that is asked for. Raises TooManyLots for more than `most`, or once the
    deadline (monotonic) has passed.
    """
    graph = build_growth_graph(scenario, bands)
    if graph is None:
        return None
    units_of_block = graph.units_of_block
    count, described, total = 0, [], find_constant_total(scenario)
    for sets in _join_chunks(BandGrowth(graph).iterate_sets(), deadline):
        units = units_of_block.unite(sets)
        priced = price_lots(scenario, units, graph.connected)
        kept = units[:, priced.kept]
        found = BandLots(bands, kept, priced.costs, priced.values, total)
        if with_winners:
            found = _name_winners(scenario, found, graph.connected)
        described.append(found)
        count += len(priced.kept)
        if count > most:
            raise TooManyLots(f"the rules leave more than {most:,} lots to choose from")
    return _join_lots(bands, described, len(scenario.units))


def _join_chunks(some: Iterator[Masks], deadline: float) -> Iterator[Masks]:
    """The same sets in chunks of about LOTS_AT_ONCE; raises TooManyLots after the deadline."""
    waiting: list[Masks] = []
    count = total = 0
    for sets in some:
        waiting.append(sets)
        count += sets.shape[1]
        total += sets.shape[1]
        if time.monotonic() > deadline:
            raise TooManyLots(f"the rules leave more than {total:,} lots, too many in time")
        if count >= LOTS_AT_ONCE:
            yield np.concatenate(waiting, axis=1)
            waiting, count = [], 0
    if waiting:
        yield np.concatenate(waiting, axis=1)


def build_lot_array(units: Masks, unit_count: int) -> LotArray:
    """The lots of these sets of units."""
    held = unpack_masks(units, unit_count)
    _, flat = np.nonzero(held)
    starts = np.concatenate(([0], np.cumsum(held.sum(axis=1))))
    return LotArray(flat.astype(np.int64), starts.astype(np.int64))


def tabulate_masks(scenario: Scenario, units: Masks, connected: bool) -> CandidateTable:
    """The table of lots; `connected` where they were grown from what touches them."""
    table = CandidateTable(scenario, build_lot_array(units, len(scenario.units)))
    if connected:
        table.record_connected()
    return table


def filter_by_rules(candidates: CandidateTable) -> Flags:
    """(N,): the lots that keep all rules about single lots, and that somebody can win if needed."""
    scenario = candidates.scenario
    kept = np.ones(len(candidates), dtype=np.bool_)
    for rule in scenario.active_rules:
        kept &= filter_candidates(rule, candidates)
    if scenario.needs_certificate:
        kept &= candidates.can_be_awarded(candidates.all_parties)
    return kept


@dataclass(frozen=True)
class LotPrices:
    """Positions of the lots that keep the rules, their costs and values; see BandLots.

    `by_party` is N x P: what each costs if that party wins it, infinite where it cannot.
    """

    kept: Ints
    costs: Floats | None
    values: Ints | None
    by_party: Floats | None = None


def price_lots(scenario: Scenario, units: Masks, connected: bool) -> LotPrices:
    """What the lots that keep the rules about single lots add to the first objective."""
    table = tabulate_masks(scenario, units, connected)
    kept = np.flatnonzero(filter_by_rules(table)) if len(table) else np.zeros(0, dtype=np.int64)
    table = table.take(kept)
    if scenario.prices is not None and len(table):
        table = table.assign_winners(_find_cheapest_winners(table))
    objective = find_first_objective(table)
    costs = None if objective is None else read_costs(objective, len(table))
    has_total = find_constant_total(scenario) is not None
    return LotPrices(kept, costs, table.value if has_total else None)


def price_by_party(scenario: Scenario, units: Masks, connected: bool) -> LotPrices:
    """What lots add to the first objective by each party, and V of each, constant sum or not."""
    table = tabulate_masks(scenario, units, connected)
    kept = np.flatnonzero(filter_by_rules(table)) if len(table) else np.zeros(0, dtype=np.int64)
    table = table.take(kept)
    if scenario.prices is None:
        return _price_alike(table, kept)
    named = table.expand_by_named_winner()
    by_party = np.full((len(table), len(scenario.parties)), inf)
    objective = find_first_objective(named)
    if len(named) and named.winners is not None:
        costs = np.zeros(len(named)) if objective is None else read_costs(objective, len(named))
        by_party[named.lot_numbers, named.winners] = costs
    return LotPrices(kept, by_party.min(axis=1, initial=inf), table.value, by_party)


def _price_alike(table: CandidateTable, kept: Ints) -> LotPrices:
    """The prices of lots that cost the same whoever wins them."""
    objective = find_first_objective(table)
    costs = np.zeros(len(table)) if objective is None else read_costs(objective, len(table))
    by_party = np.where(table.eligible_parties, costs[:, None], inf)
    return LotPrices(kept, costs, table.value, by_party)


def _name_winners(scenario: Scenario, lots: BandLots, connected: bool) -> BandLots:
    """The same lots with the K cheapest providers that can win each alone, within its capacity."""
    assert scenario.prices is not None
    table, count = tabulate_masks(scenario, lots.units, connected), lots.bands.count
    limits = list_capacity_limits(scenario)
    most = np.array([np.inf if each.value is None else float(each.value) for each in limits])
    never = np.array([each.lots == 0 for each in limits])
    able = table.eligible_parties & (table.value[:, None] <= most) & ~never
    by_price = np.argsort([float(price) for price in scenario.prices], kind="stable")
    able = able[:, by_price]
    first = np.argsort(~able, axis=1, kind="stable")[:, :count]
    has_party = np.take_along_axis(able, first, axis=1)
    winners = np.where(has_party, by_price[first], 0)
    costs = np.full(winners.shape, inf)
    for place in range(winners.shape[1]):
        won = np.flatnonzero(has_party[:, place])
        named = table.take(won).assign_winners(winners[won, place])
        objective = find_first_objective(named)
        if objective is not None:
            costs[won, place] = read_costs(objective, len(won))
    return replace(lots, winners=winners, winner_costs=costs)


def _find_cheapest_winners(table: CandidateTable) -> Ints:
    """(N,): the party with the lowest price of those that can win each lot."""
    assert table.scenario.prices is not None
    eligible = table.eligible_parties
    by_price = np.argsort([float(price) for price in table.scenario.prices], kind="stable")
    first = eligible[:, by_price].argmax(axis=1)
    return np.where(eligible.any(axis=1), by_price[first], NO_WINNER)


def find_first_objective(table: CandidateTable) -> RankedObjective | None:
    """The first objective over these candidates; None where it is no sum over the chosen ones."""
    return find_objective(table, 0)


def find_objective(table: CandidateTable, place: int) -> RankedObjective | None:
    """The objective at this place; None where it is no sum over the chosen candidates."""
    if not len(table):
        return None
    wanted = table.scenario.objectives[place]
    measure = MEASURES[wanted.measure]
    if measure.needs_certificate:
        return None
    model = LinearModel(len(table))
    (objective,) = build_ranked_objectives((wanted,), table, model, None)
    if place + 1 < len(table.scenario.objectives):
        objective = replace(objective, tolerance=wanted.tolerance)
    is_ratio = not (objective.goal.is_linear or measure.is_cost)
    has_more = model.size > model.candidate_count or bool(model.rows)
    return None if is_ratio or has_more else objective


def price_later(scenario: Scenario, units: Masks, place: int) -> Floats:
    """(N,): what lots add to a later objective; 0 where that is no sum over lots."""
    table = tabulate_masks(scenario, units, connected=True)
    objective = find_objective(table, place)
    return np.zeros(len(table)) if objective is None else read_costs(objective, len(table))


def read_costs(objective: RankedObjective, count: int) -> Floats:
    """(N,): what each candidate adds to the expression that the goal minimises."""
    expression = objective.goal.express_below(0)
    costs = np.zeros(count)
    costs[expression.variables] = expression.coefficients.astype(float)
    return costs


def _join_lots(bands: LotBands, some: list[BandLots], units: int) -> BandLots:
    """All of these lots; the list is used up, so that no more than one array is there twice."""
    if not some:
        return BandLots(bands, pack_masks([], units), None, None, None)
    filled = [each for each in some if len(each)] or some[:1]
    some.clear()
    sets = [each.units for each in filled]
    costs = [each.costs for each in filled if each.costs is not None]
    values = [each.values for each in filled if each.values is not None]
    winners = [each.winners for each in filled if each.winners is not None]
    won = [each.winner_costs for each in filled if each.winner_costs is not None]
    count, total = len(filled), filled[0].total
    filled.clear()
    return BandLots(
        bands,
        _join_arrays(sets, axis=1),
        _join_arrays(costs, axis=0) if len(costs) == count else None,
        _join_arrays(values, axis=0) if len(values) == count else None,
        total,
        _join_arrays(winners, axis=0) if len(winners) == count else None,
        _join_arrays(won, axis=0) if len(won) == count else None,
    )


Entry = TypeVar("Entry", np.uint64, np.float64, np.int64)


def _join_arrays(some: list[npt.NDArray[Entry]], axis: int) -> npt.NDArray[Entry]:
    """All of these arrays as one; the list is used up."""
    whole = np.concatenate(some, axis=axis)
    some.clear()
    return whole
