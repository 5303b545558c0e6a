"""Every frame that the Python calls give, of scenarios with much to tell and with nothing."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import polars as pl

import lotdesign as ld
from lotdesign.app.api.result_tables import ResultTables
from tests.cli.run import ROOT

EXAMPLES = ROOT / "examples"
TINY = EXAMPLES / "tiny"
PRICED = EXAMPLES / "bath"
MEASURES = ("whole_life_cost", "lots")
IMPOSSIBLE = 'rule.few={kind="lot_count",max=1}'
"""A setting of tiny with which no design is possible."""


@cache
def solved(folder: Path, *settings: str) -> ResultTables:
    """A run, with all that it is compared with."""
    return ld.solve(ld.load(folder, settings))


def frames_of_run(run: ResultTables) -> dict[str, pl.DataFrame]:
    """The frames of a result."""
    names = ("lots", "wide_lots", "rules", "ladder", "comparisons", "budget")
    return {f"solve.{name}": getattr(run, name) for name in names}


def frames_of_studies(folder: Path, *settings: str) -> dict[str, pl.DataFrame]:
    """The frames of the studies of a scenario, whether it has a best design or not."""
    scenario = ld.load(folder, settings)
    why, prices = ld.explain(scenario), ld.price(scenario)
    near, front = (
        ld.alternatives(scenario, tolerance="2%"),
        ld.frontier(scenario, measures=MEASURES),
    )
    tipping = ld.tipping(scenario)
    return {
        "explain.conflicts": why.conflicts,
        "explain.repairs": why.repairs,
        "price.rules": prices.rules,
        "price.steps": prices.steps,
        "price.providers": prices.providers,
        "tipping.figures": tipping.figures,
        "alternatives.designs": near.designs,
        "alternatives.pairs": near.pairs,
        "frontier.points": front.points,
        "sweep": ld.sweep(folder, {"market.small_needed": [1, 2]}, settings=settings, workers=1),
    }


def frames_of_design(folder: Path, option: str, provider: str) -> dict[str, pl.DataFrame]:
    """The frames about the market of a design."""
    scenario = ld.load(folder)
    return {
        "who.parties": ld.who(scenario, option=option).parties,
        "reach.largest": ld.reach(scenario, provider).largest,
        "groups.groups": ld.groups(scenario, option=option).groups,
        "atlas.frame": ld.atlas(scenario).frame,
    }


def frames_of_comparison(one: ResultTables, other: ResultTables) -> dict[str, pl.DataFrame]:
    """The frames of results side by side."""
    changed = ld.diff(one, other)
    return {
        "compare": ld.compare([one, other]),
        **{
            f"diff.{name}": getattr(changed, name)
            for name in ("measures", "lots", "moved", "settings")
        },
    }


def frames_of_framework() -> dict[str, pl.DataFrame]:
    """The frames of a framework."""
    answer = ld.framework(EXAMPLES / "northamptonshire" / "framework.toml")
    names = ("rankings", "moves", "calls", "months", "weights")
    return {f"framework.{name}": getattr(answer, name) for name in names}


def frames_of_appraisal() -> dict[str, pl.DataFrame]:
    """The frames of options that officers scored."""
    scenario = ld.load(PRICED)
    told = ld.appraise(scenario, solved(PRICED).result)
    return {f"appraise.{name}": getattr(told, name) for name in ("ranking", "weights", "measures")}


@cache
def much() -> Mapping[str, pl.DataFrame]:
    """Every frame with rows where there are any."""
    one, other = solved(TINY), solved(TINY, "market.small_needed=1", "access.lots=1")
    return {
        **frames_of_run(one),
        **frames_of_studies(TINY),
        **frames_of_design(TINY, "places", "town"),
        **frames_of_comparison(one, other),
        **frames_of_framework(),
        **frames_of_appraisal(),
    }


@cache
def little() -> Mapping[str, pl.DataFrame]:
    """The same frames where no design is possible, or nothing differs."""
    none = solved(TINY, IMPOSSIBLE)
    return {
        **frames_of_run(none),
        **frames_of_studies(TINY, IMPOSSIBLE),
        **frames_of_comparison(none, none),
    }
