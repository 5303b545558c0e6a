"""Faults in the solver's own arithmetic, which must agree with the definitions."""

from tests.mutations.mutation import mutations

TABLE = [
    *mutations(
        "solver/arrays.py",
        "tests/candidates/test_large_numbers.py",
        ("2 * abs(wide) + denominator", "2 * abs(wide)"),
        ("np.where(wide < 0, -nearest, nearest)", "nearest"),
        ("SAFE = 2**62", "SAFE = 2**80"),
    ),
    *mutations(
        "solver/candidates/lot_costs.py",
        "tests/candidates/test_money.py",
        ('side="left"', 'side="right"', "on a point of the curve both its segments agree"),
        (
            "base, rise), denominator = scaled((left.saving -",
            "base, rise), denominator = scaled((right.saving -",
        ),
        ("== len(there))", ">= 1)"),
        ("yearly[0] += money.procurement", "yearly += money.procurement"),
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
        ("doing[service] & scenario.working_in[locality]", "doing[service]"),
    ),
    *mutations(
        "solver/candidates/lot_costs.py",
        "tests/candidates/test_money.py",
        ("return years[:1]", "return years[-1:]"),
        ("tuple(sum(unit.gross) for unit in units)", "tuple(unit.gross[0] for unit in units)"),
        ("all(a <= b", "any(a <= b"),
    ),
    *mutations(
        "solver/candidates/geography.py",
        "tests/candidates/test_geography.py",
        ("if whole & ~held == 0:", "if whole & held:"),
        ("around[a] |= at[b]", "around[a] = at[b]"),
        ("np.minimum(least, lots.sums(metres))", "lots.sums(metres)"),
        ("across if inside >> u & 1 else -across", "across"),
    ),
    *mutations(
        "solver/candidate_listing.py",
        "tests/candidates/test_listing.py",
        ("if mask & ~wide == 0", "if mask & wide"),
        ("all(mask & ~lot for mask in missing)", "True"),
    ),
    *mutations(
        "solver/candidates/growing.py",
        "tests/candidates/test_listing.py tests/candidates/test_travel.py",
        ("closed | field.barred[block]", "closed"),
        ("barred |= field.barred[block]", "barred = field.barred[block]"),
    ),
]
