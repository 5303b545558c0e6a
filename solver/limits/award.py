"""`award` as a fact of each lot, and as rows over who wins which."""

from math import floor

from lotdesign.rules.award import Award
from lotdesign.scenario.scenario import Scenario
from solver.candidates.shape import Ceiling, Shape
from solver.facts.lots import Flags
from solver.facts.table import Facts
from solver.facts.values import constant_total, value_terms
from solver.selection.model import Model
from solver.selection.winners import Winners, add_winning


def shape(rule: Award, scenario: Scenario) -> Shape:
    """No lot above the share, where V adds up to the same in every design."""
    most = _most(rule, scenario)
    if most is None:
        return Shape()
    (term,) = value_terms(scenario)
    return Shape(ceilings=(Ceiling(term, most),))


def admits(rule: Award, facts: Facts) -> Flags:
    """Somebody can be awarded it, and would not hold too much by it alone."""
    able, most = facts.placeable(facts.everyone), _most(rule, facts.scenario)
    return able if most is None else able & (facts.value <= most)


def _most(rule: Award, scenario: Scenario) -> int | None:
    """The largest V that one provider may hold, in its parts; None where that depends on more."""
    total = constant_total(scenario)
    if rule.max_share is None or total is None:
        return None
    return floor(rule.max_share * total)


def ties_winners(rule: Award, model: Model, winners: Winners) -> None:
    """No provider above the share; enough winners."""
    if rule.max_share is not None:
        for p in winners.providers:
            won = winners.load(p, winners.facts.value)
            form = winners.beyond_share(won, rule.max_share * winners.copies(p))
            model.at_most_zero(f"{rule.id}: share of provider {p}", form)
    if rule.min_winners is not None:
        model.row(f"{rule.id}: winners", add_winning(model, winners), rule.min_winners, None)
