"""Writes what `stress` found as its answer has it."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from lotdesign.assumptions import list_assumptions
from lotdesign.result.base import WrittenFigure
from lotdesign.result.designs import list_unit_ids
from lotdesign.result.figures import write_figure
from lotdesign.result.model import EngineRef
from lotdesign.result.stressed import StressAnswer
from lotdesign.scenario.scenario import Scenario
from lotdesign.version import find_package_version
from lotdesign.words import format_percent, join_words
from solver.backends.registry import ENGINE_PACKAGES, list_engine_names
from solver.stress.chances import DrawnChance, SummedChance
from solver.stress.design_stress import Chance, DesignStress
from solver.stress.margins import Margin
from solver.stress.provider_classes import list_provider_classes, name_counts
from solver.stress.regret import CaseByFirstObjective, CaseOptimum

if TYPE_CHECKING:
    from solver.stress.study import StressStudy, TestedDesign


Rounding = Callable[[Fraction], int]
"""To a whole number: floor, ceil, or round."""


def write_six_places(value: Fraction, rounding: Rounding = round) -> str:
    """A decimal of six places, rounded once from the exact fraction."""
    whole = rounding(value * 10**6)
    sign = "-" if whole < 0 else ""
    return f"{sign}{abs(whole) // 10**6}.{abs(whole) % 10**6:06d}"


def build_stress_answer(study: "StressStudy") -> StressAnswer:
    """The answer of a study as far as it has come."""
    asked = list_engine_names(study.context.engine.name)
    names = [name for name in ENGINE_PACKAGES if name in asked]
    packages = sorted({package for name in names for package in ENGINE_PACKAGES[name]})
    return StressAnswer.model_validate(
        {
            **study.describe_run(),
            "engine": EngineRef(
                name=" and ".join(names),
                versions={package: find_package_version(package) for package in packages},
                seed=study.context.settings.seed,
                workers=study.context.settings.workers,
            ),
            "case": study.case,
            "best_status": study.best_status,
            "measure": study.measure.name,
            "unit": study.measure.unit,
            "assumptions": tuple(
                {"where": where, "text": text} for where, text in _list_assumptions(study)
            ),
            "cases": tuple(_write_cases(study)),
            "designs": tuple(_write_design(study, each) for each in study.tested),
        }
    )


def _list_assumptions(study: "StressStudy") -> Iterator[tuple[str, str]]:
    yield from list_assumptions(study.market)
    yield from list_chances(study.market)
    for section in study.scenario.cases:
        changes = join_words(section.changes) or "as things stand"
        yield f"case {section.id}", f"{section.name}: {changes}"


def list_chances(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """(where, text) of each chance that a provider stays; those that are certain are left out."""
    providers = scenario.providers or ()
    for each in list_provider_classes(scenario):
        row = providers[each.positions[0]]
        if each.stay < 1:
            whose = "its own" if row.stay is not None else f"that of its kind, {row.kind}"
            yield (
                f"providers {each.name}, stay",
                f"stays with a chance of {format_percent(each.stay)}, {whose}",
            )


def _write_cases(study: "StressStudy") -> Iterator[dict[str, Any]]:
    unit = study.measure.unit
    for case in study.scenario.cases:
        known = study.optima.get(case.id, CaseOptimum(None, None, proved=False))
        yield {
            "id": case.id,
            "name": case.name,
            "set": case.changes,
            "best": write_figure(known.value, unit),
            "bound": write_figure(known.bound, unit),
            "proved": known.proved,
        }


def _write_design(study: "StressStudy", tested: "TestedDesign") -> dict[str, Any]:
    regrets = list(_write_regrets(study, tested))
    distances = [exact for _, exact in regrets]
    known = [exact for exact in distances if exact is not None]
    is_whole = bool(known) and len(known) == len(study.scenario.cases)
    unit = study.measure.unit
    return {
        "id": tested.id,
        "name": tested.name,
        "lots": list_unit_ids(study.market, tested.design),
        "routes": tuple(lot.route for lot in tested.design.lots),
        **(write_market(tested) if tested.written is None else tested.written),
        "regret": tuple(entry for entry, _ in regrets),
        "largest_regret": write_figure(max(known), unit) if is_whole else None,
        "total_regret": write_figure(sum(known), unit) if is_whole else None,
    }


def write_market(tested: "TestedDesign") -> dict[str, Any]:
    """What is known of a design in the market, as its part of the answer has it."""
    evaluation, market = tested.evaluation, tested.market
    return {
        "admissible": evaluation is not None and evaluation.admissible,
        "broken": () if evaluation is None else evaluation.broken,
        "withdrawals": None if market is None else _write_withdrawals(market),
        "margins": None if market is None else _write_margins(market),
        **write_chances(market),
    }


def write_chances(market: DesignStress | None) -> dict[str, Any]:
    """The chances, and what to ask first; a chance without draws is left open."""
    if market is None:
        return {"chances": None, "questions": ()}
    return {
        "chances": {
            "every_lot": _write_chance(market.every_lot),
            "certificate": _write_chance(market.certificate),
        },
        "questions": tuple(_write_questions(market)),
    }


def _write_regrets(
    study: "StressStudy", tested: "TestedDesign"
) -> Iterator[tuple[dict[str, Any], Fraction | None]]:
    unit = study.measure.unit
    for case in study.scenario.cases:
        found, optimum = tested.in_cases.get(case.id), study.optima.get(case.id)
        value, regret, proved = None, None, False
        if found is not None and optimum is not None:
            value, proved = found.value, True
            if value is not None:
                regret, proved = CaseByFirstObjective(case).compute_regret(value, optimum)
        entry = {
            "case": case.id,
            "value": write_figure(value, unit),
            "regret": write_figure(regret, unit),
            "proved": proved,
        }
        yield entry, None if regret is None else Fraction(regret)


def _write_withdrawals(market: DesignStress) -> dict[str, Any]:
    found, classes = market.withdrawals, market.search.problem.classes
    proved = found.size is not None or found.unbreakable
    return {
        "size": found.size,
        "at_least": None if found.unbreakable else found.at_least,
        "at_most": found.at_most,
        "proved": proved,
        "count": len(found.sets),
        "complete": found.complete,
        "sets": tuple(
            {
                "providers": name_counts(classes, lost),
                "no_bidder": market.list_without_bidder(market.subtract(lost)),
            }
            for lost in sorted(found.sets, reverse=True)
        ),
        "alone": tuple(
            {
                "provider": each.name,
                "certificate": found.alone.get(number),
                "no_bidder": market.list_without_bidder(market.subtract_one(number)),
            }
            for number, each in enumerate(classes)
        ),
        "proved_by": found.proved_by if proved else (),
    }


def _write_margins(market: DesignStress) -> dict[str, Any]:
    classes = market.search.problem.classes
    return {
        "capacity": _write_margin(market.capacity, ceil),
        "turnover_multiple": _write_margin(market.turnover_multiple, floor),
        "value_rise": _write_margin(market.value_rise, floor),
        "provider_capacity": tuple(
            {"provider": each.name} | _write_margin(market.provider_capacity.get(number), ceil)
            for number, each in enumerate(classes)
        ),
    }


def _write_margin(margin: Margin | None, rounding: Rounding) -> dict[str, Any]:
    if margin is None:
        return {"status": "none", "exact": None, "value": None, "proved": False}
    exact = value = None
    if margin.value is not None:
        exact, value = str(margin.value), write_six_places(margin.value, rounding)
    return {"status": margin.status, "exact": exact, "value": value, "proved": margin.proved}


def _write_chance(chance: Chance | None) -> dict[str, Any] | None:
    if chance is None or (isinstance(chance, DrawnChance) and not chance.draws):
        return None
    if isinstance(chance, SummedChance):
        value = write_six_places(chance.value)
        return {"method": "exact", "exact": str(chance.value), "value": value}
    low, high = (write_six_places(Fraction(end)) for end in chance.interval)
    return {
        "method": "draws",
        "draws": chance.draws,
        "seed": chance.seed,
        "hits": chance.hits,
        "value": write_six_places(Fraction(chance.hits, chance.draws)),
        "low": low,
        "high": high,
    }


def _write_questions(market: DesignStress) -> Iterator[dict[str, WrittenFigure]]:
    """What each answer is worth, the most first."""
    classes = market.search.problem.classes
    for worth, number, stays, leaves in rank_questions(market):
        margin = market.provider_capacity.get(number)
        has_limit = margin is not None and margin.value is not None
        yield {
            "provider": classes[number].name,
            "stay": write_six_places(classes[number].stay),
            "stays": write_six_places(stays),
            "leaves": write_six_places(leaves),
            "worth": write_six_places(worth),
            "capacity": write_six_places(margin.value, ceil)
            if has_limit and margin is not None and margin.value is not None
            else None,
        }


def rank_questions(market: DesignStress) -> Sequence[tuple[Fraction, int, Fraction, Fraction]]:
    """(worth, class, chance if it stays, chance if it leaves), the most worth first.

    The worth is the expected distance from the chance before its answer to that after it.
    """
    chance, classes = market.certificate, market.search.problem.classes
    if chance is None:
        return ()
    rows = []
    for number in market.matters:
        stay = classes[number].stay
        if isinstance(chance, DrawnChance):
            stayed, both = chance.stayed[number], chance.both[number]
            if not 0 < stayed < chance.draws:
                continue
            stays = Fraction(both, stayed)
            leaves = Fraction(chance.hits - both, chance.draws - stayed)
        else:
            stays = chance.jointly[number] / stay
            leaves = (chance.value - chance.jointly[number]) / (1 - stay)
        rows.append((2 * stay * (1 - stay) * abs(stays - leaves), number, stays, leaves))
    return sorted(rows, key=lambda row: (-row[0], row[1]))
