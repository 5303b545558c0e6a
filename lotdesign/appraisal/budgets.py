"""What each option takes of every budget, to the penny."""

from collections.abc import Iterator
from dataclasses import dataclass

from lotdesign.design import Lot, Route, design_with
from lotdesign.ledger import Ledger
from lotdesign.result.model import Comparison
from lotdesign.rules.base import Finding
from lotdesign.rules.envelope import Envelope
from lotdesign.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Budgeted:
    """How an option stands to an envelope in the year that leaves least."""

    option: str
    rule: str
    finding: Finding


def budgeted(scenario: Scenario, options: tuple[Comparison, ...]) -> Iterator[Budgeted]:
    """Each active envelope with each option."""
    ledgers = [(each.id, _ledger(scenario, each)) for each in options]
    for rule in scenario.active_rules:
        if isinstance(rule, Envelope):
            for option, ledger in ledgers:
                yield Budgeted(option, rule.id, rule.judge(ledger))


def _ledger(scenario: Scenario, option: Comparison) -> Ledger:
    """The option's figures; a verified result says who would be awarded its lots."""
    external: list[Route] = ["external"] * len(option.lots)
    design = design_with(
        Lot(tuple(sorted(scenario.positions(lot))), route)
        for lot, route in zip(option.lots, option.routes or external, strict=True)
    )
    parties = {party.id: place for place, party in enumerate(scenario.parties)}
    award = tuple(parties.get(winner) for winner in option.award)
    return Ledger(scenario, design, award or None)
