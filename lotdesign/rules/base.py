"""What every rule declares: its parameters, its sentence, its limits and its exact measure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from lotdesign.faults import nearest
from lotdesign.scenario.values import Name, Words, key

if TYPE_CHECKING:
    from lotdesign.ledger import Ledger
    from lotdesign.scenario.scenario import Scenario

Unit = Literal["pence", "share", "lots", "units", "pairs", "providers", "metres", "need", ""]


@dataclass(frozen=True, slots=True)
class Finding:
    """How a finished design stands to a rule.

    `measured` and `limit` are exact, in `unit` (money in pence); both are None for a rule
    that is simply kept or not. `slack` is the room left, negative when broken. `where` names
    the year, lot or service that decides.
    """

    met: bool
    measured: Fraction | int | None = None
    limit: Fraction | int | None = None
    slack: Fraction | int | None = None
    unit: Unit = ""
    where: str = ""

    @property
    def binding(self) -> bool:
        """Whether the design uses up all the room that the rule leaves."""
        return self.met and self.slack == 0


@dataclass(frozen=True, slots=True)
class Knob:
    """A parameter that may be turned: its natural step and which way loosens the rule."""

    parameter: str
    step: Fraction
    looser: Literal["up", "down"]
    unit: Unit


@dataclass(frozen=True, slots=True)
class Known:
    """What a rule may refer to; `wholes` has the divided unit of each part."""

    units: frozenset[str]
    services: frozenset[str]
    providers: frozenset[str]
    years: int
    wholes: Mapping[str, str] = field(default_factory=dict)


class Rule(BaseModel):
    """A rule of a scenario. A kind is a subclass in a module of the kind's name."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    reads_market: ClassVar[bool] = False
    needs_certificate: ClassVar[bool] = False
    reads_prices: ClassVar[bool] = False
    reads_columns: ClassVar[tuple[str, ...]] = ()
    knobs: ClassVar[tuple[Knob, ...]] = ()

    id: Name = key("short name, unique")
    kind: str = key("what sort of rule it is")
    status: Literal["hard", "off"] = key("off: the rule is kept but not applied", "hard")
    protected: bool = key("true: no repair may touch it", False)
    source: Words = key("where the rule comes from", "")

    @property
    def active(self) -> bool:
        """Whether the rule is applied."""
        return self.status == "hard"

    def sentence(self, scenario: "Scenario") -> str:
        """The rule in plain English, with its figures."""
        raise NotImplementedError

    def judge(self, ledger: "Ledger") -> Finding:
        """How the finished design in `ledger` stands to the rule, exactly."""
        raise NotImplementedError

    def idle(self, scenario: "Scenario") -> bool:
        """Whether it is plain without a solver that no design could break the rule."""
        return False

    def faults(self, known: Known) -> Iterator[tuple[str, str]]:
        """(parameter, what would be right) for every reference that leads nowhere."""
        for parameter, allowed in (
            ("units", known.units),
            ("services", known.services),
            ("service", known.services),
        ):
            named = getattr(self, parameter, None) or ()
            for name in (named,) if isinstance(named, str) else named:
                if name not in allowed:
                    yield parameter, f"{name!r}: {nearest(name, allowed)}"
        annual = getattr(self, "annual", None)
        if isinstance(annual, tuple) and len(annual) != known.years:
            yield "annual", f"write one amount, or {known.years}: one a contract year"
