"""`withdrawal`: the lots can still be awarded when a provider withdraws."""

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
    """Should any one of the named providers withdraw, the others can still take all lots.

    They can do so by the same rules on awards, and by those on money where providers have prices.
    """

    scope: ClassVar = "other_awards"
    reads: ClassVar = frozenset({"providers"})
    group: ClassVar = "market"
    evidence: ClassVar = "withdrawal"
    monotone: ClassVar = True
    example: ClassVar = """
        [[rule]]
        id = "failure"
        kind = "withdrawal"
        providers = ["national-services", "national-children"]
    """

    kind: Literal["withdrawal"] = "withdrawal"
    providers: NamesField = declare_key('ids of providers, or "any": each of them in turn')

    def list_withdrawals(self, scenario: Scenario) -> tuple[int, ...]:
        """The providers that withdraw in turn, by position; of interchangeable copies the first.

        Nothing is asked of one that is gone already.
        """
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
            else position.get(name, ())
            for name in self.providers
        )
        return tuple(dict.fromkeys(p for copies in named for p in copies))

    def write_sentence(self, scenario: Scenario) -> str:
        if self.providers == ANY_PROVIDER:
            who = "any one provider withdraws"
        else:
            names = [
                make_printable((scenario.providers or ())[p].name or "")
                for p in self.list_withdrawals(scenario)
            ]
            if not names:
                return "Nobody that this rule names is left to withdraw."
            who = f"{join_words(names, 'or')} withdraws"
        priced = " and money" if scenario.prices else ""
        return f"If {who}, the others can still carry all lots by the same rules on awards{priced}."

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        fault = find_certificate_fault(evaluation)
        if fault:
            return RuleFinding(met=False, where=fault)
        providers = evaluation.scenario.providers or ()
        for gone in self.list_withdrawals(evaluation.scenario):
            fault = find_fault_without(evaluation, gone)
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


def find_fault_without(evaluation: Evaluation, gone: int) -> str:
    """Why the fallback without a provider is no award that stands, in words; "" where it is."""
    scenario, fallback = evaluation.scenario, evaluation.fallbacks.get(gone)
    if fallback is None:
        return "no award is known"
    names = [evaluation.name_lot(lot) for lot in range(len(evaluation.design.lots))]
    if isinstance(fallback, PlacementShortfall):
        return describe_shortfall(scenario, names, evaluation.values, fallback)
    left = find_remaining_parties(scenario, gone)
    for lot, winner in enumerate(fallback):
        if not may_hold(evaluation, lot, winner) or (winner is not None and winner not in left):
            return f"{names[lot]} goes to a provider that is not eligible"
    lots = [lot.units for lot in evaluation.design.lots]
    overloaded = next(
        find_overloads(scenario, compute_loads(scenario, lots, evaluation.values, fallback)), ""
    )
    return overloaded or _find_broken_rule(evaluation.with_award(fallback))


def _find_broken_rule(evaluation: Evaluation) -> str:
    """The first rule on awards or prices that the award breaks, in words; "" for none."""
    for rule in evaluation.scenario.award_rules:
        if not rule.judge(evaluation).met:
            return f"rule {rule.id} is broken"
    return ""
