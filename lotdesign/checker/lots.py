"""Whether each lot's figures are right."""

from lotdesign.checker.tally import Tally
from lotdesign.ledger import Ledger
from lotdesign.naming import lot_ids, lot_names
from lotdesign.pence import round_away
from lotdesign.result.model import Result, Totals
from lotdesign.scenario.scenario import Scenario


def check_lots(ledger: Ledger, result: Result, tally: Tally) -> None:
    """Names, routes, money and market of every lot, and what they take together."""
    units = [lot.units for lot in ledger.design.lots]
    tally.same("lot ids", tuple(lot.id for lot in result.lots), lot_ids(ledger.scenario, units))
    tally.same(
        "lot names", tuple(lot.name for lot in result.lots), lot_names(ledger.scenario, units)
    )
    for i, lot in enumerate(result.lots):
        account = ledger.accounts[i]
        tally.same(f"{lot.id}: route", lot.route, ledger.design.lots[i].route)
        tally.same(f"{lot.id}: gross", lot.gross_pence, account.gross)
        tally.same(f"{lot.id}: paid", lot.paid_pence, account.paid)
        tally.same(f"{lot.id}: cost", lot.cost_pence, account.cost)
        tally.same(f"{lot.id}: market value", lot.market_value_pence, round_away(account.value))
        tally.same(f"{lot.id}: whole life", lot.whole_life_pence, sum(account.cost))
        _check_market(ledger, result, i, tally)
    for name in ("gross", "paid", "cost"):
        years = zip(*(getattr(account, name) for account in ledger.accounts), strict=True)
        tally.same(name, getattr(result.totals, f"{name}_pence"), tuple(map(sum, years)))


def _check_market(ledger: Ledger, result: Result, i: int, tally: Tally) -> None:
    parties, lot = ledger.scenario.parties, result.lots[i]
    singles = len(ledger.scenario.providers or ())
    held = [ledger.scenario.units[u] for u in ledger.design.lots[i].units]
    tally.same(f"{lot.id}: services", set(lot.services), {unit.service for unit in held})
    tally.same(
        f"{lot.id}: localities", set(lot.localities), {u.locality for u in held if u.locality}
    )
    tally.same(
        f"{lot.id}: eligible", lot.eligible, tuple(parties[p].id for p in ledger.eligible[i])
    )
    tally.same(
        f"{lot.id}: small", lot.eligible_small, tuple(parties[p].id for p in ledger.small[i])
    )
    together = tuple(parties[p].id for p in ledger.able[i] if p >= singles)
    tally.same(f"{lot.id}: consortia", lot.eligible_consortia, together)
    if ledger.scenario.providers is not None:
        tally.same(f"{lot.id}: accessible", lot.accessible, ledger.accessible[i])


def check_budget(scenario: Scenario, said: Totals, tally: Tally) -> None:
    """Budget - promised = envelope, year by year, whatever the design."""
    years = range(scenario.years)
    budget = [sum(unit.uncut[y] for unit in scenario.units) for y in years]
    promised = [sum(scenario.promised(s, y + 1) for s in scenario.services) for y in years]
    tally.same("budget", said.budget_pence, tuple(budget))
    tally.same("promised", said.promised_pence, tuple(promised))
    envelope = tuple(b - p for b, p in zip(budget, promised, strict=True))
    tally.same("envelope", said.envelope_pence, envelope)
