"""`saving` as rows: in every year the chosen lots cost that much less than today."""

from lotdesign.money.baseline import baseline
from lotdesign.rules.saving import Saving
from solver.facts.table import Facts
from solver.selection.model import Model


def ties(rule: Saving, facts: Facts, model: Model) -> None:
    """One row a year: cost is at most the baseline less the target."""
    today = baseline(facts.scenario)
    for year, target in enumerate(rule.targets(facts.scenario)):
        form = model.chosen(facts.cost[:, year]).plus(target - today[year])
        model.at_most_zero(f"{rule.id}, year {year + 1}", form)
