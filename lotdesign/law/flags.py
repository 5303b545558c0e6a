"""What of the law a procurement has to look at, a sentence each; nothing is decided by them.

Every figure is a dated parameter (`parameters.csv`, or the scenario's own). None is legal advice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lotdesign.design import Design
from lotdesign.faults import shown
from lotdesign.law.flag import Flag, flag_of, regime, threshold
from lotdesign.law.parameters import Law, law_of
from lotdesign.law.value import lot_worth, other_regime, units_worth
from lotdesign.naming import lot_names
from lotdesign.rules.award import Award
from lotdesign.rules.reserved import Reserved
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.written import decimal
from lotdesign.words import listed, plural, pounds


@dataclass(frozen=True)
class _Case:
    """What flags are about: a scenario under its law, and a design where there is one."""

    scenario: Scenario
    law: Law
    design: Design | None

    @cached_property
    def lots(self) -> tuple[tuple[int, ...], ...]:
        """The units of the lots that are bought outside."""
        held = self.design.lots if self.design else ()
        return tuple(lot.units for lot in held if lot.route == "external")

    def name(self, lot: int) -> str:
        """A lot as a sentence names it."""
        return shown(self._names[lot])

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return lot_names(self.scenario, self.lots)


def flags(scenario: Scenario, design: Design | None = None) -> tuple[Flag, ...]:
    """Every flag of a scenario, and of a design where one is given."""
    case = _Case(scenario, law_of(scenario), design)
    return tuple(flag for raise_ in _FLAGS for flag in raise_(case))


def _regime(case: _Case) -> Iterator[Flag]:
    yield regime(case.law)


def _threshold(case: _Case) -> Iterator[Flag]:
    lots = case.lots if case.design else None
    worth = units_worth(case.scenario, lots)
    alone = [lot_worth(case.scenario, lot) for lot in lots or ()]
    left_out = any(other_regime(unit) for unit in case.scenario.units)
    yield from threshold(case.law, worth, case.scenario.years, alone, left_out)


def _reasons(case: _Case) -> Iterator[Flag]:
    row = case.law.row("reasons_for_lots")
    if row is None or case.design is None or not case.lots:
        return
    if len(case.lots) == 1:
        text = f"Everything is one lot: {row.value} asks for the reasons why it is not divided"
        yield flag_of("reasons", "look", f"{text}.", row)
    else:
        text = (
            f"Divided into {plural(len(case.lots), 'lot')}: no reasons for not dividing are asked"
        )
        yield Flag("reasons", "fact", f"{text}.", row.value)


def _reserved(case: _Case) -> Iterator[Flag]:
    row, longest = case.law.row("reserved_years"), case.law.amount("reserved_years")
    asked = [rule.id for rule in case.scenario.active_rules if isinstance(rule, Reserved)]
    if row is None or longest is None or not asked:
        return
    first, years = case.scenario.term.initial, case.scenario.years
    limit = f"a contract reserved for a mutual may run for at most {plural(int(longest), 'year')}"
    if years <= longest:
        yield flag_of(
            "reserved", "fact", f"The term of {years} years can be reserved: {limit}.", row
        )
    elif first <= longest:
        text = (
            f"The first {first} years can be reserved; with extensions the term is {years} years, "
            f"and {limit}"
        )
        yield Flag("reserved", "unsettled", f"{text}.", row.source)
    else:
        text = f"A term of {years} years cannot be reserved: {limit}"
        yield flag_of("reserved", "look", f"{text}.", row)


def _mixed(case: _Case) -> Iterator[Flag]:
    regimes = {unit.regime for unit in case.scenario.units}
    if len(regimes) < 2:
        return
    if case.design is None:
        named = listed([shown(each) or "the general one" for each in sorted(regimes)])
        text = f"Units fall under different regimes ({named}): a lot that mixes them needs advice"
        yield Flag("mixed_regimes", "look", f"{text}.")
    for i, lot in enumerate(case.lots):
        held = sorted({case.scenario.units[u].regime for u in lot})
        if len(held) > 1:
            named = listed([shown(each) or "the general one" for each in held])
            text = f"{case.name(i)} mixes units under different regimes ({named})"
            yield Flag("mixed_regimes", "look", f"{text}.")


def _indicators(case: _Case) -> Iterator[Flag]:
    row, limit = case.law.row("kpi_threshold"), case.law.amount("kpi_threshold")
    if row is None or limit is None:
        return
    large = [
        case.name(i)
        for i, lot in enumerate(case.lots)
        if case.law.with_vat(lot_worth(case.scenario, lot)) > limit
    ]
    if large:
        text = f"Check whether performance indicators are asked of {listed(large)}"
        yield flag_of("indicators", "look", f"{text}: over {pounds(limit)} with VAT.", row)


def _turnover(case: _Case) -> Iterator[Flag]:
    row, most = case.law.row("turnover_multiple"), case.law.amount("turnover_multiple")
    asked = case.scenario.market.turnover_multiple
    if row is None or most is None or case.scenario.providers is None or asked <= most:
        return
    text = (
        f"A turnover of {decimal(asked)} times the yearly value is more than the "
        f"{decimal(most)} times that the regulations let other contracts ask for"
    )
    yield flag_of("turnover", "look", f"{text}.", row)


def _caps(case: _Case) -> Iterator[Flag]:
    capped = [
        rule.id
        for rule in case.scenario.active_rules
        if isinstance(rule, Award) and rule.max_share is not None
    ]
    if capped:
        text = (
            f"What one provider may be awarded is capped ({listed([shown(c) for c in capped])}): "
            "the notice has to state the cap, and the objective rule that applies when the award "
            "criteria would give one provider more"
        )
        yield Flag("caps", "look", f"{text}.")


_FLAGS = (_regime, _threshold, _reasons, _reserved, _mixed, _indicators, _turnover, _caps)
