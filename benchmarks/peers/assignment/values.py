"""Market values of single units, which a plain model adds up to those of lots."""

from benchmarks.peers.answer import Unfit
from lotdesign.money.account import market_value
from lotdesign.scenario.scenario import Scenario


def values(scenario: Scenario) -> dict[int, float]:
    """Pounds a year of each unit; raises Unfit where those of a lot do not add up."""
    basis = scenario.market.value_basis
    peaks = [[v == max(unit.gross) for v in unit.gross] for unit in scenario.units]
    if basis == "peak" and not any(map(all, zip(*peaks, strict=True))):
        raise Unfit("its units peak in different years, so that their values do not add up")
    return {
        u: float(market_value(unit.gross, basis) / 100) for u, unit in enumerate(scenario.units)
    }
