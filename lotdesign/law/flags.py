"""Flags of procurement law that a scenario or a design raises, a sentence each.

They decide nothing and are no legal advice.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from lotdesign.design import Design
from lotdesign.faults import make_printable
from lotdesign.law.parameters import LawInForce, find_law
from lotdesign.pence import Pence
from lotdesign.scenario.lot_names import build_lot_names
from lotdesign.scenario.rows import LawRow
from lotdesign.scenario.scenario import Scenario, Unit
from lotdesign.scenario.values import write_exact_decimal
from lotdesign.words import format_count, format_pounds, join_words

FlagLevel = Literal["fact", "look", "unsettled"]
"""A plain fact; something to look at; something on which the reading is not settled."""

_OTHER_REGIMES = ("psr", "provider selection regime")
"""Spellings of a unit's regime that is outside the public contracts rules."""


@dataclass(frozen=True, slots=True)
class LawFlag:
    """A flag: its sentence, and the source of its figure."""

    id: str
    level: FlagLevel
    text: str
    source: str = ""


def build_flag(name: str, level: FlagLevel, text: str, row: LawRow) -> LawFlag:
    """A flag that rests on a row of the law; unsettled where the row's reading is uncertain."""
    return LawFlag(name, "unsettled" if row.standing == "uncertain" else level, text, row.source)


def flag_regime(law: LawInForce) -> LawFlag:
    """The law that the notice falls under."""
    row, noticed = law.get_row("regime"), law.noticed
    if row is None:
        return LawFlag("regime", "look", f"No law is on file for a notice of {noticed}.")
    if noticed is None:
        text = f"No notice date is given, so the figures shown are those of the {row.value}."
        return LawFlag("regime", "look", text, row.source)
    return LawFlag(
        "regime", "fact", f"A notice of {noticed} falls under the {row.value}.", row.source
    )


def flag_threshold(
    law: LawInForce, worth: int, years: int, alone: Sequence[int] = (), left_out: bool = False
) -> Iterator[LawFlag]:
    """All lots together, `worth` pence without VAT, against the light-touch threshold.

    `alone` is what each lot is worth; `left_out` says that units of another regime are not in it.
    """
    row, limit = law.get_row("light_touch_threshold"), law.get_amount("light_touch_threshold")
    if row is None or limit is None:
        return
    whole = _count_for_threshold(law, worth)
    with_ = "with" if law.get_amount("thresholds_with_vat") else "without"
    above = whole >= limit
    text = (
        f"All lots together come to {format_pounds(whole)} {with_} VAT "
        f"over {format_count(years, 'year')}, extensions counted, "
        f"which is {'not below' if above else 'below'} the light-touch threshold "
        f"of {format_pounds(limit)} {with_} VAT"
    )
    if above and alone and all(_count_for_threshold(law, each) < limit for each in alone):
        text += "; that each lot alone would be below it does not count"
    usual = law.get_amount("services_threshold")
    if not above and usual is not None and whole >= usual:
        text += f", but not below the {format_pounds(usual)} of services that are not light-touch"
    if left_out:
        text += "; units under the Provider Selection Regime are left out"
    yield build_flag("threshold", "look" if above else "fact", f"{text}.", row)


def _count_for_threshold(law: LawInForce, pence: int) -> Fraction:
    """An amount as thresholds count it on the day of the notice: with or without VAT."""
    return law.add_vat(pence) if law.get_amount("thresholds_with_vat") else Fraction(pence)


def is_other_regime(unit: Unit) -> bool:
    """Whether the unit falls under the Provider Selection Regime, as health visiting does."""
    return unit.regime.strip().lower() in _OTHER_REGIMES


def sum_lot_worth(scenario: Scenario, units: Iterable[int]) -> Pence:
    """Gross value over all years, extensions counted, in pence."""
    return Pence(sum(sum(scenario.units[u].gross) for u in units))


def sum_units_worth(scenario: Scenario, lots: Sequence[tuple[int, ...]] | None = None) -> Pence:
    """Gross value over all years of these lots, or of all units, in pence.

    Units under another regime do not count towards the threshold and are left out.
    """
    units = range(len(scenario.units)) if lots is None else [u for lot in lots for u in lot]
    return sum_lot_worth(scenario, [u for u in units if not is_other_regime(scenario.units[u])])


@dataclass(frozen=True)
class _LawCase:
    """What flags are raised on: a scenario, its law, and a design where there is one."""

    scenario: Scenario
    law: LawInForce
    design: Design | None

    @cached_property
    def lots(self) -> tuple[tuple[int, ...], ...]:
        """The units of each external lot."""
        held = self.design.lots if self.design else ()
        return tuple(lot.units for lot in held if lot.route == "external")

    def name(self, lot: int) -> str:
        """A lot as a sentence names it."""
        return make_printable(self._names[lot])

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return build_lot_names(self.scenario, self.lots)


def find_law_flags(scenario: Scenario, design: Design | None = None) -> tuple[LawFlag, ...]:
    """Every flag of a scenario, and of a design where one is given."""
    case = _LawCase(scenario, find_law(scenario), design)
    return tuple(flag for raise_ in _FLAG_RAISERS for flag in raise_(case))


def _raise_regime(case: _LawCase) -> Iterator[LawFlag]:
    yield flag_regime(case.law)


