"""`mix`: which services may share a lot."""

from collections.abc import Iterator
from typing import Annotated, Literal

from lotdesign.faults import nearest
from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding, Known, Rule
from lotdesign.rules.shared.words import of_services
from lotdesign.rules.shared.yes_or_no import each_lot
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Names, key
from lotdesign.words import listed


class Mix(Rule):
    """A lot's services are one service, or some of a listed combination."""

    kind: Literal["mix"] = "mix"
    allowed: tuple[Annotated[Names, key("services that may share a lot")], ...] = key(
        "the combinations of services that may share a lot"
    )

    def faults(self, known: Known) -> Iterator[tuple[str, str]]:
        yield from super().faults(known)
        for service in (each for combination in self.allowed for each in combination):
            if service not in known.services:
                yield "allowed", f"{service!r}: {nearest(service, known.services)}"

    def sentence(self, scenario: Scenario) -> str:
        if not self.allowed:
            return "No lot joins two services."
        mixes = listed([of_services(services, "and") for services in self.allowed], "or")
        return f"A lot holds one service, or joins only {mixes}."

    def idle(self, scenario: Scenario) -> bool:
        return self.allows(set(scenario.services))

    def judge(self, ledger: Ledger) -> Finding:
        units = ledger.scenario.units
        return each_lot(
            ledger,
            range(len(ledger.design.lots)),
            lambda held: self.allows({units[u].service for u in held}),
        )

    def allows(self, services: set[str]) -> bool:
        """Whether one lot may hold just these services."""
        return len(services) == 1 or any(services <= set(each) for each in self.allowed)
