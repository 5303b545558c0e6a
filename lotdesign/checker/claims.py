"""Whether rules, measures and objectives are as the result says."""

from fractions import Fraction

from lotdesign.checker.tally import Tally
from lotdesign.ledger import Ledger
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import judged, measures
from lotdesign.result.model import Figure, Result


def check_rules(ledger: Ledger, result: Result, tally: Tally) -> None:
    """Every rule's standing; a design that is called best or feasible must meet all."""
    said = {rule.id: rule for rule in result.rules}
    tally.same("rules", [rule.id for rule in result.rules], [r.id for r in ledger.scenario.rules])
    for rule in ledger.scenario.rules:
        found = judged(ledger.scenario, rule, ledger)
        if rule.id not in said:
            continue
        there = said[rule.id]
        for part in ("kind", "sentence", "status", "binding", "measured", "limit", "slack"):
            tally.same(f"rule {rule.id}: {part}", getattr(there, part), getattr(found, part))
        if result.termination != "given":
            tally.true(found.status != "broken", f"rule {rule.id} is broken: {found.sentence}")


def check_measures(ledger: Ledger, result: Result, tally: Tally) -> None:
    """Every measure, and that objectives and measures agree."""
    found = measures(ledger)
    tally.same("measures", sorted(result.measures), sorted(found))
    for name, value in found.items():
        tally.same(f"measure {name}", result.measures.get(name), value)
    for objective in result.objective:
        name = objective.measure
        tally.same(f"objective {name}", objective.value, result.measures.get(name))
        in_order = (objective.bound, objective.optimum, objective.value)
        tally.true(
            _rising(MEASURES[name].sign, in_order),
            f"objective {name}: bound, optimum and value {in_order} are out of order",
        )


def _rising(sign: int, figures: tuple[Figure, ...]) -> bool:
    """Whether the figures get no better from first to last; what is None is passed over."""
    known = [sign * Fraction(each) for each in figures if each is not None]
    return known == sorted(known)
