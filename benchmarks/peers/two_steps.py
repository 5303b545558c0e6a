"""The peer that does what councils do: first draw the lots, then see who takes them.

The lots are the best there are at everybody's gross value, as if nobody asked a price of its
own; then they are given to providers as cheaply as these lots allow.
"""

import time
from dataclasses import replace

from benchmarks.peers.answer import Answer, Tell, Unfit
from benchmarks.peers.whole_list import selected
from lotdesign.scenario.scenario import Scenario
from solver.candidates.listing import TooManyLots
from solver.engines.choice import engine_named
from solver.facts.lots import lots_of
from solver.facts.table import Facts
from solver.run import solved


def two_steps(scenario: Scenario, seconds: float, tell: Tell) -> Answer:
    """Partition, then award; it knows no bound."""
    if not scenario.needs_certificate:
        raise Unfit("nobody is awarded a lot here, so there is no second step")
    ends = time.monotonic() + seconds
    drawn = _without_award(scenario)
    try:
        result = solved(drawn, seconds, 0, 0, "auto", False, lambda event: None)
    except TooManyLots as error:
        raise Unfit(str(error)) from None
    if not result.lots:
        return Answer()
    position = {unit.id: u for u, unit in enumerate(scenario.units)}
    lots = lots_of([[position[unit] for unit in lot.units] for lot in result.lots])
    facts = Facts(scenario, lots).offered_by_names()
    if len(facts.unoffered()) < len(lots):
        return Answer()
    left = max(1.0, ends - time.monotonic())
    placed = selected(engine_named("cp-sat"), facts, left, lambda best, bound: None)
    answer = replace(placed, bound=None, proved=False)
    return answer if answer.lots else Answer()


def _without_award(scenario: Scenario) -> Scenario:
    """The scenario with nobody's price and no rule about winners."""
    blank = tuple(each.model_copy(update={"price": None}) for each in scenario.providers or ())
    return replace(
        scenario,
        providers=blank,
        consortia=tuple(replace(each, price=None) for each in scenario.consortia),
        rules=tuple(rule for rule in scenario.rules if not rule.needs_certificate),
        objectives=scenario.objectives[:1],
    )