def _raise_threshold(case: _LawCase) -> Iterator[LawFlag]:
    lots = case.lots if case.design else None
    worth = sum_units_worth(case.scenario, lots)
    alone = [sum_lot_worth(case.scenario, lot) for lot in lots or ()]
    left_out = any(is_other_regime(unit) for unit in case.scenario.units)
    yield from flag_threshold(case.law, worth, case.scenario.years, alone, left_out)


def _raise_reasons(case: _LawCase) -> Iterator[LawFlag]:
    row = case.law.get_row("reasons_for_lots")
    if row is None or case.design is None or not case.lots:
        return
    if len(case.lots) == 1:
        text = f"Everything is one lot: {row.value} asks for the reasons why it is not divided"
        yield build_flag("reasons", "look", f"{text}.", row)
    else:
        lots = format_count(len(case.lots), "lot")
        text = f"Divided into {lots}: no reasons for not dividing are needed"
        yield LawFlag("reasons", "fact", f"{text}.", row.value)


def _raise_reserved(case: _LawCase) -> Iterator[LawFlag]:
    row, longest = case.law.get_row("reserved_years"), case.law.get_amount("reserved_years")
    asked = [rule.id for rule in case.scenario.active_rules if rule.reserves_lots]
    if row is None or longest is None or not asked:
        return
    limit = (
        f"a contract reserved for a mutual may run for at most {format_count(int(longest), 'year')}"
    )
    if not case.scenario.has_one_term:
        yield _flag_reserved_by_years(case, row, int(longest), limit)
        return
    first, years = case.scenario.term.initial, case.scenario.years
    if years <= longest:
        yield build_flag(
            "reserved", "fact", f"The term of {years} years can be reserved: {limit}.", row
        )
    elif first <= longest:
        text = (
            f"The first {first} years can be reserved; with extensions the term is {years} years, "
            f"and {limit}"
        )
        yield LawFlag("reserved", "unsettled", f"{text}.", row.source)
    else:
        text = f"A term of {years} years cannot be reserved: {limit}"
        yield build_flag("reserved", "look", f"{text}.", row)


def _flag_reserved_by_years(case: _LawCase, row: LawRow, longest: int, limit: str) -> LawFlag:
    """How many external lots, or units where there is no design, run for few enough years."""
    held = case.lots if case.design else [(u,) for u in range(len(case.scenario.units))]
    short = sum(len(case.scenario.find_years(units)) <= longest for units in held)
    which = format_count(len(held), "lot" if case.design else "unit")
    able = f"{short} of {which}, extensions counted, {'can' if short else 'could'} be reserved"
    return build_flag("reserved", "fact" if short else "look", f"{able}: {limit}.", row)


def _raise_mixed_regimes(case: _LawCase) -> Iterator[LawFlag]:
    regimes = {unit.regime for unit in case.scenario.units}
    if len(regimes) < 2:
        return
    if case.design is None:
        named = join_words([make_printable(each) or "the general one" for each in sorted(regimes)])
        text = f"Units fall under different regimes ({named}): a lot that mixes them needs advice"
        yield LawFlag("mixed_regimes", "look", f"{text}.")
    for i, lot in enumerate(case.lots):
        held = sorted({case.scenario.units[u].regime for u in lot})
        if len(held) > 1:
            named = join_words([make_printable(each) or "the general one" for each in held])
            text = f"{case.name(i)} mixes units under different regimes ({named})"
            yield LawFlag("mixed_regimes", "look", f"{text}.")


def _raise_indicators(case: _LawCase) -> Iterator[LawFlag]:
    row, limit = case.law.get_row("kpi_threshold"), case.law.get_amount("kpi_threshold")
    if row is None or limit is None:
        return
    large = [
        case.name(i)
        for i, lot in enumerate(case.lots)
        if case.law.add_vat(sum_lot_worth(case.scenario, lot)) > limit
    ]
    if large:
        text = f"Check whether performance indicators are asked of {join_words(large)}"
        yield build_flag(
            "indicators", "look", f"{text}: over {format_pounds(limit)} with VAT.", row
        )


def _raise_turnover(case: _LawCase) -> Iterator[LawFlag]:
    row, most = case.law.get_row("turnover_multiple"), case.law.get_amount("turnover_multiple")
    asked = case.scenario.market.turnover_multiple
    if row is None or most is None or case.scenario.providers is None or asked <= most:
        return
    text = (
        f"A turnover of {write_exact_decimal(asked)} times the yearly value is more than the "
        f"{write_exact_decimal(most)} times that the regulations let other contracts ask for"
    )
    yield build_flag("turnover", "look", f"{text}.", row)


def _raise_caps(case: _LawCase) -> Iterator[LawFlag]:
    capped = [
        rule.id
        for rule in case.scenario.active_rules
        if rule.party_share_cap is not None or rule.provider_lot_cap is not None
    ]
    if capped:
        rules = join_words([make_printable(rule) for rule in capped])
        text = (
            f"What one provider may be awarded is capped ({rules}): the notice has to "
            "state the cap, and the objective rule that applies when the award criteria would give "
            "one provider more"
        )
        yield LawFlag("caps", "look", f"{text}.")


_FLAG_RAISERS = (
    _raise_regime,
    _raise_threshold,
    _raise_reasons,
    _raise_reserved,
    _raise_mixed_regimes,
    _raise_indicators,
    _raise_turnover,
    _raise_caps,
)
