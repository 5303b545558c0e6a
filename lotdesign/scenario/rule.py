"""What every rule declares.

Parameters, sentence, relaxable parameters and its exact judgement of a finished design.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from lotdesign.faults import suggest_name
from lotdesign.scenario.fields import NameField, TextField, declare_key

if TYPE_CHECKING:
    from lotdesign.evaluation import Evaluation
    from lotdesign.scenario.scenario import Scenario


RuleUnit = Literal["pence", "share", "lots", "units", "pairs", "providers", "metres", "need", ""]


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """How a finished design stands to a rule.

    `measured` and `limit` are exact, in `unit` (money in pence); both are None for a rule
    that is simply kept or not. `slack` is the room left, negative when broken. `where` names
    the year, lot or service that decides.
    """

    met: bool
    measured: Fraction | int | None = None
    limit: Fraction | int | None = None
    slack: Fraction | int | None = None
    unit: RuleUnit = ""
    where: str = ""

    @property
    def is_binding(self) -> bool:
        """Whether the design uses up all the room that the rule leaves."""
        return self.met and self.slack == 0


@dataclass(frozen=True, slots=True)
class RelaxableParameter:
    """A parameter that may be turned: its natural step and which way loosens the rule."""

    parameter: str
    step: Fraction
    looser: Literal["up", "down"]
    unit: RuleUnit


@dataclass(frozen=True, slots=True)
class RuleReferences:
    """What a rule may refer to; `wholes` has the divided unit of each part."""

    units: frozenset[str]
    services: frozenset[str]
    providers: frozenset[str]
    years: int
    undivided_units: Mapping[str, str] = field(default_factory=dict)


class Rule(BaseModel):
    """A rule of a scenario. A kind is a subclass in a module of the kind's name."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    reads_market: ClassVar[bool] = False
    needs_certificate: ClassVar[bool] = False
    reads_prices: ClassVar[bool] = False
    reads_columns: ClassVar[tuple[str, ...]] = ()
    relaxable_parameters: ClassVar[tuple[RelaxableParameter, ...]] = ()

    id: NameField = declare_key("short name, unique")
    kind: str = declare_key("what sort of rule it is")
    status: Literal["hard", "off"] = declare_key("off: the rule is kept but not applied", "hard")
    protected: bool = declare_key("true: no repair may touch it", False)
    source: TextField = declare_key("where the rule comes from", "")

    @property
    def is_active(self) -> bool:
        """Whether the rule is applied."""
        return self.status == "hard"

    def write_sentence(self, scenario: "Scenario") -> str:
        """The rule in plain English, with its figures."""
        raise NotImplementedError

    def judge(self, ledger: "Evaluation") -> RuleFinding:
        """How the finished design in `ledger` stands to the rule, exactly."""
        raise NotImplementedError

    def is_idle(self, scenario: "Scenario") -> bool:
        """Whether it is plain without a solver that no design could break the rule."""
        return False

    def find_faults(self, known: RuleReferences) -> Iterator[tuple[str, str]]:
        """(parameter, what would be right) for every reference that leads nowhere."""
        for parameter, allowed in (
            ("units", known.units),
            ("services", known.services),
            ("service", known.services),
        ):
            named = getattr(self, parameter, None) or ()
            for name in (named,) if isinstance(named, str) else named:
                if name not in allowed:
                    yield parameter, f"{name!r}: {suggest_name(name, allowed)}"
        annual = getattr(self, "annual", None)
        if isinstance(annual, tuple) and len(annual) != known.years:
            yield "annual", f"write one amount, or {known.years}: one a contract year"
