"""The award of one design in whole numbers, whatever turnovers and capacities allow.

What does not change with who stays, with capacities or with the turnover multiple is worked out
once: who could take a lot, and rows for staff, numbers of lots and the rules about awards and, with
prices, about money. The rows are those of the award's model, moved so that no coefficient is
negative.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

import numpy as np

from lotdesign.design import Design
from lotdesign.evaluation import Evaluation
from lotdesign.scenario.consortia import rebuild_consortium
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.candidates.table import CandidateTable, tabulate_design
from solver.constraints.registry import add_award_rows, add_coupling_rows
from solver.model.award_variables import AwardVariables, add_capacity_rows
from solver.model.linear_model import LinearModel, LinearRow
from solver.stress.provider_classes import ProviderClass, list_provider_classes


@dataclass(frozen=True, slots=True)
class PartyOffer:
    """A party that could take a lot, turnover and capacity aside.

    `candidate` is its variable in the model. `takes` has, for each row that it takes from, how
    much. `loads` has, for each provider behind the party, its part of V (in `AwardProblem.parts`).
    """

    party: int
    candidate: int
    takes: tuple[tuple[int, int], ...]
    loads: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class AwardProblem:
    """The external lots of a design, and who could take them.

    `values` is V of each external lot in whole parts, of which a penny has `parts`. `offers` are by
    lot; of copies that are alike no more are listed than there are lots, and one. `slack` is what
    each row has to give. `fewest_winners` must win a lot each. `judged` are rules that rows do not
    say in full, so that an award is put to them. `never` says that no award keeps the rules.
    """

    scenario: Scenario
    design: Design
    evaluation: Evaluation
    classes: tuple[ProviderClass, ...]
    lots: tuple[int, ...]
    values: tuple[int, ...]
    parts: int
    offers: tuple[tuple[PartyOffer, ...], ...]
    slack: tuple[int, ...]
    fewest_winners: int
    judged: tuple[Rule, ...]
    never: bool
    candidates: CandidateTable
    model: LinearModel
    classes_by_provider: Mapping[int, int]

    @property
    def needs_nobody(self) -> bool:
        """Whether no lot is external."""
        return not self.lots


def list_certificate_rules(scenario: Scenario) -> tuple[Rule, ...]:
    """The hard rules that a certificate keeps: about awards, and with prices about money."""
    return tuple(
        rule
        for rule in scenario.active_rules
        if rule.scope == "award" or (rule.reads_prices and scenario.has_prices)
    )


def build_award_problem(scenario: Scenario, design: Design) -> AwardProblem:
    """Work out what does not change with who stays, capacities and turnover multiple."""
    classes = list_provider_classes(scenario)
    rules = list_certificate_rules(scenario)
    lots = tuple(i for i, lot in enumerate(design.lots) if lot.is_external)
    wide = _lift_limits(scenario)
    candidates = tabulate_design(wide, design)
    parties = _list_parties(scenario, classes, len(lots) + 1)
    offers = candidates.expand_by_winner(parties)
    model, winners = LinearModel(len(offers)), AwardVariables(offers)
    for lot in range(len(candidates)):
        model.add_unit_row("the lot is let", np.flatnonzero(offers.lot_numbers == lot))
    unit_rows = len(model.rows)
    add_capacity_rows(model, winners)
    judged = []
    for rule in rules:
        before = len(model.extra_variables), len(model.unrounded)
        add_award_rows(rule, model, winners)
        if rule.reads_prices:
            add_coupling_rows(rule, offers, model)
        says_all = before == (len(model.extra_variables), len(model.unrounded))
        if not says_all and not rule.fewest_winners:
            judged.append(rule)
    evaluation = Evaluation(scenario, design)
    values, parts = _scale_values(scenario, evaluation, lots)
    rows = [row for each in model.rows[unit_rows:] for row in _list_plain_rows(each, len(offers))]
    slack, taken = _move_to_zero(rows, offers)
    by_lot = _list_offers(scenario, offers, lots, values, taken)
    nobody = Evaluation(scenario, design, (None,) * len(design.lots))
    return AwardProblem(
        scenario=scenario,
        design=design,
        evaluation=evaluation,
        classes=classes,
        lots=lots,
        values=values,
        parts=parts,
        offers=by_lot,
        slack=slack,
        fewest_winners=max((rule.fewest_winners for rule in rules), default=0),
        judged=tuple(judged),
        never=min(slack, default=0) < 0
        or (not lots and not all(rule.judge(nobody).met for rule in rules)),
        candidates=offers,
        model=model,
        classes_by_provider={p: i for i, each in enumerate(classes) for p in each.positions},
    )


def _lift_limits(scenario: Scenario) -> Scenario:
    """The scenario without capacities, in which no turnover is asked for."""
    providers = tuple(p.model_copy(update={"capacity": None}) for p in scenario.providers or ())
    return replace(
        scenario,
        providers=None if scenario.providers is None else providers,
        consortia=tuple(rebuild_consortium(each, providers) for each in scenario.consortia),
        market=scenario.market.model_copy(update={"turnover_multiple": Fraction(0)}),
    )


def _list_parties(
    scenario: Scenario, classes: tuple[ProviderClass, ...], most: int
) -> tuple[int, ...]:
    """The parties that may win, of alike copies so many at most."""
    singles = len(scenario.providers or ())
    kept = [p for each in classes for p in each.positions[:most]]
    return (*sorted(kept), *range(singles, len(scenario.parties)))


def _scale_values(
    scenario: Scenario, evaluation: Evaluation, lots: tuple[int, ...]
) -> tuple[tuple[int, ...], int]:
    """V of the lots in whole parts, each divisible by every share; and the parts of a penny."""
    shares = lcm(*(share.denominator for all_ in scenario.party_shares for _, share in all_))
    exact = [evaluation.values[lot] for lot in lots]
    parts = shares * lcm(*(value.denominator for value in exact))
    return tuple(int(value * parts) for value in exact), parts


def _list_plain_rows(row: LinearRow, candidates: int) -> Iterator[tuple[dict[int, int], int]]:
    """A row over the offers alone as {offer: coefficient} and the most that it may sum to."""
    expression = row.expression
    if row.indicator is not None or (
        len(expression.variables) and int(expression.variables.max()) >= candidates
    ):
        return
    pairs = zip(expression.variables.tolist(), expression.coefficients.tolist(), strict=True)
    held = {variable: int(coefficient) for variable, coefficient in pairs}
    low, high = row.variable_bounds
    if high is not None:
        yield held, int(high)
    if low is not None:
        yield {variable: -coefficient for variable, coefficient in held.items()}, -int(low)


def _move_to_zero(
    rows: list[tuple[dict[int, int], int]], offers: CandidateTable
) -> tuple[tuple[int, ...], dict[int, list[tuple[int, int]]]]:
    """What rows have left when each lot takes its least, and what each offer takes above that."""
    groups: dict[int, list[int]] = {}
    for i, lot in enumerate(offers.lot_numbers.tolist()):
        groups.setdefault(lot, []).append(i)
    slack: list[int] = []
    taken: dict[int, list[tuple[int, int]]] = {i: [] for i in range(len(offers))}
    for number, (held, bound) in enumerate(rows):
        most = bound
        for members in groups.values():
            weights = [held.get(i, 0) for i in members]
            least = min(weights)
            most -= least
            for i, weight in zip(members, weights, strict=True):
                if weight > least:
                    taken[i].append((number, weight - least))
        slack.append(most)
    return tuple(slack), taken


def _list_offers(
    scenario: Scenario,
    offers: CandidateTable,
    lots: tuple[int, ...],
    values: tuple[int, ...],
    taken: Mapping[int, list[tuple[int, int]]],
) -> tuple[tuple[PartyOffer, ...], ...]:
    found: dict[int, list[PartyOffer]] = {lot: [] for lot in lots}
    winners = offers.winners
    assert winners is not None, "offers name winners"
    value_of = dict(zip(lots, values, strict=True))
    for i, (lot, party) in enumerate(
        zip(offers.lot_numbers.tolist(), winners.tolist(), strict=True)
    ):
        if lot in found:
            loads = tuple(
                (p, int(share * value_of[lot])) for p, share in scenario.party_shares[party]
            )
            found[lot].append(PartyOffer(party, i, tuple(taken[i]), loads))
    return tuple(tuple(sorted(found[lot], key=lambda offer: offer.party)) for lot in lots)
