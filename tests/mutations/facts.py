"""Faults in the solver's own arithmetic, which must agree with the definitions."""

from tests.mutations.mutation import mutations

TABLE = [
    *mutations(
        "solver/arrays.py",
        "tests/candidates/test_large_numbers.py",
        ("2 * abs(wide) + denominator", "2 * abs(wide)"),
        ("np.where(wide < 0, -nearest, nearest)", "nearest"),
        ("SAFE_INT64 = 2**62", "SAFE_INT64 = 2**80"),
    ),
    *mutations(
        "solver/candidates/lot_costs.py",
        "tests/candidates/test_money.py",
        ('side="left"', 'side="right"', "on a point of the curve both its segments agree"),
        ("(left.saving - slope", "(right.saving - slope"),
        ("== len(group.units)", ">= 1"),
        ("yearly[0, 0] += money.procurement", "yearly += money.procurement"),
    ),
    *mutations(
        "solver/candidates/eligibility.py",
        "tests/candidates/test_eligibility.py",
        ("value[some] <= limit", "value[some] < limit"),
        ("transferring[some] <= int(", "transferring[some] < int("),
        ("value[some] >= party.min", "value[some] > party.min"),
    ),
    *mutations(
        "solver/candidates/eligibility.py",
        "tests/candidates/test_eligibility.py",
        ("return min(limits, default=None)", "return max(limits, default=None)"),
        ("// multiple.numerator", "// multiple.denominator"),
    ),
    *mutations(
        "lotdesign/scenario/scenario.py",
        "tests/candidates/test_eligibility.py",
        ("doing[service] & self.parties_by_locality[place]", "doing[service]"),
    ),
    *mutations(
        "solver/candidates/lot_values.py",
        "tests/candidates/test_money.py",
        ("unit.gross[whole.first - 1] for", "unit.gross[whole.first] for"),
        ("tuple(parts * sum(unit.gross) for", "tuple(parts * unit.gross[0] for"),
        ("all(a <= b", "any(a <= b"),
    ),
    *mutations(
        "solver/candidates/geography.py",
        "tests/candidates/test_geography.py",
        ("if whole & ~held == 0:", "if whole & held:"),
        ("touching[a] |= units_in[b]", "touching[a] = units_in[b]"),
        ("np.minimum(least, lots.sum_weights(metres))", "lots.sum_weights(metres)"),
        ("across if inside >> u & 1 else -across", "across"),
    ),
    *mutations(
        "solver/candidates/growing.py",
        "tests/candidates/test_listing.py",
        ("if mask & ~wide == 0", "if mask & wide"),
        ("if not whole & ~lot:", "if False:"),
    ),
    *mutations(
        "solver/candidates/growing.py",
        "tests/candidates/test_listing.py tests/candidates/test_travel.py",
        ("closed | graph.conflicting[block]", "closed"),
        ("conflicting |= graph.conflicting[block]", "conflicting = graph.conflicting[block]"),
    ),
]
