"""The scenario: units with their yearly money, parties, rules and objectives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from lotdesign.design import Route
from lotdesign.geography import Position
from lotdesign.pence import Pence
from lotdesign.scenario.consortia import PAR_PRICE, Consortium, Party
from lotdesign.scenario.money_section import MoneySection
from lotdesign.scenario.rows import (
    FundingRow,
    LawRow,
    LocalityRow,
    ProviderRow,
    ScoreRow,
    is_copy_name,
)
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.sections import (
    AWARD_MEASURES,
    AppraisalSection,
    AuthoritySection,
    CommissioningStandard,
    DesignOption,
    DivideSection,
    MarketSection,
    NoticeSection,
    Objective,
    OptionNotPursued,
    RoutesSection,
    TermSection,
    WeightedCriterion,
)
from lotdesign.scenario.stress_sections import StressSection
from lotdesign.scenario.years import YearSpan


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, or the part of a divided one that serves one locality.

    It is bought from `first_year` to `last_year`. `gross` is its value in every contract year, in
    pence, 0 in years in which it is not bought, and `gross_before_savings` the same before promised
    savings; `budget` is pence a year after need-led funding, before uplift. `undivided_id` is the
    id of the unit that this is a part of, its own id otherwise. `locality` is "" for an
    authority-wide unit.
    """

    id: str
    undivided_id: str
    name: str
    service: str
    locality: str
    position: Position | None
    need: Fraction | None
    tupe_fte: Fraction
    contract: str
    provider: str
    rent: Pence
    procedure: str
    regime: str
    cpv: str
    basis: str
    source: str
    budget: Pence
    first_year: int
    last_year: int
    gross: tuple[Pence, ...]
    gross_before_savings: tuple[Pence, ...]


