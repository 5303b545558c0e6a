"""Whether what is said of providers withdrawing is so."""

from collections.abc import Sequence

from lotdesign.checker.tally import Tally
from lotdesign.design import Design
from lotdesign.ledger import Ledger
from lotdesign.market.withdrawal import Fallback, Shortfall, remaining
from lotdesign.result.model import Withdrawn
from lotdesign.result.withdrawals import read_withdrawals
from lotdesign.scenario.scenario import Scenario


def read_without(
    scenario: Scenario, design: Design, said: Sequence[Withdrawn], tally: Tally, what: str = ""
) -> dict[int, Fallback]:
    """The fallbacks that the result states, if every one names what is there."""
    try:
        found = read_withdrawals(scenario, [lot.units for lot in design.lots], said)
    except KeyError as error:
        tally.true(False, f"{what}withdrawals: {error} is not in the scenario or the design")
        return {}
    whole = all(
        isinstance(fallback, Shortfall) or len(fallback) == len(design.lots)
        for fallback in found.values()
    )
    tally.true(whole, f"{what}withdrawals: an award does not have a party for each lot")
    return found if whole else {}


def check_shortfalls(ledger: Ledger, tally: Tally) -> None:
    """That the parties named are all who could carry the lots; awards are checked by the rule."""
    names = ledger.scenario.parties
    for gone, fallback in ledger.without.items():
        if isinstance(fallback, Shortfall):
            left = set(remaining(ledger.scenario, gone))
            able = sorted({p for lot in fallback.lots for p in ledger.able[lot]} & left)
            said = [names[p].id for p in fallback.parties]
            tally.same(f"without {names[gone].id}: able", said, [names[p].id for p in able])
