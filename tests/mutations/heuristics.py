"""Faults in heuristics: capacities, annealing, regions, repairs, and what their bounds prove."""

from tests.mutations.mutation import mutations

RUN = "tests/heuristics/test_run.py"
ANNEALING = "tests/heuristics/test_annealing.py"

TABLE = [
    *mutations(
        "solver/heuristics/capacities.py",
        f"{ANNEALING} {RUN}",
        ("None if left is None else left - amount", "left"),
        (
            "            self._add_offer(offer, 1)\n        return cheapest",
            "            self._add_offer(offer, 0)\n        return cheapest",
        ),
        ("                self._add_offer(a, -1)\n", ""),
        (
            "key=lambda pair: pair[0].cost + pair[1].cost",
            "key=lambda pair: pair[0].cost - pair[1].cost",
        ),
    ),
    *mutations(
        "solver/heuristics/annealing.py",
        ANNEALING,
        ("cost += self._make_one_move(", "cost = self._make_one_move("),
        ("(best, -cheapest)", "(best, -cost)"),
        ("if not smaller or not larger:", "if not smaller and not larger:"),
        ("smaller | swapped, larger & ~swapped", "smaller | swapped, larger"),
        (
            "tuple(-amount for amount in gone.capacity_use)",
            "tuple(0 for amount in gone.capacity_use)",
        ),
        ("if increase <= 0 or self.random.random() < exp(-increase / heat):", "if increase <= 0:"),
    ),
    *mutations(
        "solver/heuristics/adjacent_lots.py",
        f"{RUN} tests/heuristics/test_interrupted.py",
        ("        units |= masks[chosen]\n", ""),
        ("        left.remove(chosen)\n", ""),
        ("if i != start)][:count]]", ")][:count]]"),
        ("self._failures = 0 if outcome.is_better else self._failures + 1", "self._failures = 0"),
    ),
    *mutations(
        "solver/heuristics/bound_tracker.py",
        RUN,
        (
            "return value <= self._measure.sign * self.bound",
            "return value <= self._measure.sign * self.bound + 10**6",
        ),
        ("value <= self._measure.sign * self.bound", "value <= self.bound"),
        ("bound is not None and bound > self.bound", "bound is not None"),
    ),
    *mutations(
        "solver/heuristics/construct.py",
        RUN,
        (
            "((1 << len(self._scenario.units)) - 1) & ~covered",
            "((1 << len(self._scenario.units) - 1) - 1) & ~covered",
        ),
        ("if each not in freed]", "]"),
        ("np.full(len(uncovered), 2 * max(", "np.full(len(uncovered), 0 * max("),
    ),
    *mutations(
        "solver/heuristics/incumbent_lots.py",
        f"{RUN} {ANNEALING}",
        ("None if winners is None else int(winners[i])", "None"),
        ("flags[i] = each in wanted", "flags[i] = True"),
        ("keep, owners = ~inside | kept, candidates", "keep, owners = ~inside, candidates"),
        ("keep, owners = ~inside | kept, candidates", "keep, owners = kept.copy(), candidates"),
    ),
    *mutations(
        "solver/heuristics/local_model.py",
        f"{RUN} {ANNEALING}",
        (
            "is_uncoupled = not any(rule.couples_lots for rule in scenario.active_rules)",
            "is_uncoupled = True",
        ),
        ("        and not scenario.award_rules\n", ""),
        (
            "left = -row.expression.constant - int(amounts[outside].sum())",
            "left = -row.expression.constant",
        ),
        (
            "        add_capacity_rows(model, AwardVariables(candidates))\n    return model",
            "        pass\n    return model",
        ),
    ),
    *mutations(
        "solver/heuristics/regional_candidates.py",
        RUN,
        ("lots = {each.lot for each in own}", "lots = set[Lot]()"),
        ("if block <= region]", "if block & region]"),
        ("if each.winner in present]", "if each.winner not in present]"),
    ),
    *mutations(
        "solver/heuristics/regional_repair.py",
        f"{RUN} {ANNEALING}",
        ("return (*self.fixed_lots, *drawn)", "return (*drawn,)"),
        ("incumbent.value - gain)", "incumbent.value + gain)"),
        ("violation.evaluate(solution) < before", "violation.evaluate(solution) <= before"),
        ("winner=None if each.winner is None else first_of[each.winner]", "winner=each.winner"),
    ),
    *mutations(
        "solver/heuristics/run.py",
        f"{RUN} tests/heuristics/test_interrupted.py",
        ("value, bound, value == bound)", "value, bound, True)"),
        ("value = goals[0].measure.sign * incumbent.value", "value = incumbent.value"),
        (
            "        outcome = repair.anneal(outcome)\n        state.accept(outcome.incumbent)\n",
            "        outcome = repair.anneal(outcome)\n",
        ),
    ),
    *mutations(
        "solver/heuristics/large_neighbourhood_search.py",
        "tests/heuristics/test_large_neighbourhood_search.py",
        ("        if outcome.is_interrupted:\n            break\n", ""),
        ("        incumbent = outcome.incumbent\n", ""),
        ("        accept(incumbent)\n", ""),
        ("while not is_over() and (", "while ("),
    ),
]
