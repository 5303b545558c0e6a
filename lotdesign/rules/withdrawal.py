"""`withdrawal`: the lots can still be placed when a provider leaves."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.faults import make_printable, suggest_name
from lotdesign.market.certificate import (
    PlacementShortfall,
    compute_loads,
    describe_shortfall,
    find_overloads,
    find_remaining_parties,
)
from lotdesign.rules.common import find_certificate_fault, may_hold
from lotdesign.scenario.fields import NamesField, declare_key
from lotdesign.scenario.rule import Rule, RuleFinding, RuleReferences
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import join_words

ANY_PROVIDER = ("any",)


class WithdrawalRule(Rule):
    """For each named provider in turn a certificate exists without it."""

    reads_market: ClassVar = True
    needs_certificate: ClassVar = True

    kind: Literal["withdrawal"] = "withdrawal"
    providers: NamesField = declare_key('ids of providers, or "any": each of them in turn')

    def list_tested(self, scenario: Scenario) -> tuple[int, ...]:
        """The positions of the providers that leave in turn; of copies that are alike the first."""
        rows = scenario.provider_copies
        if self.providers == ANY_PROVIDER and "any" not in rows:
            return tuple(
                p
                for copies in rows.values()
                for p in copies
                if p in scenario.interchangeable_parties
            )
        position = {provider.id: (p,) for p, provider in enumerate(scenario.providers or ())}
        named = (
            [p for p in rows[name] if p in scenario.interchangeable_parties]
            if name in rows
            else position[name]
            for name in self.providers
        )
        return tuple(dict.fromkeys(p for copies in named for p in copies))

    def write_sentence(self, scenario: Scenario) -> str:
        if self.providers == ANY_PROVIDER:
            who = "any one provider withdraws"
        else:
            names = [
                make_printable((scenario.providers or ())[p].name or "")
                for p in self.list_tested(scenario)
            ]
            who = f"{join_words(names, 'or')} withdraws"
        priced = " and money" if scenario.prices else ""
        return f"If {who}, the others can still carry all lots by the same rules on awards{priced}."

    def judge(self, ledger: Evaluation) -> RuleFinding:
        fault = find_certificate_fault(ledger)
        if fault:
            return RuleFinding(met=False, where=fault)
        providers = ledger.scenario.providers or ()
        for gone in self.list_tested(ledger.scenario):
            fault = find_fault_without(ledger, gone)
            if fault:
                return RuleFinding(
                    met=False, where=f"without {make_printable(providers[gone].name)}: {fault}"
                )
        return RuleFinding(met=True)

    def find_faults(self, known: RuleReferences) -> Iterator[tuple[str, str]]:
        if self.providers != ANY_PROVIDER:
            for name in self.providers:
                if name not in known.providers:
                    yield "providers", f"{name!r}: {suggest_name(name, (*known.providers, 'any'))}"


def find_fault_without(ledger: Evaluation, gone: int) -> str:
    """Why the lots could not be placed without a provider, in words; empty when they can."""
    scenario, fallback = ledger.scenario, ledger.fallbacks.get(gone)
    if fallback is None:
        return "no award is known"
    names = [ledger.name_lot(lot) for lot in range(len(ledger.design.lots))]
    if isinstance(fallback, PlacementShortfall):
        return describe_shortfall(scenario, names, ledger.values, fallback)
    left = find_remaining_parties(scenario, gone)
    for lot, winner in enumerate(fallback):
        if not may_hold(ledger, lot, winner) or (winner is not None and winner not in left):
            return f"{names[lot]} goes to a provider that is not eligible"
    lots = [lot.units for lot in ledger.design.lots]
    overloaded = next(
        find_overloads(scenario, compute_loads(scenario, lots, ledger.values, fallback)), ""
    )
    return overloaded or _find_broken_rule(ledger.with_award(fallback))


def _find_broken_rule(ledger: Evaluation) -> str:
    """The first rule about awards or prices that the ledger's award breaks."""
    for rule in ledger.scenario.award_rules:
        if not rule.judge(ledger).met:
            return f"rule {rule.id} is broken"
    return ""
