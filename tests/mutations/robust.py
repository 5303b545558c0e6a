"""Faults in the design over cases where the market is tight: bounds, awards, a first design."""

from tests.mutations.mutation import mutations

TIGHT = "tests/robust/test_tight_market.py"

TABLE = [
    *mutations(
        "solver/robust/joint_design.py",
        f"{TIGHT} tests/robust/test_agreement.py",
        (
            'return known, known is not None or first.status == "infeasible"',
            "return known, True",
        ),
        (
            'return known, known is not None or first.status == "infeasible"',
            'return known, first.status == "infeasible"',
        ),
        ("model = replace(model)  # whose search others do not use\n", ""),
        ("fruitless = fruitless + 1 if incumbent.value == before else 0", "fruitless = 0"),
        ("weight = WEIGHT_OF_LARGEST * len(model.parts)", "weight = -WEIGHT_OF_LARGEST"),
        ("[lots.get_lot(i) in known.lots for i", "[lots.get_lot(i) not in known.lots for i"),
    ),
    *mutations(
        "solver/robust/awarded_case.py",
        TIGHT,
        ("    if not leaves_out_award(case):\n        return case.find_best(context)\n", ""),
        ("> MOST_AWARD_VARIABLES:", "> 2 * MOST_AWARD_VARIABLES + 1000:"),
        ("found.proved and found.solution is None)", "found.solution is None)"),
        ("found.proved and found.solution is None)", "False)"),
        (
            "mip.build(carries_award=True)",
            "mip.build(carries_award=False)",
            "who wins is then asked of each solution that is found: slower, with the same answer",
        ),
        ("best.value, best.bound, best.proved,", "best.value, None, best.proved,"),
        ("best.value, best.bound, best.proved,", "best.value, best.value, True,"),
        ("mip.read_design(found.solution)", "None"),
    ),
    *mutations(
        "solver/robust/regret_bound.py",
        TIGHT,
        ("if ways > MOST_AWARD_VARIABLES:", "if ways >= MOST_AWARD_VARIABLES:"),
        (" if leaves_out_award(case))", ")"),
        ("with_award=frozenset(needing)", "with_award=frozenset()"),
        ("np.array([relaxed.size - 1])", "np.array([relaxed.size - 2])"),
        ("most = whole.search.most_lots", "most = whole.search.most_lots - 2"),
        ("max(0, window.bound), whole.scale", "max(1, window.bound), whole.scale"),
        ("max(0, window.bound), whole.scale", "window.bound, whole.scale"),
        ("max(0, window.bound), whole.scale", "max(0, window.bound)"),
    ),
]
