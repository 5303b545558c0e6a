"""Whether each lot's figures are right."""

from lotdesign.checker.tally import Tally
from lotdesign.ledger import Ledger
from lotdesign.naming import lot_ids, lot_names
from lotdesign.pence import round_away
from lotdesign.result.model import Result, Totals


def check_lots(ledger: Ledger, result: Result, tally: Tally) -> None:
    """Names, money and market of every lot, and the totals."""
    units = [lot.units for lot in ledger.design.lots]
    tally.same("lot ids", tuple(lot.id for lot in result.lots), lot_ids(ledger.scenario, units))
    tally.same(
        "lot names", tuple(lot.name for lot in result.lots), lot_names(ledger.scenario, units)
    )
    for i, lot in enumerate(result.lots):
        account = ledger.accounts[i]
        tally.same(f"{lot.id}: gross", lot.gross_pence, account.gross)
        tally.same(f"{lot.id}: paid", lot.paid_pence, account.paid)
        tally.same(f"{lot.id}: cost", lot.cost_pence, account.cost)
        tally.same(f"{lot.id}: market value", lot.market_value_pence, round_away(account.value))
        tally.same(f"{lot.id}: whole life", lot.whole_life_pence, sum(account.cost))
        _check_market(ledger, result, i, tally)
    _check_totals(ledger, result.totals, tally)


def _check_market(ledger: Ledger, result: Result, i: int, tally: Tally) -> None:
    providers, lot = ledger.scenario.providers or (), result.lots[i]
    held = [ledger.scenario.units[u] for u in ledger.design.lots[i].units]
    tally.same(f"{lot.id}: services", set(lot.services), {unit.service for unit in held})
    tally.same(
        f"{lot.id}: localities", set(lot.localities), {u.locality for u in held if u.locality}
    )
    tally.same(
        f"{lot.id}: eligible", lot.eligible, tuple(providers[p].id for p in ledger.eligible[i])
    )
    tally.same(
        f"{lot.id}: small", lot.eligible_small, tuple(providers[p].id for p in ledger.small[i])
    )
    if ledger.scenario.providers is not None:
        tally.same(f"{lot.id}: accessible", lot.accessible, ledger.accessible[i])


def _check_totals(ledger: Ledger, said: Totals, tally: Tally) -> None:
    scenario = ledger.scenario
    for y in range(scenario.years):
        budget = sum(unit.uncut[y] for unit in scenario.units)
        promised = sum(scenario.promised(service, y + 1) for service in scenario.services)
        tally.same(f"budget, year {y + 1}", said.budget_pence[y], budget)
        tally.same(f"promised, year {y + 1}", said.promised_pence[y], promised)
        tally.same(f"envelope, year {y + 1}", said.envelope_pence[y], budget - promised)
        for name, found in (
            ("gross", sum(a.gross[y] for a in ledger.accounts)),
            ("paid", sum(a.paid[y] for a in ledger.accounts)),
            ("cost", sum(a.cost[y] for a in ledger.accounts)),
        ):
            tally.same(f"{name}, year {y + 1}", getattr(said, f"{name}_pence")[y], found)
