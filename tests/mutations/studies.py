"""Faults in studies: break-even, infeasibility with its oracle, alternatives, Pareto fronts."""

from tests.mutations.lists import EXPLAIN, FRONT, NEAR_OPTIMAL, TIPPING
from tests.mutations.mutation import mutations

EXPLAIN_TESTS = f"tests/explain/test_command.py {EXPLAIN}"
CHEAPEST = "tests/explain/test_cheapest.py"
RELAXED = "tests/explain/test_relaxations.py"
NEAR_TESTS = f"tests/alternatives/test_sources.py {NEAR_OPTIMAL} tests/alternatives/test_command.py"
FRONT_TESTS = f"tests/frontier/test_search_region.py {FRONT}"

BREAK_EVEN = [
    *mutations(
        "solver/break_even/assumed_figures.py",
        f"tests/tipping/test_assumed_figures.py {TIPPING}",
        (
            "steps_down = max(0, floor((exact - low) / step))",
            "steps_down = max(0, floor((exact - low) / step) + 1)",
        ),
        ("not basis.startswith(SOURCE)", "basis.startswith(SOURCE)"),
        (
            "return min(\n        (\n            sum(unit.budget",
            "return max(\n        (\n            sum(unit.budget",
        ),
        (
            "(*section[:place], changed, *section[place + 1 :])",
            "(changed, *section[:place], *section[place + 1 :])",
        ),
    ),
    *mutations(
        "solver/break_even/outward_search.py",
        f"tests/tipping/test_outward_search.py {TIPPING}",
        (
            "return None if self._is_best_at(far) else far\n        low",
            "return None if self._is_best_at(far) else near\n        low",
        ),
        (
            "return self._find_first(middle, far) if first is None else first",
            "return self._find_first(middle, far)",
        ),
        ("abs(end) == 1\n", "True\n"),
    ),
    *mutations(
        "solver/break_even/interval_bounds.py",
        f"tests/tipping/test_interval_bounds.py {TIPPING}",
        ("np.maximum(low, high) <= -error", "np.maximum(low, high) <= error"),
        ("        if not surely[design]:\n            return False\n    last", "    last"),
        ("end.least + later > end.most[design]", "end.least >= end.most[design]"),
        ("i == design or (i > design and has_equal_costs(i))", "i >= design"),
    ),
    *mutations(
        "solver/break_even/designs_along_figure.py",
        f"tests/tipping/test_designs_along_figure.py {TIPPING}",
        ("counts * self.atlas.scenario.years + rounded", "rounded + 0 * counts"),
        (
            "ObjectiveBounds(parts - error, parts + error, over)",
            "ObjectiveBounds(parts, parts + error, over)",
        ),
        (
            'is_own_cost and rule.counted_amount != "cost"',
            'is_own_cost and rule.counted_amount == "cost"',
        ),
        (
            "np.minimum(first, second), np.maximum(first, second)",
            "np.maximum(first, second), np.minimum(first, second)",
        ),
    ),
    *mutations(
        "solver/break_even/study.py",
        f"tests/tipping/test_designs_along_figure.py {TIPPING}",
        ("source, below, 1)", "source, below, -1)"),
        ('figure.cost_response == "unknown" or unbounded', "unbounded"),
        ("CandidateTable(scenario, base.lots, routes=base.routes)", "base"),
    ),
]

