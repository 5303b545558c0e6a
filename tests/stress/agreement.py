"""Where `stress` and the brute force differ on a scenario."""

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from lotdesign.design import Design, Lot, build_design
from lotdesign.measures.registry import MEASURES
from lotdesign.result.base import WrittenFigure
from lotdesign.result.figures import write_figure
from solver.backends.cp_sat import CpSatEngine
from solver.solve_context import RunOptions
from solver.stress.chances import SummedChance
from solver.stress.design_stress import Chance, DesignStress
from solver.stress.margins import Margin
from solver.stress.provider_classes import name_counts
from solver.stress.study import GivenDesign, stress_designs
from tests import brute
from tests.brute.case import Doc
from tests.brute.design import Design as BruteDesign
from tests.brute.exact import Exact
from tests.brute.judge import Judge
from tests.brute.search import lots_of
from tests.brute.stress import FREE, Market, Stays, regrets
from tests.solve.loading import loaded


def find_differences(doc: Doc, designs: int = 2, seed: int = 0) -> list[str]:
    """What differs between the two, for so many designs that are drawn."""
    scenario, case = loaded(doc), brute.read(doc)
    judge, random = Judge(case), Random(f"{seed}")
    found = []
    for _ in range(designs):
        drawn = _draw_design(random, judge, len(case.units))
        stress = DesignStress.prepare(scenario, build_given(drawn), CpSatEngine())
        stress.run()
        market = Market(drawn)
        found += [
            f"{drawn.labels} {drawn.routes}: {line}" for line in _compare(doc, stress, market)
        ]
    return found


def _draw_design(random: Random, judge: Judge, units: int) -> BruteDesign:
    labels: list[int] = []
    for _ in range(units):
        labels.append(random.randint(0, max(labels, default=-1) + 1))
    routes = [random.choice(("external", *judge.case.routes.offered)) for _ in set(labels)]
    return judge.design(tuple(labels), routes)


def build_given(drawn: BruteDesign) -> Design:
    """The same design as the tool has it."""
    return build_design(
        Lot(tuple(lot.members), lot.route)  # type: ignore[arg-type]
        for lot in drawn.lots
    )


def _compare(doc: Doc, stress: DesignStress, market: Market) -> Iterator[str]:
    classes, found = stress.search.problem.classes, stress.withdrawals
    size, sets = market.withdrawals()
    told = {
        tuple(sorted(name_counts(classes, lost).items())): [
            list(lot) for lot in stress.list_without_bidder(stress.subtract(lost))
        ]
        for lost in found.sets
    }
    if (found.size, told) != (size, sets):
        yield f"withdrawals {found.size} {told}, expected {size} {sets}"
    if not found.complete or len(told) < len(found.sets):
        yield "sets are not complete, or stand twice"
    alone = {
        classes[n].name: (
            holds,
            [list(lot) for lot in stress.list_without_bidder(stress.subtract_one(n))],
        )
        for n, holds in found.alone.items()
    }
    if alone != market.alone():
        yield f"alone {alone}, expected {market.alone()}"
    yield from _compare_margins(stress, market)
    yield from _compare_chances(stress, market, Stays.read(doc, market.case))


def _compare_margins(stress: DesignStress, market: Market) -> Iterator[str]:
    everybody = range(len(market.numbers))
    for name, margin, expected in (
        ("capacity", stress.capacity, market.least_capacity(everybody)),
        ("multiple", stress.turnover_multiple, market.most_multiple()),
        ("rise", stress.value_rise, market.most_rise()),
    ):
        if _read(margin) != expected:
            yield f"{name} {margin}, expected {expected}"
    for number, margin in stress.provider_capacity.items():
        position = stress.search.problem.classes[number].positions[0]
        provider = (stress.scenario.providers or ())[position]
        told = "no_capacity" if provider.capacity is None else market.least_capacity([position])
        if (margin.status if margin.status == "no_capacity" else _read(margin)) != told:
            yield f"capacity of {provider.id} {margin}, expected {told}"


def _read(margin: Margin | None) -> Fraction | None:
    assert margin is not None
    assert margin.proved
    return FREE if margin.status == "unbounded" else margin.value


def _compare_chances(stress: DesignStress, market: Market, stays: Stays) -> Iterator[str]:
    expected = market.chances(stays)
    told = tuple(map(_read_chance, (stress.every_lot, stress.certificate)))
    if told != expected:
        yield f"chances {told}, expected {expected}"


def _read_chance(chance: Chance | None) -> Fraction | str:
    assert chance is not None
    return chance.value if isinstance(chance, SummedChance) else "drawn"


def find_regret_differences(doc: Doc, designs: int = 2, seed: int = 0) -> list[str]:
    """What differs in cases and regrets, for so many designs that are drawn."""
    scenario, case = loaded(doc), brute.read(doc)
    judge, random = Judge(case), Random(f"{seed}")
    drawn = [_draw_design(random, judge, len(case.units)) for _ in range(designs)]
    given = [
        GivenDesign(f"d{n}", f"Design {n}", lots_of(each), each.routes)
        for n, each in enumerate(drawn)
    ]
    told = stress_designs(scenario, RunOptions(), given)
    unit = MEASURES[scenario.objectives[0].measure].unit
    found = []
    expected = list(regrets(doc, [(each.labels, each.routes) for each in drawn]))
    for number, (best, distances) in enumerate(expected):
        entry = told.cases[number]
        if (entry.best, entry.proved) != (_write(best, unit), True):
            found.append(f"{entry.id} {entry.best} {entry.proved}, expected {best}")
        for design, distance in zip(told.designs, distances, strict=True):
            regret = design.regret[number]
            if (regret.regret, regret.proved) != (_write(distance, unit), True):
                found.append(f"{entry.id} {design.id} {regret}, expected {distance}")
    for design, each in zip(told.designs, drawn, strict=True):
        if design.admissible != bool(judge.admitted(each)):
            found.append(f"{design.id} {design.admissible}")
        known = [row[1][int(design.id[1:])] for row in expected]
        largest = None if None in known or not known else max(d for d in known if d is not None)
        if design.largest_regret != _write(largest, unit):
            found.append(f"{design.id} {design.largest_regret}, expected {largest}")
    return found


def _write(value: Exact | None, unit: str) -> WrittenFigure:
    return None if value is None else write_figure(Fraction(value), unit)
