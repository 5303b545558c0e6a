"""Gathers the sources of a paper that need no search: the market, officers' scores, commands."""

from shlex import quote

from lotdesign.appraisal.appraise import appraise_options
from lotdesign.bidding.bidder_limits import list_who_can_bid
from lotdesign.papers.sources import PaperSources
from lotdesign.result.appraised import AppraiseAnswer
from lotdesign.result.market import WhoAnswer
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario


def gather_known(scenario: Scenario, result: Result, path: str | None = None) -> PaperSources:
    """The sources that follow from a verified result; `path` is the scenario in shown commands."""
    return PaperSources(
        scenario,
        result,
        appraisal=_appraise(scenario, result),
        who=_list_bidders(scenario, result),
        repeat=list_commands(path or scenario.name, scenario),
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


def list_commands(path: str, scenario: Scenario) -> tuple[str, ...]:
    """The command lines that give the same figures, for the scenario at this path."""
    flags = []
    for setting in scenario.settings:
        flag, _, value = setting.partition(" ")
        flags += [flag, quote(value)]
    asked = " ".join([quote(path), *flags])
    return (
        f"lotdesign solve {asked} --out result.json",
        f"lotdesign verify {quote(path)} result.json {' '.join(flags)}".rstrip(),
        f"lotdesign report {asked} --result result.json --out paper.html",
    )
