"""Faults in measures of how designs stand up to the market, their cuts and fronts; Hall cuts."""

from tests.mutations.lists import chosen
from tests.mutations.mutation import mutations

MEASURES = "tests/stress/test_design_measures.py"
FRONTS = chosen(
    "tests/frontier/test_stressed_against_brute.py",
    "test_an_award_that_joins_the_model_asks_for_each_of_alike_providers",
    *(
        f"test_of_designs_with_as_many_lots_those_that_stand_most_are_points[{number}]"
        for number in range(4)
    ),
    *(f"test_a_stressed_frontier_is_what_enumeration_says[{number}]" for number in range(4)),
)

TABLE = [
    *mutations(
        "solver/stress/design_measures.py",
        f"{MEASURES} {FRONTS}",
        ("return found.size - 1 if found.size else None", "return found.size or None"),
        ("return found.size - 1 if found.size else None", "return found.size - 1"),
        ("return sum(found.everybody)", "return sum(found.everybody) - 1"),
        ("return None if margin.value is None else 1 - margin.value", "return margin.value"),
        ("        if not margin.proved:\n            raise Undecided\n", ""),
        ("AwardSearch(problem, self.engine, self.deadline)", "AwardSearch(problem, self.engine)"),
    ),
    *mutations(
        "solver/stress/lot_conflicts.py",
        f"tests/stress/test_lot_conflicts.py {MEASURES} {FRONTS}",
        (
            "return value > self.least if self.strictly else value >= self.least",
            "return value >= self.least",
        ),
        ("(self.strictly or not other.strictly)", "True"),
        (
            "self._most_gone >= floor(each.least) + each.strictly",
            "self._most_gone > floor(each.least)",
        ),
        ("return flags | ~self.candidates.is_external", "return flags"),
        ("return table.bidder_count - 1", "return table.bidder_count - 2"),
        ("numbers.reshape(-1)] - 1", "numbers.reshape(-1)] - 2"),
        ("* capacity, strictly)", "* capacity, True)"),
        ("self._mark_taken(1 - Fraction(each.least)", "self._mark_taken(Fraction(each.least)"),
        ("replace_least(threshold, sum(gone))", "replace_least(threshold, sum(gone) - 1)"),
        ("if self._has_rules and not", "if False and not"),
        ("if fewer and self._lacks(design, fewer, shortage):", "if fewer:"),
        ("            & (table.value >= table.value[candidate])\n", ""),
        (
            "& ~(table.eligible_parties & ~table.eligible_parties[candidate]).any(axis=1)",
            "",
        ),
        ("together, None, len(core) - 1)", "together, None, len(core) - 2)"),
        ("alike, None, len(chosen) - 1)", "alike, None, len(chosen) - 2)"),
        (
            "np.isin(numbers, numbers[list(chosen)])",
            "np.isin(np.arange(len(numbers)), list(chosen))",
            "the same lots with other winners are then refused one after the other",
        ),
        ("            self.rows.append(self.base.rows[-1])\n", ""),
    ),
    *mutations(
        "solver/pareto/stressed_front.py",
        FRONTS,
        (
            "MeasureThreshold(measure.name, -high, strictly=True)",
            "MeasureThreshold(measure.name, -high, strictly=False)",
        ),
        ("while -best.values[place] < measure.best_possible(self.scenario):", "while False:"),
        ("if -high >= measure.best_possible(self.scenario):", "if -high >= 1:"),
        (
            "MeasureThreshold(measure.name, -best.values[place], strictly=False)",
            "MeasureThreshold(measure.name, 0, strictly=False)",
        ),
        ("                trial.keep_goal(objective.goal, value)\n", "                pass\n"),
        ("[*limits, more]", "[more]"),
        ("trial.lazy_constraints, conflicts, tuple(limits)", "None, conflicts, tuple(limits)"),
        (
            "tuple(-value for value in more if value is not None)",
            "tuple(value for value in more if value is not None)",
        ),
        ("or self._conflicts.candidates is not mip.candidates", ""),
    ),
    *mutations(
        "solver/awards/hall_cuts.py",
        "tests/awards/test_hall_cuts.py",
        ("if room < len(crowd):", "if room <= len(crowd):"),
        ("together, None, room)", "together, None, room - 1)"),
        ("        others[takers] = False\n", ""),
        ("~self._eligible[:, others].any(axis=1)", "~self._eligible[:, others].all(axis=1)"),
        ("self._values[lots[crowd]].min())", "self._values[lots[crowd]].max())"),
        (
            "sum(self._count_most(p, among, len(lots)) for p in takers)",
            "sum(most[p] for p in takers)",
        ),
        ("most = min(most, limit.lots)", "most = min(most, limit.lots + 1)"),
        ("limit.value // (share * least)", "limit.value // (share * int(values.max()))"),
        ("limit.value // (share * least)", "limit.value // (share * least) + 1"),
        ("if len(won[p]) < self.most[p]:", "if len(won[p]) <= self.most[p]:"),
        ("                    won[p].remove(other)\n", ""),
    ),
]
