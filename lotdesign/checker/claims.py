"""Whether rules and measures are as the result says."""

from lotdesign.checker.tally import Tally
from lotdesign.ledger import Ledger
from lotdesign.result.build import judged, law_notes, measures
from lotdesign.result.model import Result

PARTS = ("kind", "sentence", "status", "binding", "measured", "limit", "slack", "unit", "where")
"""What a result says of a rule; its effect is the solver's to tell."""


def check_rules(ledger: Ledger, result: Result, tally: Tally) -> None:
    """Every rule's standing; a design that is called best or feasible must meet all."""
    said = {rule.id: rule for rule in result.rules}
    tally.same("rules", [rule.id for rule in result.rules], [r.id for r in ledger.scenario.rules])
    for rule in ledger.scenario.rules:
        found = judged(ledger.scenario, rule, ledger)
        if rule.id not in said:
            continue
        there = said[rule.id]
        for part in PARTS:
            tally.same(f"rule {rule.id}: {part}", getattr(there, part), getattr(found, part))
        if result.termination != "given":
            tally.true(found.status != "broken", f"rule {rule.id} is broken: {found.sentence}")


def check_law(ledger: Ledger, result: Result, tally: Tally) -> None:
    """What is said of the law, for just this design."""
    tally.same("law", result.law, law_notes(ledger.scenario, ledger.design))


def check_measures(ledger: Ledger, result: Result, tally: Tally) -> None:
    """Every measure that the scenario and the award allow, and no other."""
    found = measures(ledger)
    tally.same("measures", sorted(result.measures), sorted(found))
    for name, value in found.items():
        tally.same(f"measure {name}", result.measures.get(name), value)
