"""Standing up to the market (section 9): every award of a design, every set of providers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from itertools import combinations, product
from math import prod

from tests.brute import award_rules, funding, money_rules
from tests.brute.case import Case, Doc, Provider, Row
from tests.brute.design import Design
from tests.brute.exact import Exact, is_blank, number
from tests.brute.judge import Judge
from tests.brute.lot import Lot
from tests.brute.market import is_eligible
from tests.brute.measures import MAXIMISED, measure
from tests.brute.partitions import partitions
from tests.brute.read import read

FREE = Fraction(-1)
"""Stands for a limit that is never met."""
Award = tuple[int, ...]
Group = frozenset[int]


@dataclass(frozen=True)
class Stays:
    """The chance of each single provider, by number."""

    chance: tuple[Fraction, ...]

    @classmethod
    def read(cls, doc: Doc, case: Case) -> Stays:
        """Its own, else its kind's, else 1."""
        rows = {row["id"]: row for row in doc.get("providers", [])}
        kinds = doc.get("stress", {}).get("stay", {})
        found = []
        for provider in singles(case):
            own = rows[provider.base].get("stay")
            found.append(number(kinds.get(provider.kind, 1) if is_blank(own) else own))
        return cls(tuple(found))


def singles(case: Case) -> list[Provider]:
    """The single providers, in order."""
    return [provider for provider in case.providers or () if not provider.members]


