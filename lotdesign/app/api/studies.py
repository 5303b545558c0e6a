"""Calls that ask questions around the best design, and about the market of a design."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lotdesign.events import EventListener, ignore_event
from lotdesign.faults import Fault, InputFaults
from lotdesign.scenario.scenario import Scenario

if TYPE_CHECKING:
    from lotdesign.app.api.study_tables import (
        AlternativesTables,
        ExplainTables,
        FrontierTables,
        GroupsTables,
        PriceTables,
        ReachTables,
        TippingTables,
        WhoTables,
    )
    from solver.solve_context import AnswerOffer


def explain(
    scenario: Scenario,
    *,
    time_limit: float | None = None,
    seed: int = 0,
    workers: int = 0,
    engine: str = "auto",
    listen: EventListener = ignore_event,
    offer: "AnswerOffer | None" = None,
) -> "ExplainTables":
    """Explain why no design is admissible: minimal conflicts of rules, and least-cost repairs.

    Conflicts are found as by Liffiton et al. (2016); docs/explain.md says what is proved. Ctrl-C
    and `time_limit`, in seconds, keep what was found until then (`told.ended` says which). Engines
    are those of `solve`; "both" puts every question to both. Raises ValueError for an unknown
    engine, EngineContradiction when two cannot both be right.

    >>> import lotdesign as ld
    >>> why = ld.explain(ld.load("examples/tiny", ["market.small_needed=3"]))
    >>> why.status, why.repairs["setting"].to_list()
    ('infeasible', ['--set access.lots=2'])
    """
    from lotdesign.app.api.study_tables import ExplainTables
    from solver.backends.registry import parse_engine_choice
    from solver.infeasibility.study import explain_infeasibility
    from solver.solve_context import RunOptions

    options = RunOptions(time_limit, seed, workers, parse_engine_choice(engine), listen, offer)
    return ExplainTables(explain_infeasibility(scenario, options))


def price(
    scenario: Scenario,
    *,
    time_limit: float | None = None,
    seed: int = 0,
    workers: int = 0,
    engine: str = "auto",
    split: bool = True,
    listen: EventListener = ignore_event,
    offer: "AnswerOffer | None" = None,
) -> "PriceTables":
    """Price each rule, the next step of each number, and each provider's presence.

    Prices are in the unit of the first objective: pence, metres, a share of 1, or a count. With
    `split` the cost of all rules together is split among them by Shapley values, which takes the
    optimum of every set of rules. Ctrl-C and `time_limit`, in seconds, keep what was found
    (`told.ended`). Engines are those of `solve`; "auto" uses CP-SAT alone, "both" puts every
    question to both. Raises ValueError for an unknown engine.

    >>> import lotdesign as ld
    >>> prices = ld.price(ld.load("examples/tiny"))
    >>> [(rule.rule, rule.share) for rule in prices.told.rules]
    [('access', 2270000), ('connected', 126000)]
    """
    from lotdesign.app.api.study_tables import PriceTables
    from solver.backends.registry import parse_engine_choice
    from solver.rule_cost.study import price_rules
    from solver.solve_context import RunOptions

    options = RunOptions(time_limit, seed, workers, parse_engine_choice(engine), listen, offer)
    return PriceTables(price_rules(scenario, options, split))


def tipping(
    scenario: Scenario,
    *,
    reload: Callable[[str], Scenario] | None = None,
    time_limit: float | None = None,
    seed: int = 0,
    workers: int = 0,
    listen: EventListener = ignore_event,
) -> "TippingTables":
    """Find how far each assumed figure may move, all others fixed, before another design is best.

    Figures that change what units cost are followed only with `reload`, which reads the scenario
    again with one more setting: `lambda setting: load(path, [setting])`. Figures are in the unit in
    which the scenario writes them. Ctrl-C and `time_limit`, in seconds, keep what was found
    (`told.ended`).
    """
    from lotdesign.app.api.study_tables import TippingTables
    from solver.break_even.study import analyse_break_even
    from solver.solve_context import RunOptions

    options = RunOptions(time_limit, seed, workers, listen=listen)
    return TippingTables(analyse_break_even(scenario, reload, options))


def alternatives(
    scenario: Scenario,
    *,
    tolerance: str | int | float = "1%",
    most: int | None = None,
    measures: Sequence[str] = (),
    time_limit: float | None = None,
    seed: int = 0,
    workers: int = 0,
    engine: str = "auto",
    listen: EventListener = ignore_event,
    offer: "AnswerOffer | None" = None,
) -> "AlternativesTables":
    """Find the designs whose first objective is within a tolerance of the optimum.

    The tolerance is a percentage of the best value, or an amount in people's units: pounds,
    kilometres, a plain number. All such designs are returned where that is proved; with `most`, or
    where there are too many, the most different ones. `measures` are shown of each besides the
    objectives; `withdrawals_survived` and `capacity_margin` may be among them. Ctrl-C and
    `time_limit`, in seconds, keep what was found (`told.ended`). Engines are those of `solve`.
    Raises InputFaults for a wrong tolerance, number or measure, ValueError for an unknown engine,
    EngineContradiction when two cannot both be right.

    >>> import lotdesign as ld
    >>> near = ld.alternatives(ld.load("examples/tiny"), tolerance="3%")
    >>> near.told.selection, near.designs.height
    ('all', 5)
    """
    from lotdesign.app.api.study_tables import AlternativesTables
    from lotdesign.measures.conditions import choose_further_measures
    from lotdesign.scenario.values import parse_tolerance
    from solver.alternatives.study import find_alternatives
    from solver.backends.registry import parse_engine_choice
    from solver.solve_context import RunOptions

    options = RunOptions(time_limit, seed, workers, parse_engine_choice(engine), listen, offer)
    faults = []
    try:
        allowed = parse_tolerance(tolerance)
    except ValueError as error:
        faults.append(Fault("--tolerance", str(error), str(tolerance)))
    if most is not None and most < 1:
        faults.append(Fault("--most", "give a number of designs, 1 or more", str(most)))
    try:
        choose_further_measures(scenario, measures)
    except InputFaults as error:
        faults += error.faults
    if faults:
        raise InputFaults(faults)
    return AlternativesTables(find_alternatives(scenario, allowed, most, options, measures))


def frontier(
    scenario: Scenario,
    *,
    measures: Sequence[str] | None = None,
    time_limit: float | None = None,
    seed: int = 0,
    workers: int = 0,
    engine: str = "auto",
    listen: EventListener = ignore_event,
    offer: "AnswerOffer | None" = None,
) -> "FrontierTables":
    """Trace the Pareto frontier of two or three measures.

    Without `measures` those of the first two objectives; `withdrawals_survived` and
    `capacity_margin` may be among them, and then only designs with a certificate count. Each point
    is proved, and with `told.complete` also that there are no others; Ctrl-C and `time_limit`, in
    seconds, keep the points found. Engines are those of `solve`. Raises InputFaults for measures
    that are not known, or that the scenario has no figures for, ValueError for an unknown engine,
    EngineContradiction where a point is not what its engine said.

    >>> import lotdesign as ld
    >>> scenario = ld.load("examples/tiny")
    >>> front = ld.frontier(scenario, measures=["whole_life_cost", "value_spread"])
    >>> front.points["whole_life_cost"].to_list(), front.told.complete
    ([78876000, 81116000, 81380000, 81560000], True)
    """
    from lotdesign.app.api.study_tables import FrontierTables
    from lotdesign.measures.conditions import choose_measures
    from solver.backends.registry import parse_engine_choice
    from solver.pareto.study import trace_pareto_front
    from solver.solve_context import RunOptions

    options = RunOptions(time_limit, seed, workers, parse_engine_choice(engine), listen, offer)
    names = choose_measures(scenario, measures)
    return FrontierTables(trace_pareto_front(scenario, names, options))


def who(
    scenario: Scenario,
    *,
    units: Sequence[str] | None = None,
    option: str | None = None,
    design: Sequence[Sequence[str]] | None = None,
    routes: Sequence[str] = (),
) -> "WhoTables":
    """Return up to which value, turnover multiple and year each provider can bid for a lot.

    For one lot of unit ids, or for every external lot of an option or a design. Values are in pence
    a year. Raises InputFaults for an unknown unit or option, lots that are no partition, or a
    scenario without providers.

    >>> import lotdesign as ld
    >>> answer = ld.who(ld.load("examples/tiny"), units=["centre-east", "youth-east"]).told
    >>> answer.lots[0].market_value_pence, answer.lots[0].open_to_pence
    (11000000, 20000000)
    """
    from lotdesign.app.api.study_tables import WhoTables
    from lotdesign.bidding.bidder_limits import list_who_can_bid

    return WhoTables(list_who_can_bid(scenario, units, option, design, routes))


def reach(scenario: Scenario, provider: str) -> "ReachTables":
    """Return the largest of all lots, by the structural rules, that a provider can bid for.

    Values are in pence a year. Raises InputFaults for an unknown provider, TooManyLots where there
    are too many lots to list.

    >>> import lotdesign as ld
    >>> answer = ld.reach(ld.load("examples/tiny"), "upland").told
    >>> answer.possible, [lot.units for lot in answer.largest]
    (54, [('centre-west', 'centre-hill', 'youth-west', 'youth-hill')])
    """
    from lotdesign.app.api.study_tables import ReachTables
    from solver.largest_lots import find_largest_lots

    return ReachTables(find_largest_lots(scenario, provider))


def groups(
    scenario: Scenario,
    *,
    option: str | None = None,
    design: Sequence[Sequence[str]] | None = None,
    routes: Sequence[str] = (),
) -> "GroupsTables":
    """Return which lots of a design one provider could win together, and what that would save.

    Savings are in pence over all contract years. Raises InputFaults when the option or a unit is
    unknown or the lots are no partition.

    >>> import lotdesign as ld
    >>> pairs = ld.groups(ld.load("examples/tiny"), option="places").groups
    >>> pairs["saving_pence"].to_list()
    [4900000, 2756000, 2540000, 2504000]
    """
    from lotdesign.app.api.study_tables import GroupsTables
    from lotdesign.bidding.lot_groups import build_groups_answer
    from lotdesign.scenario.design_by_ids import resolve_design

    return GroupsTables(
        build_groups_answer(scenario, resolve_design(scenario, option, design, routes))
    )
