"""The scenario as the brute force sees it: plain facts after budgets, cuts and dividing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

from tests.brute.exact import Exact
from tests.brute.places import Point

Doc: TypeAlias = dict[str, Any]
Row: TypeAlias = dict[str, Any]

CERTIFIED_RULES = frozenset(("award", "small_award", "withdrawal"))
"""Kinds that ask for a certificate (section 1)."""


@dataclass(frozen=True)
class Unit:
    """A unit, or one part of a divided unit (section 3, step 4)."""

    id: str
    origin: str  # the undivided unit's id
    service: str
    locality: str  # "" is authority-wide
    point: Point | None
    budget: int
    before: tuple[int, ...]  # v by year before promised cuts
    gross: tuple[int, ...]  # v by year
    need: Exact | None
    tupe: Exact
    contract: str
    rent: int
    procedure: str
    provider: str  # today's; "" is unknown
    first: int  # the first contract year in which it is bought
    last: int  # the last


@dataclass(frozen=True)
class Promise:
    """One promised saving (section 3, step 3)."""

    service: str
    first_year: int
    amounts: tuple[int, ...]  # by year; what it takes while it runs
    bases: tuple[int, ...]  # the same before uplift
    once: bool
    by_units: bool
    ends: int  # the last year in which a unit of the service is bought

    def runs(self, year: int) -> bool:
        """Whether it takes something in a contract year."""
        return year == self.first_year if self.once else self.first_year <= year <= self.ends


@dataclass(frozen=True)
class Money:
    """The money settings of section 3."""

    years: int
    management: int
    procurement: int
    uplift: Fraction
    discount: Fraction
    scale: tuple[tuple[Exact, Fraction], ...]  # (value in pence, saving)
    integration: tuple[tuple[frozenset[str], int], ...]
    promises: tuple[Promise, ...]


@dataclass(frozen=True)
class Provider:
    """A provider or a consortium (sections 2 and 4); None is a blank, which is no limit."""

    id: str
    base: str  # the id in the file, which copies of a counted provider share
    services: frozenset[str] | None  # None is "*"
    localities: frozenset[str] | None  # None is "*"
    kind: str
    turnover: Exact | None
    capacity: Exact | None
    staff: Exact | None
    balance_sheet: Exact | None
    tupe_limit: Exact | None
    max_lots: int | None
    min_value: Exact | None
    small: bool
    price: Exact = 1  # of gross value
    members: tuple[tuple[int, Exact], ...] = ()  # a consortium's: provider number and share


@dataclass(frozen=True)
class Routes:
    """What each route costs beside the external one; None where it is not offered (section 7)."""

    in_house: int | None = None  # a lot and year
    fee: Fraction | None = None

    @property
    def offered(self) -> tuple[str, ...]:
        """In the order of section 6."""
        each = {"external": 0, "in_house": self.in_house, "prime": self.fee}
        return tuple(name for name, figure in each.items() if figure is not None)


@dataclass(frozen=True)
class Source:
    """A source of money; None is everything."""

    services: frozenset[str] | None
    localities: frozenset[str] | None
    annual: tuple[int, ...]

    def pays(self, service: str, locality: str) -> bool:
        """Whether it may pay for the service there; "" is authority-wide."""
        return (self.services is None or service in self.services) and (
            self.localities is None or locality in self.localities
        )


@dataclass(frozen=True, eq=False)  # compared by identity, so that it can key a cache
class Case:
    """Everything that a design is judged by."""

    units: tuple[Unit, ...]
    localities: tuple[str, ...]
    neighbours: frozenset[frozenset[str]]
    divided: tuple[int, ...]  # for each divided unit, the mask of all its parts
    named: dict[str, int]  # mask of a unit, a part, or all parts of a divided unit
    services: tuple[str, ...]  # by first unit
    contracts: tuple[int, ...]  # masks of today's contracts
    money: Money
    value_basis: str
    multiple: Fraction  # k
    small_needed: int  # Q
    providers: tuple[Provider, ...] | None  # single ones first, then consortia
    priced: bool  # a price cell is filled
    rules: tuple[Row, ...]  # those that are on
    objectives: tuple[Row, ...]
    areas: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # column, locality
    routes: Routes = Routes()
    sources: tuple[Source, ...] = ()
    gone: Mapping[str, Exact] = field(default_factory=dict)  # id and price of those with count 0

    @property
    def certificate_required(self) -> bool:
        """Section 1: prices, a rule about awards, or the largest share as an objective."""
        kinds = {rule["kind"] for rule in self.rules}
        measures = {objective["measure"] for objective in self.objectives}
        return self.priced or bool(kinds & CERTIFIED_RULES) or "largest_provider_share" in measures

    def area(self, unit: Unit, by: str) -> str:
        """The area in which a unit lies, "" for an authority-wide one."""
        if by == "locality" or not unit.locality:
            return unit.locality
        return self.areas[by][unit.locality]

    def firms(self, number: int) -> tuple[tuple[int, Exact], ...]:
        """Who does the work of a provider, and the share of each: itself, or its members."""
        return (self.providers or ())[number].members or ((number, 1),)
