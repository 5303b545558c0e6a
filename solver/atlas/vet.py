"""What can only be told of one design after the other."""

from dataclasses import dataclass, field

from lotdesign.ledger import Ledger
from lotdesign.rules.base import Rule
from lotdesign.scenario.scenario import Scenario
from solver.atlas.certificates import Certificates, certificates, design_at
from solver.atlas.measured import Measured


@dataclass(frozen=True)
class Judged:
    """How designs stand to a rule that is judged one by one; each is judged once."""

    scenario: Scenario
    rule: Rule
    measured: Measured
    _met: dict[int, bool] = field(default_factory=dict)

    def met(self, design: int) -> bool:
        """Whether the design keeps the rule."""
        if design not in self._met:
            ledger = Ledger(self.scenario, design_at(self.measured, design))
            self._met[design] = self.rule.judge(ledger).met
        return self._met[design]


@dataclass(frozen=True)
class Vet:
    """Everything that one scenario asks of single designs; nothing, for most."""

    certificates: Certificates | None
    judged: tuple[Judged, ...]

    @property
    def asks(self) -> bool:
        """Whether there is anything to look at."""
        return self.certificates is not None or bool(self.judged)

    def __call__(self, design: int) -> bool:
        """Whether the design passes."""
        if not all(each.met(design) for each in self.judged):
            return False
        return self.certificates is None or self.certificates.exists(design)


def vet_of(scenario: Scenario, measured: Measured, unread: tuple[Rule, ...]) -> Vet:
    """The vet of a scenario; `unread` are its active rules that no column tells of."""
    return Vet(
        certificates(scenario, measured) if scenario.needs_certificate else None,
        tuple(_judged(scenario, each, measured) for each in unread if not each.needs_certificate),
    )


def _judged(scenario: Scenario, rule: Rule, measured: Measured) -> Judged:
    return measured.once(("judged", rule), lambda: Judged(scenario, rule, measured))
