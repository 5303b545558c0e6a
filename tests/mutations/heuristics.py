"""Faults in heuristics: capacities, annealing, regions, repairs, and what their bounds prove."""

from tests.mutations.mutation import mutations

RUN = (
    "tests/heuristics/test_run.py::test_no_bound_is_above_and_no_design_below_the_optimum[0]"
    " tests/heuristics/test_run.py::test_lots_cut_from_random_trees_make_designs_too"
)
ANNEALING = "tests/heuristics/test_annealing.py"

TABLE = [
    *mutations(
        "solver/heuristics/capacities.py",
        f"tests/heuristics/test_capacities.py {ANNEALING}",
        ("None if left is None else left - amount", "left"),
        ("                self._add_offer(a, -1)\n", ""),
    ),
    *mutations(
        "solver/heuristics/annealing.py",
        ANNEALING,
        ("cost += self._make_one_move(", "cost = self._make_one_move("),
        (
            "if not smaller or not larger:",
            "if not smaller and not larger:",
            "a lot without units is no candidate, so that nobody offers for it",
        ),
        (
            "tuple(-amount for amount in gone.capacity_use)",
            "tuple(0 for amount in gone.capacity_use)",
        ),
    ),
    *mutations(
        "solver/heuristics/adjacent_lots.py",
        f"tests/heuristics/test_adjacent_lots.py {RUN}",
        ("        units |= masks[chosen]\n", ""),
        ("if i != start)][:count]]", ")][:count]]"),
    ),
    *mutations(
        "solver/heuristics/bound_tracker.py",
        f"tests/heuristics/test_bound_tracker.py {RUN}",
        (
            "return value <= self._measure.sign * self.bound",
            "return value <= self._measure.sign * self.bound + 10**6",
        ),
        ("bound is not None and bound > self.bound", "bound is not None"),
    ),
    *mutations(
        "solver/heuristics/construct.py",
        RUN,
        (
            "((1 << len(self._scenario.units)) - 1) & ~covered",
            "((1 << len(self._scenario.units) - 1) - 1) & ~covered",
        ),
        ("np.full(len(uncovered), 2 * max(", "np.full(len(uncovered), 0 * max("),
    ),
    *mutations(
        "solver/heuristics/incumbent_lots.py",
        f"tests/heuristics/test_regional_candidates.py {RUN} {ANNEALING}",
        ("None if winners is None else int(winners[i])", "None"),
        ("keep, owners = ~inside | kept, candidates", "keep, owners = ~inside, candidates"),
    ),
    *mutations(
        "solver/heuristics/local_model.py",
        f"tests/heuristics/test_regional_candidates.py {RUN} {ANNEALING}",
        (
            "is_uncoupled = not any(rule.couples_lots for rule in scenario.active_rules)",
            "is_uncoupled = True",
        ),
        (
            "left = -row.expression.constant - int(amounts[outside].sum())",
            "left = -row.expression.constant",
        ),
    ),
    *mutations(
        "solver/heuristics/regional_candidates.py",
        "tests/heuristics/test_regional_candidates.py",
        ("lots = {each.lot for each in own}", "lots = set[Lot]()"),
        ("if each.winner in present]", "if each.winner not in present]"),
    ),
    *mutations(
        "solver/heuristics/regional_repair.py",
        f"tests/heuristics/test_regional_candidates.py {RUN} {ANNEALING}",
        ("return (*self.fixed_lots, *drawn)", "return (*drawn,)"),
        (
            "violation.evaluate(solution) < before",
            "violation.evaluate(solution) <= before",
            "a design that breaks the rules by as much is as good to go on from",
        ),
    ),
    *mutations(
        "solver/heuristics/run.py",
        f"{RUN} tests/heuristics/test_interrupted.py",
        ("value, bound, value == bound)", "value, bound, True)"),
        (
            "        outcome = repair.anneal(outcome)\n        state.accept(outcome.incumbent)\n",
            "        outcome = repair.anneal(outcome)\n",
        ),
    ),
    *mutations(
        "solver/heuristics/large_neighbourhood_search.py",
        "tests/heuristics/test_large_neighbourhood_search.py",
        ("        if outcome.is_interrupted:\n            break\n", ""),
        ("        incumbent = outcome.incumbent\n        accept(incumbent)\n", ""),
        ("incumbent if combined is None else combined", "outcome.incumbent"),
        ("                accept(incumbent)\n                selector", "                selector"),
    ),
    *mutations(
        "solver/exact/branch_and_cut/neighbourhood_search.py",
        "tests/exact/test_sifting.py",
        ("current + after - before", "after"),
        ("return combined if self.incumbent.search.allows(combined) else None", "return combined"),
        ("return after if current is before else current", "return after"),
    ),
    *mutations(
        "solver/exact/branch_and_cut/cuts.py",
        "tests/exact/test_sifting.py",
        ("self._amounts > room[self._rows]", "self._amounts >= room[self._rows]"),
        ("room, self._rows[taken], self._amounts[taken]", "room, self._rows[taken], 1"),
    ),
]