@dataclass(frozen=True)
class Scenario:
    """Everything by which a design is judged. Units, providers and localities keep file order.

    Units, parties and localities are referred to by position. `neighbours` has both directions
    of each pair. `provider_copies` has the positions of the providers that each row of the table
    stands for. `sha256` is of the files and of `settings`, which change them, as
    "--set access.lots=2". `law` has rows that replace shipped figures of the law. `remarks` are
    sentences on the files: what was left out, and what may be a slip. `gone` are rows of providers
    with a count of 0: their ids stay known and nobody can be awarded by them. `cases` are the
    futures in which designs are tried.
    """

    name: str
    sha256: str
    authority: AuthoritySection
    term: TermSection
    money: MoneySection
    market: MarketSection
    units: tuple[Unit, ...]
    localities: tuple[LocalityRow, ...]
    neighbours: frozenset[tuple[str, str]]
    providers: tuple[ProviderRow, ...] | None
    rules: tuple[Rule, ...]
    objectives: tuple[Objective, ...]
    options: tuple[DesignOption, ...]
    budgets: Mapping[str, Pence]
    basis: Mapping[str, str] = field(default_factory=dict)
    consortia: tuple[Consortium, ...] = ()
    provider_copies: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    files_sha256: str = ""
    settings: tuple[str, ...] = ()
    law: tuple[LawRow, ...] = ()
    standards: tuple[CommissioningStandard, ...] = ()
    routes: RoutesSection = field(default_factory=RoutesSection)
    funding: tuple[FundingRow, ...] = ()
    appraisal: AppraisalSection = field(default_factory=AppraisalSection)
    criteria: tuple[WeightedCriterion, ...] = ()
    scores: tuple[ScoreRow, ...] = ()
    dropped: tuple[OptionNotPursued, ...] = ()
    remarks: tuple[str, ...] = ()
    divide: tuple[DivideSection, ...] = ()
    notice: NoticeSection = field(default_factory=NoticeSection)
    gone: tuple[ProviderRow, ...] = ()
    stress: StressSection = field(default_factory=StressSection)
    cases: tuple["ScenarioCase", ...] = ()

    @cached_property
    def years(self) -> int:
        """The number of contract years: the last in which a unit is bought, extensions counted."""
        return max(unit.last_year for unit in self.units)

    @cached_property
    def has_one_term(self) -> bool:
        """Whether every unit is bought from the first contract year to the last."""
        return {(unit.first_year, unit.last_year) for unit in self.units} == {(1, self.years)}

    @cached_property
    def whole_years(self) -> YearSpan:
        """The years from the first to the last in which any unit is bought."""
        return self.find_years(range(len(self.units)))

    def find_years(self, units: Iterable[int]) -> YearSpan:
        """The years of a lot of these units: from the first to the last in which one is bought."""
        return YearSpan.cover(self.units[u] for u in units)

    @cached_property
    def service_years(self) -> Mapping[str, YearSpan]:
        """For each service the years from the first to the last in which one of its units is."""
        return {
            service: YearSpan.cover(unit for unit in self.units if unit.service == service)
            for service in self.services
        }

    @cached_property
    def services(self) -> tuple[str, ...]:
        """The services, in the order of their first units."""
        return tuple(dict.fromkeys(unit.service for unit in self.units))

    @cached_property
    def locality_positions(self) -> Mapping[str, int]:
        """The position of each locality by its id."""
        return {place.id: i for i, place in enumerate(self.localities)}

    @cached_property
    def divided(self) -> Mapping[str, frozenset[int]]:
        """For each divided unit the positions of its parts."""
        parts: dict[str, set[int]] = {}
        for i, unit in enumerate(self.units):
            if unit.undivided_id != unit.id:
                parts.setdefault(unit.undivided_id, set()).add(i)
        return {whole: frozenset(members) for whole, members in parts.items()}

    @cached_property
    def _positions(self) -> Mapping[str, frozenset[int]]:
        own = {unit.id: frozenset((i,)) for i, unit in enumerate(self.units)}
        return own | dict(self.divided)

    def find_positions(self, ids: Iterable[str]) -> frozenset[int]:
        """The positions of these units; a divided unit stands for all its parts."""
        return frozenset[int]().union(*(self._positions[name] for name in ids))

    @cached_property
    def active_rules(self) -> tuple[Rule, ...]:
        """The rules that are switched on."""
        return tuple(rule for rule in self.rules if rule.is_active)

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """All that can be awarded a lot: the providers, then the consortia."""
        return (*(self.providers or ()), *self.consortia)

    @cached_property
    def parties_by_locality(self) -> Mapping[str, frozenset[int]]:
        """For each locality the positions of the parties that cover it; "" is all of them."""
        wide = {p for p, party in enumerate(self.parties) if "*" in party.localities}
        around = {place: set(wide) for place in self.locality_positions}
        for p, party in enumerate(self.parties):
            for place in around.keys() & set(party.localities):
                around[place].add(p)
        everywhere = wide if not around else set.intersection(*around.values())
        return {place: frozenset(each) for place, each in {**around, "": everywhere}.items()}

    @cached_property
    def parties_serving_unit(self) -> tuple[int, ...]:
        """For each unit the parties that do its service in its locality, as bits by position."""
        doing = {
            service: {
                p
                for p, party in enumerate(self.parties)
                if "*" in party.services or service in party.services
            }
            for service in self.services
        }
        masks = {
            (service, place): sum(1 << p for p in doing[service] & self.parties_by_locality[place])
            for service, place in {(unit.service, unit.locality) for unit in self.units}
        }
        return tuple(masks[unit.service, unit.locality] for unit in self.units)

    @cached_property
    def has_prices(self) -> bool:
        """Whether any price cell is filled, also that of a provider that is gone."""
        return any(row.price is not None for row in (*self.parties, *self.gone))

    def find_gone(self, name: str) -> ProviderRow | None:
        """The row of a provider that is gone, by its id or that of a copy; None for any other."""
        rows = (row for row in self.gone if name == row.id or is_copy_name(name, row.id))
        return next(rows, None)

    @cached_property
    def prices(self) -> tuple[Fraction, ...] | None:
        """The price of each party in per cent of gross value; None where nobody has one."""
        if not (self.has_prices and self.parties):
            return None
        return tuple(PAR_PRICE if party.price is None else party.price for party in self.parties)

    @cached_property
    def party_shares(self) -> tuple[tuple[tuple[int, Fraction], ...], ...]:
        """For each party the providers that carry what it wins, and each one's share."""
        alone = (((p, Fraction(1)),) for p in range(len(self.providers or ())))
        return (*alone, *(tuple(zip(c.members, c.shares, strict=True)) for c in self.consortia))

    @cached_property
    def interchangeable_parties(self) -> Mapping[int, tuple[int, ...]]:
        """First of each class of interchangeable parties -> all of the class, ascending.

        Copies of a counted provider are interchangeable, but for those that a consortium names.
        """
        named = {provider for each in self.consortia for provider in each.members}
        classes: dict[int, tuple[int, ...]] = {}
        for copies in self.provider_copies.values():
            alike = tuple(p for p in copies if p not in named)
            classes |= {p: (p,) for p in copies if p in named}
            if alike:
                classes[alike[0]] = alike
        singles = len(self.providers or ())
        return dict(sorted(classes.items())) | {
            party: (party,) for party in range(singles, len(self.parties))
        }

    def get_price(self, party: int | None) -> Fraction:
        """The price of the party at this position, in per cent of gross value; par for None."""
        return PAR_PRICE if self.prices is None or party is None else self.prices[party]

    @property
    def needs_certificate(self) -> bool:
        """Whether a design must come with an indicative award of its lots."""
        return (
            self.has_prices
            or any(objective.measure in AWARD_MEASURES for objective in self.objectives)
            or any(rule.needs_certificate for rule in self.active_rules)
        )

    @cached_property
    def award_rules(self) -> tuple[Rule, ...]:
        """The active rules that one award keeps or breaks: on winners, and, with prices, on money.

        Rules on withdrawals are judged by other awards and so are not among them.
        """
        return tuple(
            rule
            for rule in self.active_rules
            if rule.scope == "award" or (rule.reads_prices and self.prices is not None)
        )

    def find_open_routes(self, unit: int) -> tuple[Route, ...]:
        """The routes that the scenario offers and the active rules leave to a unit."""
        required = {rule.find_required_route(self, unit) for rule in self.active_rules} - {None}
        return tuple(route for route in self.routes.offered if required <= {route})

    def sum_promised(self, service: str, year: int, found_by: str | None = None) -> Pence:
        """Pence promised of a service in contract year `year` (1 is the first).

        `found_by` counts only the promises that are found that way.
        """
        budget = sum(
            unit.gross_before_savings[year - 1] for unit in self.units if unit.service == service
        )
        last = self.service_years[service].last if service in self.service_years else 0
        return Pence(
            sum(
                promise.compute_saving(year, budget, last)
                for promise in self.money.promised
                if promise.service == service and found_by in (None, promise.found_by)
            )
        )


@dataclass(frozen=True, slots=True)
class ScenarioCase:
    """A future: the scenario with its changes, each as --set takes it, read anew."""

    id: str
    name: str
    changes: tuple[str, ...]
    scenario: Scenario
