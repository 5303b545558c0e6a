"""What a kind of rule declares: all that other parts of the program need to know of it.

A kind is two files and their tests. `lotdesign/rules/<kind>.py` has its parameters, its sentence,
its exact judgement of a finished design and the declarations below; `solver/constraints/<kind>.py`
has its constraints. No other module tests which kind a rule is.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from lotdesign.design import Route
from lotdesign.faults import quote_text, suggest_name
from lotdesign.scenario.fields import IdField, TextField, declare_key
from lotdesign.scenario.figure_units import COUNTED_UNITS, RuleUnit
from lotdesign.scenario.lot_limits import AmountBand, LotSplit

if TYPE_CHECKING:
    from lotdesign.evaluation import Evaluation
    from lotdesign.scenario.scenario import Scenario
    from lotdesign.scenario.sections import EvidenceKind


ScenarioInput = Literal[
    "providers",
    "small_needed",
    "prices",
    "need",
    "positions",
    "funding",
    "neighbours",
    "contracts",
]
"""Data of a scenario that may be missing, or whose change matters only to who reads it."""

RuleScope = Literal["lot", "design", "award", "other_awards"]
"""What a rule judges: each lot alone, lots together, the award, or awards of fewer providers."""

AWARD_SCOPES: frozenset[RuleScope] = frozenset(("award", "other_awards"))
"""Scopes that need an indicative award of the lots."""

RuleGroup = Literal["money", "lots", "market"]
"""Under which heading a list of rules shows it."""

CountedAmount = Literal["paid", "cost", "gross"]
"""An amount of a lot's account: paid for it, the council's whole cost, or its gross value."""


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """How a finished design stands to a rule.

    `measured` and `limit` are exact, in `unit` (money in pence); both are None for a rule
    without a number. `slack` is negative when the rule is broken. `where` names the year, lot or
    service with the least slack.
    """

    met: bool
    measured: Fraction | int | None = None
    limit: Fraction | int | None = None
    slack: Fraction | int | None = None
    unit: RuleUnit = ""
    where: str = ""

    @property
    def is_binding(self) -> bool:
        """Whether the rule is met without slack."""
        return self.met and self.slack == 0


@dataclass(frozen=True, slots=True)
class RelaxableParameter:
    """A parameter that may be loosened step by step: its natural step, and which way is looser.

    `step` is in the parameter's own unit. `word` is a value that means all of what is counted and
    so is above every number, such as "all".
    """

    name: str
    step: Fraction
    looser: Literal["up", "down"]
    unit: RuleUnit
    word: str | None = None

    @property
    def sign(self) -> int:
        """+1 where a larger value is looser, -1 where a smaller one is."""
        return 1 if self.looser == "up" else -1

    @property
    def is_counted(self) -> bool:
        """Whether its value is a whole number of things."""
        return self.unit in COUNTED_UNITS

    def is_number(self, value: Any) -> bool:
        """Whether the value is a number, or a list of one a year, that can be stepped."""
        return value is not None and value != self.word


def list_amounts(value: Any) -> tuple[Any, ...]:
    """The numbers of a parameter: one, or one a contract year."""
    return value if isinstance(value, tuple) else (value,)


def map_amounts(value: Any, change: Callable[[Any], Any]) -> Any:
    """The parameter with each of its numbers changed: one, or one a contract year."""
    return tuple(map(change, value)) if isinstance(value, tuple) else change(value)


@dataclass(frozen=True, slots=True)
class RuleReferences:
    """What a rule may refer to; `undivided_units` has the divided unit of each part.

    `areas` has the areas by each column that names them. `years` is None where the contract's term
    is not known, as its section has faults.
    """

    units: frozenset[str]
    services: frozenset[str]
    providers: frozenset[str]
    years: int | None
    undivided_units: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def by_parameter(self) -> dict[str, frozenset[str]]:
        """The ids that a parameter of each of these names may hold, in any kind of rule."""
        return {"units": self.units, "services": self.services, "service": self.services}


class Rule(BaseModel):
    """A rule of a scenario. A kind is a subclass in a module of the kind's name.

    A kind overrides `write_sentence`, `judge` and of the rest only what differs for it. Its
    docstring is what docs/rules.md says of it; what its keys mean is in their declarations.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    scope: ClassVar[RuleScope] = "lot"
    reads: ClassVar[frozenset[ScenarioInput]] = frozenset()
    group: ClassVar[RuleGroup] = "lots"
    evidence: ClassVar["EvidenceKind | None"] = None
    """The kind of evidence, in a list of commissioning standards, that a met rule is."""
    structural: ClassVar[bool] = False
    """Says which units may share a lot at all, and has no number to relax."""
    monotone: ClassVar[bool] = False
    """Some lots that break it cannot be mended by adding units: the constraints prune growth."""
    connects_lots: ClassVar[bool] = False
    """Asks that every lot which it looks at is one connected area."""
    reserves_lots: ClassVar[bool] = False
    """Asks for lots that the law lets be reserved for mutuals."""
    is_budget: ClassVar[bool] = False
    """Caps what services take each year, so that options are held against it one by one."""
    is_saving_target: ClassVar[bool] = False
    """Asks for so much less than today's contracts cost, each year."""
    is_band: ClassVar[bool] = False
    """Has `min` and `max`, either of which may be left open and filled in later."""
    case_numbers: ClassVar[tuple[str, ...]] = ()
    """The keys with numbers that a future, a [[case]], may change."""
    relaxable_parameters: ClassVar[tuple[RelaxableParameter, ...]] = ()
    example: ClassVar[str] = ""
    """TOML for docs/rules.md: a [[rule]] of the kind, and what else a scenario needs to have it.

    It is tried in examples/central-bedfordshire in place of the rules there.
    """

    id: IdField = declare_key("short name, unique")
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

    def judge(self, evaluation: "Evaluation") -> RuleFinding:
        """How a finished design stands to the rule, exactly."""
        raise NotImplementedError

    def is_idle(self, scenario: "Scenario") -> bool:
        """Whether it is plain without a solver that no design could break the rule."""
        return False

    def find_faults(self, known: RuleReferences) -> Iterator[tuple[str, str]]:
        """(parameter, what would be right) for unknown ids and lists that do not fit the years.

        By convention `units`, `services` and `service` hold ids, `by` a column that names areas
        and `area` one of these, and `annual` one amount or one a contract year.
        """
        for parameter, allowed in known.by_parameter.items():
            named = getattr(self, parameter, None) or ()
            for name in (named,) if isinstance(named, str) else named:
                if name not in allowed:
                    yield parameter, f"{name!r}: {suggest_name(name, allowed)}"
        yield from self._find_part_faults(known)
        yield from self._find_area_faults(known)
        annual, years = getattr(self, "annual", None), known.years
        if isinstance(annual, tuple) and years is not None and len(annual) != years:
            yield "annual", f"write one amount, or {years}: one a contract year"

    def _find_part_faults(self, known: RuleReferences) -> Iterator[tuple[str, str]]:
        """A unit that is named stands for all its parts, so that none of these is named beside."""
        named = getattr(self, "units", ())
        for unit in dict.fromkeys(named):
            whole = known.undivided_units.get(unit)
            if whole in named:
                part, undivided = quote_text(unit), quote_text(str(whole))
                right = f"is a part of {undivided}; name the unit or its parts, not both"
                yield "units", f"{part} {right}"

    def _find_area_faults(self, known: RuleReferences) -> Iterator[tuple[str, str]]:
        by, area = getattr(self, "by", None), getattr(self, "area", None)
        if by is not None and by not in known.areas:
            yield "by", f"{by!r}: {suggest_name(by, known.areas)}"
        elif by is not None and area is not None and area not in known.areas[by]:
            yield "area", f"{area!r}: {suggest_name(area, known.areas[by])}"

    def reads_input(self, data: ScenarioInput) -> bool:
        """Whether it depends on these data, with its parameters as they stand."""
        return data in self.reads

    @property
    def reads_market(self) -> bool:
        """Whether it depends on who could bid."""
        return "providers" in self.reads

    @property
    def reads_prices(self) -> bool:
        """Whether it depends on the winners' prices, where providers have prices."""
        return "prices" in self.reads

    @property
    def needs_certificate(self) -> bool:
        """Whether it is judged by an indicative award."""
        return self.scope in AWARD_SCOPES

    @property
    def filters_lots(self) -> bool:
        """Whether it may rule out single lots, whatever others are chosen."""
        return self.scope != "design" or self.monotone

    @property
    def couples_lots(self) -> bool:
        """Whether it judges several lots together, so that it takes rows of the model."""
        return self.scope == "design"

    @property
    def party_share_cap(self) -> Fraction | None:
        """The largest share of the external lots' value that one party may win; None: any."""
        return None

    @property
    def provider_lot_cap(self) -> int | None:
        """The most lots that one provider may win, its consortia's among them; None: any."""
        return None

    @property
    def fewest_winners(self) -> int:
        """The fewest parties that must win a lot each."""
        return 0

    @property
    def sets_caps_only(self) -> bool:
        """Whether any certificate in which nobody wins more than these caps keeps the rule."""
        return False

    @property
    def counted_amount(self) -> CountedAmount | None:
        """The yearly amount that it limits; None for a rule that limits none."""
        return None

    def compute_yearly_limits(self, scenario: "Scenario") -> tuple[Fraction | int, ...] | None:
        """Y pence: the most that `counted_amount` of its services may sum to in each year.

        None for a rule that limits no amount.
        """
        return None

    def find_counted_units(self, scenario: "Scenario") -> frozenset[int] | None:
        """The units to whose part of the counted amount its limits apply.

        They make up whole cells, a service in a locality each. None: the lots' part of
        `selected_services`, wherever they lie.
        """
        return None

    @property
    def selected_services(self) -> tuple[str, ...] | None:
        """The services whose lots, or whose money, it looks at; None: all."""
        return getattr(self, "services", None)

    def concerns_every_lot(self, scenario: "Scenario") -> bool:
        """Whether it looks at every lot, whatever services it holds."""
        selected = self.selected_services
        return selected is None or set(scenario.services) <= set(selected)

    def bound_lot_count(self, scenario: "Scenario") -> tuple[int, int]:
        """The fewest and the most lots of any design that keeps the rule."""
        return 1, len(scenario.units)

    def bound_lot_units(self, scenario: "Scenario") -> tuple[int, int]:
        """The fewest and the most units of any lot that keeps the rule."""
        return 1, len(scenario.units)

    def bound_lot_value(self, scenario: "Scenario") -> int:
        """The least market value, pence a year, of any lot that keeps the rule."""
        return 0

    def bound_each_lot(self, scenario: "Scenario", lots: int | None) -> Iterator[AmountBand]:
        """Bands that the lots of a design with so many lots keep; None: whatever their number."""
        yield from ()

    def list_blocks(self, scenario: "Scenario") -> tuple[frozenset[int], ...]:
        """Units of which a lot holds all or none."""
        return ()

    def split_units(self, scenario: "Scenario", units: frozenset[int]) -> LotSplit | None:
        """Which of these units never share a lot, where lots may hold no others; None: not told."""
        return None

    def count_bidders_asked(self, scenario: "Scenario") -> tuple[int, bool]:
        """How many eligible providers it asks for every external lot, and whether small ones."""
        return 0, False

    def list_withdrawals(self, scenario: "Scenario") -> tuple[int, ...]:
        """The positions of the providers that must be able to withdraw, one at a time."""
        return ()

    @property
    def named_route(self) -> Route | None:
        """The delivery route that it names, and that the scenario must then offer."""
        return None

    def find_required_route(self, scenario: "Scenario", unit: int) -> Route | None:
        """The one route by which the unit's lot may be delivered; None: any."""
        return None

    def is_broken_by_unit(
        self, scenario: "Scenario", providers: int, small: int, awardable: bool
    ) -> bool:
        """Whether no external lot that holds a certain unit can keep the rule.

        `providers` single providers, `small` of them small, could run the unit alone;
        `awardable` says whether any party could be awarded it.
        """
        return self.needs_certificate and not awardable

    def describe_impossibility(self, scenario: "Scenario") -> Iterator[str]:
        """Sentences that prove by arithmetic that no design keeps the rule; none where one may."""
        yield from ()
