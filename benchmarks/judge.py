"""What a design is really worth: the checker's word, whoever drew it."""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.peers.answer import Answer
from lotdesign.checker.award import check_award
from lotdesign.checker.structure import read_design
from lotdesign.checker.tally import Tally
from lotdesign.design import Design
from lotdesign.ledger import Ledger
from lotdesign.market.withdrawal import Fallback
from lotdesign.measures.base import Value
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario


@dataclass(frozen=True)
class Verdict:
    """The exact first objective of a design, and everything that it breaks.

    None where the lots are no design, or have no award to measure.
    """

    value: Value | None
    faults: tuple[str, ...]


def judged(scenario: Scenario, answer: Answer) -> Verdict:
    """The verdict on a peer's design, with its award if the scenario asks for one."""
    tally = Tally()
    lots = [tuple(scenario.units[u].id for u in lot) for lot in answer.lots]
    design = read_design(scenario, lots, (), tally)
    if design is None:
        return Verdict(None, tuple(tally.faults))
    whole = answer.award is not None and len(answer.award) == len(lots)
    award = answer.award if scenario.needs_certificate and whole else None
    tally.true(award is not None or not scenario.needs_certificate, "lots without a winner")
    ledger = Ledger(scenario, design, award, _fallbacks(scenario, design))
    check_award(ledger, tally)
    for rule in scenario.active_rules:
        tally.true(rule.judge(ledger).met, f"breaks {rule.id}")
    measure = MEASURES[scenario.objectives[0].measure]
    if award is None and (measure.needs_certificate or scenario.prices is not None):
        return Verdict(None, tuple(tally.faults))
    return Verdict(measure.of(ledger), tuple(tally.faults))


def _fallbacks(scenario: Scenario, design: Design) -> Mapping[int, Fallback]:
    """Awards without those who may withdraw, which peers do not tell; the rules judge them."""
    if all(rule.kind != "withdrawal" for rule in scenario.active_rules):
        return {}
    from solver.engines.cp_sat import CpSat
    from solver.selection.certificate import fallbacks

    return fallbacks(scenario, design, CpSat())
