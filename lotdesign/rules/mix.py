"""`mix`: which services may share a lot."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.faults import suggest_name
from lotdesign.rules.common import describe_services, judge_each_lot
from lotdesign.scenario.fields import NamesField, declare_key
from lotdesign.scenario.lot_limits import LotSplit
from lotdesign.scenario.rule import Rule, RuleFinding, RuleReferences
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import join_words


class MixRule(Rule):
    """A lot holds one service, or only services of one listed combination."""

    structural: ClassVar = True
    monotone: ClassVar = True
    example: ClassVar = """
        [[rule]]
        id = "family-and-youth"
        kind = "mix"
        allowed = [["children_centre", "youth"]]
    """

    kind: Literal["mix"] = "mix"
    allowed: tuple[Annotated[NamesField, declare_key("services that may share a lot")], ...] = (
        declare_key("the combinations of services that may share a lot; []: none may")
    )

    def find_faults(self, known: RuleReferences) -> Iterator[tuple[str, str]]:
        yield from super().find_faults(known)
        for service in (each for combination in self.allowed for each in combination):
            if service not in known.services:
                yield "allowed", f"{service!r}: {suggest_name(service, known.services)}"

    def write_sentence(self, scenario: Scenario) -> str:
        if not self.allowed:
            return "No lot joins two services."
        mixes = join_words([describe_services(services, "and") for services in self.allowed], "or")
        return f"A lot holds one service, or joins only {mixes}."

    def is_idle(self, scenario: Scenario) -> bool:
        return self.may_share_lot(set(scenario.services))

    def split_units(self, scenario: Scenario, units: frozenset[int]) -> LotSplit:
        """Services between which no chain of combinations leads."""
        label = {service: service for service in scenario.services}
        for combination in self.allowed:
            joined = {label[service] for service in combination if service in label}
            label |= {each: min(joined) for each, own in label.items() if own in joined}
        return LotSplit({u: label[scenario.units[u].service] for u in units}, units)

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        units = evaluation.scenario.units
        return judge_each_lot(
            evaluation,
            range(len(evaluation.design.lots)),
            lambda held: self.may_share_lot({units[u].service for u in held}),
        )

    def may_share_lot(self, services: set[str]) -> bool:
        """Whether one lot may hold just these services."""
        return len(services) == 1 or any(services <= set(each) for each in self.allowed)
