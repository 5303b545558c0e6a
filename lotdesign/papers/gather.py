"""Gathers the sources of a paper that need no search: the market, officers' scores, commands."""

from shlex import quote

from lotdesign.appraisal.appraise import appraise_options
from lotdesign.bidding.bidder_limits import list_who_can_bid
from lotdesign.papers.sources import PaperSources
from lotdesign.result.appraised import AppraiseAnswer
from lotdesign.result.market import WhoAnswer
from lotdesign.result.model import Result
from lotdesign.result.stressed import StressAnswer
from lotdesign.scenario.scenario import Scenario


def gather_known(
    scenario: Scenario,
    result: Result,
    path: str | None = None,
    stress: StressAnswer | None = None,
) -> PaperSources:
    """The sources that follow from a verified result, and what `stress` found where it was asked.

    `path` is the scenario in shown commands.
    """
    return PaperSources(
        scenario,
        result,
        appraisal=_appraise(scenario, result),
        who=_list_bidders(scenario, result),
        stress=stress,
        repeat=list_commands(path or scenario.name, scenario, stress is not None),
    )


def _appraise(scenario: Scenario, result: Result) -> AppraiseAnswer | None:
    """Rank the options; None where there are no criteria, or the result lacks an option."""
    known = {each.id for each in result.comparisons}
    if not scenario.criteria or not known >= {each.id for each in scenario.options}:
        return None
    return appraise_options(scenario, result)


def _list_bidders(scenario: Scenario, result: Result) -> WhoAnswer | None:
    if scenario.providers is None or not result.lots:
        return None
    lots, routes = zip(*((lot.units, lot.route) for lot in result.lots), strict=True)
    return list_who_can_bid(scenario, None, None, lots, routes)


def list_commands(path: str, scenario: Scenario, stressed: bool = False) -> tuple[str, ...]:
    """The command lines that give the same figures, for the scenario at this path."""
    flags = []
    for setting in scenario.settings:
        flag, _, value = setting.partition(" ")
        flags += [flag, quote(value)]
    asked = " ".join([quote(path), *flags])
    asked_market = (
        (f"lotdesign stress {asked} --format json --out stress.json",) if stressed else ()
    )
    given = " --stress stress.json" if stressed else ""
    return (
        f"lotdesign solve {asked} --out result.json",
        f"lotdesign verify {quote(path)} result.json {' '.join(flags)}".rstrip(),
        *asked_market,
        f"lotdesign report {asked} --result result.json{given} --out paper.html",
    )
