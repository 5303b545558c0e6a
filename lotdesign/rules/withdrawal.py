"""`withdrawal`: the lots can still be placed when a provider leaves."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from lotdesign.faults import nearest, shown
from lotdesign.ledger import Ledger
from lotdesign.market.certificate import loads, overloads
from lotdesign.market.withdrawal import Shortfall, remaining, told
from lotdesign.rules.base import Finding, Known, Rule
from lotdesign.rules.shared.certificate import certificate_fault, may_hold
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Names, key
from lotdesign.words import listed

ANY = ("any",)


class Withdrawal(Rule):
    """For each named provider in turn a certificate exists without it."""

    reads_market: ClassVar = True
    needs_certificate: ClassVar = True

    kind: Literal["withdrawal"] = "withdrawal"
    providers: Names = key('ids of providers, or "any": each of them in turn')

    def tested(self, scenario: Scenario) -> tuple[int, ...]:
        """The positions of the providers that leave in turn; of copies that are alike the first."""
        rows = scenario.copies
        if self.providers == ANY and "any" not in rows:
            return tuple(p for copies in rows.values() for p in copies if p in scenario.kin)
        position = {provider.id: (p,) for p, provider in enumerate(scenario.providers or ())}
        named = (
            [p for p in rows[name] if p in scenario.kin] if name in rows else position[name]
            for name in self.providers
        )
        return tuple(dict.fromkeys(p for copies in named for p in copies))

    def sentence(self, scenario: Scenario) -> str:
        if self.providers == ANY:
            who = "any one provider withdraws"
        else:
            names = [shown((scenario.providers or ())[p].name or "") for p in self.tested(scenario)]
            who = f"{listed(names, 'or')} withdraws"
        priced = " and money" if scenario.prices else ""
        return f"If {who}, the others can still carry all lots by the same rules on awards{priced}."

    def judge(self, ledger: Ledger) -> Finding:
        fault = certificate_fault(ledger)
        if fault:
            return Finding(met=False, where=fault)
        providers = ledger.scenario.providers or ()
        for gone in self.tested(ledger.scenario):
            fault = fault_without(ledger, gone)
            if fault:
                return Finding(met=False, where=f"without {shown(providers[gone].name)}: {fault}")
        return Finding(met=True)

    def faults(self, known: Known) -> Iterator[tuple[str, str]]:
        if self.providers != ANY:
            for name in self.providers:
                if name not in known.providers:
                    yield "providers", f"{name!r}: {nearest(name, (*known.providers, 'any'))}"


def fault_without(ledger: Ledger, gone: int) -> str:
    """Why the lots could not be placed without a provider, in words; empty when they can."""
    scenario, fallback = ledger.scenario, ledger.without.get(gone)
    if fallback is None:
        return "no award is known"
    names = [ledger.lot_name(lot) for lot in range(len(ledger.design.lots))]
    if isinstance(fallback, Shortfall):
        return told(scenario, names, ledger.values, fallback)
    left = remaining(scenario, gone)
    for lot, winner in enumerate(fallback):
        if not may_hold(ledger, lot, winner) or (winner is not None and winner not in left):
            return f"{names[lot]} goes to a provider that is not eligible"
    lots = [lot.units for lot in ledger.design.lots]
    overloaded = next(overloads(scenario, loads(scenario, lots, ledger.values, fallback)), "")
    return overloaded or _rule_broken(ledger.awarded(fallback))


def _rule_broken(ledger: Ledger) -> str:
    """The first rule about awards or prices that the ledger's award breaks."""
    for rule in ledger.scenario.rules_of_awards:
        if not rule.judge(ledger).met:
            return f"rule {rule.id} is broken"
    return ""