class Market:
    """A design, all its awards whatever turnovers and capacities, and what follows from them."""

    def __init__(self, design: Design) -> None:
        """List the awards that keep every other limit and the rules of a certificate."""
        self.design, self.case = design, design.case
        self.lots = design.external
        self.parties = range(len(self.case.providers or ()))
        self.numbers = range(len(singles(self.case)))
        self.awards = [award for award in self._list() if self._keeps(award)]

    def _list(self) -> Iterable[Award]:
        return product(*([p for p in self.parties if self._could(p, lot)] for lot in self.lots))

    def _could(self, party: int, lot: Lot) -> bool:
        """Eligible but for turnover and capacity."""
        provider = (self.case.providers or ())[party]
        return is_eligible(self.case, _without(provider, "turnover", "capacity"), lot)

    def _keeps(self, award: Award) -> bool:
        """Lots and staff of everybody, rules about awards and, with prices, about money."""
        case = self.case
        for number_ in self.numbers:
            firm = singles(case)[number_]
            parts = list(self.parts(award, number_))
            if firm.max_lots is not None and len(parts) > firm.max_lots:
                return False
            staff = sum(share * lot.tupe for share, lot in parts)
            if firm.tupe_limit is not None and staff > firm.tupe_limit:
                return False
        about = [r for r in case.rules if r["kind"] in ("award", "small_award")]
        if not all(award_rules.keeps(case, rule, self.lots, award) for rule in about):
            return False
        return not case.priced or self._pays(self.design.awarded(award))

    def _pays(self, awarded: Design) -> bool:
        for rule in self.case.rules:
            if rule["kind"] in ("envelope", "saving") and not money_rules.holds(
                self.case, rule, awarded.contracts
            ):
                return False
            if rule["kind"] == "funding" and not funding.holds(awarded):
                return False
        return True

    def parts(self, award: Award, firm: int) -> Iterator[tuple[Exact, Lot]]:
        """The shares of lots that a firm does in an award."""
        for winner, lot in zip(award, self.lots, strict=True):
            for member, share in self.case.firms(winner):
                if member == firm:
                    yield share, lot

    def team(self, award: Award) -> Group:
        """All single providers that an award rests on."""
        return frozenset(firm for winner in award for firm, _ in self.case.firms(winner))

    def capacity(self, party: int, scale: Sequence[Fraction]) -> Exact | None:
        """The capacity of a provider or consortium, members' times their scale, summed."""
        found: Exact = 0
        for firm, _ in self.case.firms(party):
            own = singles(self.case)[firm].capacity
            if own is None:
                return None
            found += scale[firm] * own
        return found

    def within(
        self, award: Award, multiple: Fraction, scale: Sequence[Fraction], rise: Fraction
    ) -> bool:
        """Whether the tests of turnover and capacity are passed, V being `rise` times as much."""
        for winner, lot in zip(award, self.lots, strict=True):
            turnover = (self.case.providers or ())[winner].turnover
            if turnover is not None and multiple * rise * lot.value > turnover:
                return False
            room = self.capacity(winner, scale)
            if room is not None and rise * lot.value > room:
                return False
        for firm in self.numbers:
            room = self.capacity(firm, scale)
            load = sum(rise * share * lot.value for share, lot in self.parts(award, firm))
            if room is not None and load > room:
                return False
        return True

    @cached_property
    def plain(self) -> tuple[Fraction, ...]:
        """Everybody's capacity as it stands."""
        return (Fraction(1),) * len(self.numbers)

    @cached_property
    def certificates(self) -> list[Award]:
        """As things stand."""
        return [a for a in self.awards if self.within(a, self.case.multiple, self.plain, ONE)]

    @cached_property
    def teams(self) -> set[Group]:
        """What certificates rest on."""
        return {self.team(award) for award in self.certificates}

    def has_certificate(self, gone: Group) -> bool:
        """Whether one is left without these."""
        return any(not team & gone for team in self.teams)

    def unbid(self, gone: Group) -> list[list[str]]:
        """The lots for which nobody is left who is eligible."""
        return [
            [unit.id for unit in lot.units]
            for lot in self.lots
            if not any(self._stands(party, gone) for party in lot.eligible)
        ]

    def _stands(self, party: int, gone: Group) -> bool:
        return not any(firm in gone for firm, _ in self.case.firms(party))

    def write(self, group: Group) -> Mapping[str, int]:
        """A set by ids: alike copies as a number of their row."""
        found: dict[str, int] = {}
        for firm in sorted(group):
            name = self.name(firm)
            found[name] = found.get(name, 0) + 1
        return found

    def name(self, firm: int) -> str:
        """The row of copies that no consortium names, else the own id."""
        provider = singles(self.case)[firm]
        named = any(firm in dict(p.members) for p in self.case.providers or ())
        return provider.id if named else provider.base

    def withdrawals(self) -> tuple[int | None, dict[tuple[tuple[str, int], ...], list[list[str]]]]:
        """The least size, and all sets of it with the lots that nobody is left for."""
        for size in range(len(self.numbers) + 1):
            found = {}
            for group in map(frozenset, combinations(self.numbers, size)):
                if not self.has_certificate(group):
                    found[tuple(sorted(self.write(group).items()))] = self.unbid(group)
            if found:
                return size, found
        return None, {}

    def alone(self) -> dict[str, tuple[bool, list[list[str]]]]:
        """For each provider alone."""
        groups = {self.name(firm): frozenset((firm,)) for firm in reversed(self.numbers)}
        return {n: (self.has_certificate(g), self.unbid(g)) for n, g in groups.items()}

    # Margins: each award gives the least or most at which it passes; the best of them counts.

    def least_capacity(self, firms: Iterable[int]) -> Fraction | None:
        """The least λ for these firms' capacities; None without a certificate."""
        scaled = frozenset(firms)
        needs = [self._need(award, scaled) for award in self.certificates]
        return min(needs, default=None)

    def _need(self, award: Award, scaled: Group) -> Fraction:
        """The least λ in 0..1 at which the award passes; it passes at 1."""
        points = [ZERO, ONE]
        for firm in scaled:
            own = singles(self.case)[firm].capacity
            load = sum(share * lot.value for share, lot in self.parts(award, firm))
            if own:
                points.append(Fraction(load) / own)
        for winner, lot in zip(award, self.lots, strict=True):
            members = [firm for firm, _ in self.case.firms(winner)]
            rooms = {firm: singles(self.case)[firm].capacity for firm in members}
            if None in rooms.values():
                continue
            inside = sum(room for firm, room in rooms.items() if firm in scaled and room)
            outside = sum(room for firm, room in rooms.items() if firm not in scaled and room)
            if inside:
                points.append(Fraction(lot.value - outside) / inside)
        for point in sorted(point for point in points if 0 <= point <= 1):
            scale = [point if firm in scaled else ONE for firm in self.numbers]
            if self.within(award, self.case.multiple, scale, ONE):
                return point
        raise AssertionError("it passes at 1")

    def most_multiple(self) -> Fraction | None:
        """The largest k; FREE where every k will do, None where not even 0."""
        found: list[Fraction] = []
        for award in self.awards:
            if self.within(award, ZERO, self.plain, ONE):
                asked = [
                    Fraction(turnover) / lot.value
                    for winner, lot in zip(award, self.lots, strict=True)
                    if (turnover := (self.case.providers or ())[winner].turnover) is not None
                    and lot.value
                ]
                if not asked:
                    return FREE
                found.append(min(asked))
        return max(found, default=None)

    def most_rise(self) -> Fraction | None:
        """The largest t; FREE where every t will do, None without a certificate."""
        found: list[Fraction] = []
        for award in self.certificates:
            most = self._most_rise(award)
            if most is None:
                return FREE
            found.append(most)
        return max(found, default=None)

    def _most_rise(self, award: Award) -> Fraction | None:
        asked: list[Fraction] = []
        for winner, lot in zip(award, self.lots, strict=True):
            turnover = (self.case.providers or ())[winner].turnover
            room = self.capacity(winner, self.plain)
            if turnover is not None and lot.value and self.case.multiple:
                asked.append(Fraction(turnover) / (self.case.multiple * lot.value))
            if room is not None and lot.value:
                asked.append(Fraction(room) / lot.value)
        for firm in self.numbers:
            room = self.capacity(firm, self.plain)
            load = sum(share * lot.value for share, lot in self.parts(award, firm))
            if room is not None and load:
                asked.append(Fraction(room) / load)
        return min(asked) - 1 if asked else None

    # Chances.

    def matters(self, stays: Stays) -> list[int]:
        """Who may stay or go and, itself or in a consortium, is eligible for a lot."""
        able = {p for lot in self.lots for p in lot.eligible}
        firms = {firm for party in able for firm, _ in self.case.firms(party)}
        return [f for f in self.numbers if 0 < stays.chance[f] < 1 and f in firms]

    def chances(self, stays: Stays) -> tuple[Fraction, Fraction]:
        """That each lot has a bidder who stands, and that a certificate exists: summed up."""
        matters = self.matters(stays)
        leavers = frozenset(f for f in self.numbers if stays.chance[f] == 0)
        every, certified = ZERO, ZERO
        for size in range(len(matters) + 1):
            for some in map(frozenset, combinations(matters, size)):
                weight = prod(
                    1 - stays.chance[f] if f in some else stays.chance[f] for f in matters
                )
                gone = some | leavers
                every += weight * (not self.unbid(gone))
                certified += weight * self.has_certificate(gone)
        return every, certified

    def drawn(self, stays: Stays, seed: int, draws: int) -> tuple[int, int]:
        """The draws in which each lot has a bidder, and in which a certificate exists."""
        every = certified = 0
        for t in range(1, draws + 1):
            gone = frozenset(f for f in self.numbers if not self._stays(f, stays, seed, t))
            every += not self.unbid(gone)
            certified += self.has_certificate(gone)
        return every, certified

    def _stays(self, firm: int, stays: Stays, seed: int, t: int) -> bool:
        digest = sha256(f"{seed}|{singles(self.case)[firm].id}|{t}".encode()).digest()
        return int.from_bytes(digest[:8], "big") < stays.chance[firm] * 2**64


