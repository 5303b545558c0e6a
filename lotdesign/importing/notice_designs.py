"""A published notice as a scenario: what its lots cost, merged or divided otherwise.

A notice names no provider, and mostly one item a lot. So the lots are the units, unless a lot lists
several items or places: then these are, in equal parts. Lots that run for other times stay apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, get_args

from lotdesign.faults import make_printable
from lotdesign.importing.notice_units import round_years
from lotdesign.importing.notices import NoticeLot, PublishedNotice
from lotdesign.input.document import choose_document_model
from lotdesign.input.load import build_scenario
from lotdesign.input.raw import RawDocument
from lotdesign.pence import Pence
from lotdesign.result.model import AssumptionNote
from lotdesign.scenario.money_section import ScalePoint
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, format_pounds

ValuesOf = Literal["yearly", "initial", "with_extensions"]
"""What published values are of: a year, the first term, or all years with extensions."""
VALUES_OF: tuple[ValuesOf, ...] = get_args(ValuesOf)

NOTHING = Pence(0)

_MOST_UNITS = 60
"""Beyond that a search would hold up all other notices."""


@dataclass(frozen=True, slots=True)
class BacktestAssumptions:
    """What no notice says: what a contract costs, and how large a small provider can take on.

    Money in pence. `reach` is the largest yearly value of a lot for which the turnover of a small
    provider may do; None where nothing was given.
    """

    management: Pence = NOTHING
    procurement: Pence = NOTHING
    scale: tuple[ScalePoint, ...] = ()
    reach: Pence | None = None


@dataclass(frozen=True)
class NoticeDesign:
    """A notice that can be judged: the scenario, and its lots as published, by unit ids.

    `are_parts` tells whether some units are less than a lot; `least_lots` is how many the cap on
    awards needs.
    """

    scenario: Scenario
    published: tuple[tuple[str, ...], ...]
    are_parts: bool
    least_lots: int
    terms: int


@dataclass(frozen=True, slots=True)
class _NoticeUnit:
    """A lot, or a listed part of one; `large` is more than a small provider can take on alone."""

    id: str
    lot: NoticeLot
    name: str
    budget: Pence
    large: bool


class NotJudged(Exception):
    """The notice does not say enough; the text is why."""


def read_assumptions(scenario: Scenario) -> BacktestAssumptions:
    """The figures of a scenario that say what a contract costs and who is small."""
    money, market = scenario.money, scenario.market
    largest, multiple = market.small.max_turnover, market.turnover_multiple
    reach = None if largest is None or not multiple else Pence(int(Fraction(largest) / multiple))
    return BacktestAssumptions(money.contract_management, money.procurement, money.scale, reach)


def build_notice_design(
    notice: PublishedNotice, values_of: ValuesOf | None, assumed: BacktestAssumptions
) -> NoticeDesign:
    """The scenario of a notice; raises NotJudged with the reason where it cannot be judged."""
    units = tuple(_list_units(notice, values_of, assumed))
    by_lot = [tuple(u.id for u in units if u.lot is lot) for lot in notice.lots]
    cap = notice.most_awarded
    least = 1 if cap is None else -(-len(notice.lots) // cap)
    terms = list(dict.fromkeys(_find_term(lot) for lot in notice.lots))
    return NoticeDesign(
        scenario=_build_scenario(_write_document(units, terms, least, assumed)),
        published=tuple(by_lot),
        are_parts=any(len(lot) > 1 for lot in by_lot),
        least_lots=least,
        terms=len(terms),
    )


def _build_scenario(values: dict[str, Any]) -> Scenario:
    return build_scenario(RawDocument("notice", "notice", values, choose_document_model(values)))


def describe_assumptions(assumed: BacktestAssumptions) -> tuple[AssumptionNote, ...]:
    """What the judgement rests on besides the notices, a sentence each."""
    management, procurement = map(format_pounds, (assumed.management, assumed.procurement))
    cost = f"A contract costs the council {management} a year and {procurement} once."
    if not assumed.management and not assumed.procurement:
        cost = "A contract costs the council nothing, as nothing was given: use --scenario."
    reach = "No lot is too large for a small provider, as nothing was given: use --scenario."
    if assumed.reach is not None:
        most = format_pounds(assumed.reach)
        reach = f"A lot of up to {most} a year is one that a small provider may have turnover for."
    scale = "Larger lots save by size as the scenario says." if assumed.scale else ""
    return tuple(
        AssumptionNote(where=where, text=text)
        for where, text in (
            ("money.contract_management", cost),
            ("market.small", reach),
            ("money.scale", scale),
            ("providers", "No providers are known: nothing is said of who can bid."),
            ("neighbours", "Which places touch is not known: any lots may be merged."),
            ("units", "Several items or places of a lot are worth equal parts of it."),
        )
        if text
    )


def find_yearly(lot: NoticeLot, values_of: ValuesOf) -> Pence:
    """What a lot is worth a year, in pence, to the nearest penny."""
    initial, extension = _find_years(lot)
    years = {"yearly": 1, "initial": initial, "with_extensions": initial + extension}[values_of]
    return Pence(round(Decimal(lot.value or 0) / years))


def _list_units(
    notice: PublishedNotice, values_of: ValuesOf | None, assumed: BacktestAssumptions
) -> Iterator[_NoticeUnit]:
    """Each lot or its parts; raises NotJudged for the first thing that is missing."""
    if not notice.is_divided and len(notice.lots[0].parts) < 2:
        raise NotJudged("it has one lot, and lists no items or places by which to divide it")
    without = [lot.title for lot in notice.lots if not lot.value]
    if without:
        first = make_printable(without[0], 60)
        many = format_count(len(without), "lot has", "lots have")
        raise NotJudged(f"{many} no value without VAT, such as {first}")
    if values_of is None:
        raise NotJudged(
            "its values may be of a year, of the first term or of all years: say which, --values"
        )
    if sum(len(lot.parts) or 1 for lot in notice.lots) > _MOST_UNITS:
        raise NotJudged(f"it has more than {_MOST_UNITS} lots and parts")
    for number, lot in enumerate(notice.lots, 1):
        yearly = find_yearly(lot, values_of)
        parts = lot.parts or (lot.title,)
        for place, name in enumerate(parts, 1):
            share = Pence((yearly * place) // len(parts) - (yearly * (place - 1)) // len(parts))
            large = assumed.reach is not None and share > assumed.reach
            short = f"lot-{number}" if len(parts) == 1 else f"lot-{number}-part-{place}"
            yield _NoticeUnit(short, lot, make_printable(name, 200), share, large)


def _find_years(lot: NoticeLot) -> tuple[int, int]:
    """Whole years of the first term, and of all extensions; raises NotJudged for others."""
    first, whole = lot.years
    initial, total = round_years(first), round_years(whole)
    if first is None or whole is None:
        raise NotJudged("no dates say how long its contracts run")
    if initial is None or total is None:
        years = first if initial is None else whole
        raise NotJudged(f"a contract of {years} years: only whole years can be judged")
    return initial, total - initial


def _find_term(lot: NoticeLot) -> tuple[str, int, int]:
    """Start and years: lots that differ in them stay apart."""
    return (str(lot.start), *_find_years(lot))


def _write_document(
    units: Sequence[_NoticeUnit],
    terms: Sequence[tuple[str, int, int]],
    least: int,
    assumed: BacktestAssumptions,
) -> dict[str, Any]:
    """The scenario as a TOML file would have it."""

    def name_service(unit: _NoticeUnit) -> str:
        number = terms.index(_find_term(unit.lot)) + 1
        return f"large_{number}" if unit.large else f"term_{number}"

    services = dict.fromkeys(map(name_service, units))
    rules: list[Mapping[str, Any]] = [
        {"id": f"apart-{name}", "kind": "separate", "service": name}
        for name in services
        if len(services) > 1
    ]
    rules += [
        {"id": f"own-{name}", "kind": "apart", "units": together}
        for name in services
        if name.startswith("large")
        and len(together := [u.id for u in units if name_service(u) == name]) > 1
    ]
    within = [name for name in services if name.startswith("term")]
    if assumed.reach is not None and within:
        most = _write_pounds(assumed.reach)
        rules.append({"id": "reach", "kind": "lot_value", "max": most, "services": within})
    if least > 1:
        rules.append({"id": "winners", "kind": "lot_count", "min": least})
    return {
        "schema": 1,
        "term": {
            "initial": terms[0][1],
            **_write_extension(terms[0][2]),
            "service": [
                {
                    "services": [f"{kind}_{number}"],
                    "initial": initial,
                    **_write_extension(more),
                }
                for number, (_, initial, more) in enumerate(terms, 1)
                for kind in ("term", "large")
                if f"{kind}_{number}" in services
            ],
        },
        "money": {
            "contract_management": _write_pounds(assumed.management),
            "procurement": _write_pounds(assumed.procurement),
            "scale": [
                {
                    "value": _write_pounds(each.value),
                    "saving": str(Decimal(each.saving.numerator) / each.saving.denominator),
                }
                for each in assumed.scale
            ],
        },
        "objective": [{"measure": "whole_life_cost"}, {"measure": "lots"}],
        "rule": rules,
        "units": [
            {
                "id": unit.id,
                "name": unit.name,
                "service": name_service(unit),
                "annual_budget": _write_pounds(unit.budget),
            }
            for unit in units
        ],
    }


def _write_extension(years: int) -> Mapping[str, Any]:
    return {"extensions": [years]} if years else {}


def _write_pounds(pence: Pence) -> str:
    return f"{Decimal(pence) / 100:.2f}"