INFEASIBILITY = [
    *mutations(
        "solver/infeasibility/monotone_search.py",
        f"{RELAXED} {CHEAPEST}",
        ("key=lambda point: (cost(point), point)", "key=lambda point: (point, cost(point))"),
        ("if after(point[d]) > first", "if after(point[d]) >= first + 2"),
    ),
    *mutations(
        "solver/infeasibility/relaxations.py",
        f"{RELAXED} {EXPLAIN_TESTS}",
        (
            "(floor(Fraction(amount) / self.step) + level) * self.step",
            "Fraction(amount) + level * self.step",
        ),
        ("return self.top + 1 - level if level else", "return self.top - level if level else"),
        (
            '"maximum" if parameter.looser == "up" else "minimum"',
            '"minimum" if parameter.looser == "up" else "maximum"',
        ),
        ("parameter.sign * step, top)", "step, top)"),
    ),
    *mutations(
        "solver/infeasibility/least_repair.py",
        EXPLAIN_TESTS,
        (
            "self._bisect_level(point, at, point[at], high) - 1",
            "self._bisect_level(point, at, point[at], high)",
        ),
        (
            "touched = {dimension.rule.id for dimension, level in pairs if level}",
            "touched = {dimension.rule.id for dimension, level in pairs}",
            "no rule of a minimal correction can be left untouched",
        ),
        ("if keeps(middle) else (middle, high)", "if not keeps(middle) else (middle, high)"),
        (
            "            else:\n                low = level\n",
            "            else:\n                low = level + 1\n",
        ),
    ),
    *mutations(
        "solver/infeasibility/minimal_conflicts.py",
        f"tests/explain/test_minimal_conflicts.py {EXPLAIN_TESTS}",
        (
            "            if verdict.possible is False:\n                ids = ids - {rule.id}\n",
            "            if verdict.possible is False:\n                needed.add(rule.id)\n",
        ),
        (
            "return self.proved_needed >= frozenset(self.rules)",
            "return self.proved_needed <= frozenset(self.rules)",
        ),
        ("if r.id in ids or r.id not in explored", "if r.id in ids"),
        (
            "                known.unsettled.append(seed)\n",
            "                known.corrections.append(seed)\n",
        ),
    ),
    *mutations(
        "solver/infeasibility/study.py",
        EXPLAIN_TESTS,
        ("if ids <= free)", ")"),
        ("if not rule.protected)", ")"),
        (
            "(self._describe_repair(repair))\n            self.repairs.sort(key=_repair_order)",
            "(self._describe_repair(repair))",
        ),
    ),
    *mutations(
        "solver/whatif/candidate_lists.py",
        f"tests/explain/test_whatif.py {EXPLAIN_TESTS}",
        (
            "self.rules <= other.rules and self.needs_winners <= other.needs_winners",
            "self.rules <= other.rules",
        ),
        (
            "if rule in key.rules - known.rules and len(candidates):",
            "if rule in known.rules and len(candidates):",
        ),
    ),
    *mutations(
        "solver/whatif/known_designs.py",
        f"tests/explain/test_whatif.py {EXPLAIN_TESTS}",
        (
            "        if not variant.needs_certificate:\n            return True\n",
            "        return True\n",
        ),
        ("key = design, rule\n", "key = design, rule.kind\n"),
    ),
    *mutations(
        "solver/whatif/oracle.py",
        f"tests/explain/test_whatif.py {EXPLAIN_TESTS}",
        (
            "self._verdicts[rules] = self._judge(variant)",
            "self._verdicts[rules[:1]] = self._verdicts[rules] = self._judge(variant)",
        ),
        (
            "if candidates is None:\n            return UNSETTLED_VERDICT",
            "if candidates is None:\n            return WhatIfVerdict(False)",
        ),
    ),
]

NEAR_AND_FRONTS = [
    *mutations(
        "solver/alternatives/near_optimal.py",
        f"tests/alternatives/test_distance.py {NEAR_TESTS}",
        (
            "measure.sign * figures.compare_with(measure.sign * worst) <= 0",
            "measure.sign * figures.compare_with(measure.sign * worst) < 0",
        ),
        ("order = np.argsort(-least", "order = np.argsort(least"),
        ("            if self.answer.checks(position):\n", "            if True:\n"),
        (
            "count_differing_pairs(one.labels, other.labels) + count_rerouted(one, other)",
            "count_differing_pairs(one.labels, other.labels)",
        ),
    ),
    *mutations(
        "solver/alternatives/backbone.py",
        NEAR_TESTS,
        ("self.in_every &= together", "self.in_every = together"),
        (
            'self.proved[pair] = "all" if self.in_every[pair] else "none"',
            'self.proved[pair] = "none" if self.in_every[pair] else "all"',
        ),
    ),
    *mutations(
        "solver/alternatives/searched.py",
        NEAR_TESTS,
        (
            "self.search.keep_goal(goal, self.worst)\n",
            "self.search.keep_goal(goal, self.worst - 1)\n",
        ),
        ("if result.proved and known and not result.value:", "if known and not result.value:"),
        ("units * (units + 1) // 2 if known else 0", "units // 2 if known else 0"),
        (
            "        if outcome.solution is not None:\n            raise EngineContradiction",
            "        if outcome.solution is None:\n            raise EngineContradiction",
        ),
    ),
    *mutations(
        "solver/alternatives/study.py",
        NEAR_TESTS,
        ("apply_tolerance(self.measure, self.tolerance, self.optimum)", "self.optimum"),
        (
            "self._evaluate(best).values[0] <= self.worst:",
            "self._evaluate(best).values[0] < self.worst:",
        ),
        (
            'if self.selection == "all":\n            self.backbone.complete()',
            "if True:\n            self.backbone.complete()",
        ),
    ),
    *mutations(
        "solver/pareto/epsilon_constraint.py",
        FRONT_TESTS,
        ("express_below(value).add_constant(1)", "express_below(value)"),
        (
            "high is None or (low is not None and low <= high)",
            "high is None or (low is not None and low < high)",
        ),
        (
            "        self.empty_bounds.append(bound)\n",
            "        self.empty_bounds.append(bound[:1] * len(bound))\n",
        ),
        ("            raise OutOfTime\n", "            return None\n"),
    ),
    *mutations(
        "solver/pareto/study.py",
        f"{FRONT_TESTS} tests/frontier/test_command.py",
        (
            "(ranks < ranks[:, place : place + 1]).any(axis=0)",
            "(ranks <= ranks[:, place : place + 1]).any(axis=0)",
        ),
        (
            "np.lexsort((designs, *ranks[::-1]))",
            "np.lexsort((designs, *ranks))",
            "in any order of the measures a design comes after whatever dominates it",
        ),
        ("ALL_MEASURES[name].sign * value)", "value)"),
    ),
]
