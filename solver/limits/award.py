"""`award` as a fact of each lot, and as rows over who wins which."""

from lotdesign.rules.award import Award
from solver.facts.lots import Flags
from solver.facts.table import Facts
from solver.selection.model import Model
from solver.selection.winners import Winners, add_winning


def admits(rule: Award, facts: Facts) -> Flags:
    """Somebody can be awarded it."""
    return facts.placeable(facts.everyone)


def ties_winners(rule: Award, model: Model, winners: Winners) -> None:
    """No provider above the share; enough winners."""
    if rule.max_share is not None:
        for p in winners.providers:
            won = winners.load(p, winners.facts.value)
            form = winners.beyond_share(won, rule.max_share * winners.copies(p))
            model.at_most_zero(f"{rule.id}: share of provider {p}", form)
    if rule.min_winners is not None:
        model.row(f"{rule.id}: winners", add_winning(model, winners), rule.min_winners, None)