ZERO, ONE = Fraction(0), Fraction(1)


def _without(provider: Provider, *limits: str) -> Provider:
    return replace(provider, **dict.fromkeys(limits))


def apply(doc: Doc, changes: Iterable[str]) -> Doc:
    """The document with the changes of a case made: money, market, providers, rules' numbers."""
    changed = {key: value for key, value in doc.items() if key != "case"}
    for change in changes:
        path, _, text = change.partition("=")
        changed = _put(changed, path.split("."), text)
    return changed


def _put(doc: Doc, steps: Sequence[str], text: str) -> Doc:
    head, *rest = steps
    if head in ("money", "market"):
        return doc | {head: {**doc.get(head, {}), rest[0]: text}}
    table = "providers" if head == "providers" else "rule"
    name, key = rest if head == "providers" else steps
    rows: list[Row] = [r | {key: text} if r["id"] == name else r for r in doc[table]]
    return doc | {table: rows}


Given = tuple[tuple[int, ...], tuple[str, ...]]
"""A design by its labels and routes."""


def regrets(doc: Doc, given: Sequence[Given]) -> Iterator[tuple[Exact | None, list[Exact | None]]]:
    """For each case the best of the first objective, and how far each given design is from it.

    The best is None where no design is admissible, a distance where the design is not.
    """
    for entry in doc["case"]:
        case = read(apply(doc, entry["set"]))
        judge, name = Judge(case), case.objectives[0]["measure"]
        sign = -1 if name in MAXIMISED else 1

        def reach(designs: Iterable[Design], name: str = name, sign: int = sign) -> Exact | None:
            return min((sign * measure(each, [name])[name] for each in designs), default=None)

        every = [d for labels in partitions(len(case.units)) for d in judge.admissible(labels)]
        best = reach(every)
        own = [reach(judge.admitted(judge.design(*each))) for each in given]
        yield (
            None if best is None else sign * best,
            [None if found is None or best is None else found - best for found in own],
        )
