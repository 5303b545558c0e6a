"""Faults in the list of candidates: how it grows, what each costs, and who can win it."""

from tests.mutations.mutation import mutations

LISTING = "tests/candidates/test_listing.py"
PRUNING = "tests/candidates/test_pruning.py"
MONEY = "tests/candidates/test_money.py tests/candidates/test_money_by_route.py"
PASSED_OVER = "an edge to what is not left is passed over when it is drawn"
EVERYWHERE = (
    "a divided unit has a part in every locality, so growing from all of them reaches every area;"
    " what is not connected is filtered afterwards"
)
MARKET = "tests/candidates/test_eligibility.py"
WINNERS = "tests/candidates/test_candidate_list.py tests/solve/test_candidate_mip.py"

TABLE = [
    *mutations(
        "solver/candidates/growing.py",
        f"{PRUNING} {LISTING}",
        ("        allowed ^= 1 << block\n", ""),
        ("wider = (frontier | graph.adjacent[block]) & ~shut", "wider = frontier & ~shut"),
        ("allowed &= ~(left & right)", "allowed &= ~left"),
        ("if block <= here]", "if block & here]"),
        ("area = local.difference(*whole)", "area = local", EVERYWHERE),
    ),
    *mutations(
        "solver/candidates/pruning.py",
        f"{PRUNING} {LISTING}",
        ("any(map(gt, sums, self.most))", "any(map(int.__ge__, sums, self.most))"),
        ("max(sums[len(self.most) :])", "min(sums[len(self.most) :])"),
        (
            "reduce(and_, (serves[u] for u in block))",
            "serves[min(block)]",
            "growth is cut back less; every lot is judged once it is grown",
        ),
        ("groups.append(frozenset().union(*joined))", "groups += joined"),
    ),
    *mutations(
        "solver/candidates/eligibility.py",
        f"{MARKET} {LISTING}",
        ("bisect_left(self.limits, value)", "bisect_left(self.limits, value + 1)"),
        ("able_above[-1] | provider_bit", "unlimited | provider_bit"),
        ("int(party.tupe_limit * per_employee)", "int(party.tupe_limit)"),
        ("width = -(-len(scenario.parties) // 8)", "width = len(scenario.parties) // 8"),
    ),
    *mutations(
        "solver/candidates/lot_costs.py",
        MONEY,
        ("return paid + own - rent", "return paid + own"),
        ("markup.denominator) - savings[here]", "markup.denominator)"),
        (
            "yearly = in_house.annual_management + in_house.liability_annual",
            "yearly = in_house.annual_management",
        ),
        ("curve[min(s, len(curve) - 1)]", "curve[max(s - 1, 0)]"),
    ),
    *mutations(
        "solver/candidates/lot_values.py",
        "tests/candidates/test_money.py tests/solve/test_ratios.py",
        ("other != year and all(", "all("),
        ("return sum(terms[0]) if len(terms) == 1 else None", "return sum(terms[0])"),
    ),
    *mutations(
        "solver/candidates/service_shares.py",
        "tests/candidates/test_service_shares.py tests/candidates/test_money.py",
        ("left = (size - shares.sum(axis=2, keepdims=True))", "left = (0 * size)"),
        ("amounts[..., None] < 0, -shares", "amounts[..., None] < 0, shares"),
        ("np.where(gross.any(axis=2, keepdims=True), gross, budget)", "gross"),
    ),
    *mutations(
        "solver/candidates/capacity_limits.py",
        "tests/fuzz/test_awards.py tests/scenario/test_consortia.py",
        ("None if each is None else each * copies", "each"),
        ("value * value_scale(scenario) * parts_per_share", "value * value_scale(scenario)"),
        ("int(staff * parts_per_employee * parts_per_share)", "int(staff * parts_per_share)"),
    ),
    *mutations(
        "solver/candidates/candidate_list.py",
        WINNERS,
        ('(*COLUMNS_OF_WINNER, "eligible_parties")', '("eligible_parties",)'),
        ("np.column_stack((~self.is_external, ", "np.column_stack((self.is_external, "),
        ("self.eligible_parties & allowed)", "self.eligible_parties)"),
        ("(eligible, rows[order])", "(eligible, rows)"),
    ),
    *mutations(
        "solver/candidates/table.py",
        f"tests/candidates/test_candidate_list.py {MARKET}",
        ("return flags & self.is_external[:, None]", "return flags"),
        ("self.eligible_parties[:, : len(self.scenario.providers or ())]", "self.eligible_parties"),
        ("self.small_bidder_count >= self", "self.small_bidder_count > self"),
        ("self.eligible_providers[:, is_small]", "self.eligible_providers[:, ~is_small]"),
    ),
    *mutations(
        "solver/candidates/lots.py",
        "tests/candidates/test_lots.py tests/candidates/test_listing.py",
        ("self.starts[order] - starts[:-1]", "self.starts[order]"),
        ("same & (np.add.reduceat", "same | (np.add.reduceat"),
    ),
    *mutations(
        "solver/candidates/unit_bitsets.py",
        "tests/candidates/test_unit_bitsets.py tests/exact/test_gap_enumeration.py",
        ("(np.diff(first[order]) != 0) | ", ""),
        ("offset = place[unit] - first[candidate]", "offset = place[unit]"),
        ("if offset.max() >= WORD_BITS:", "if offset.max() > 2 * WORD_BITS:"),
    ),
    *mutations(
        "solver/candidates/adjacency.py",
        "tests/candidates/test_adjacency.py",
        ("return around & ~items", "return around"),
        (
            "self.find_neighbours(fresh) & inside & ~reached",
            "self.find_neighbours(fresh) & ~reached",
        ),
        ("self.touching[root] & left", "self.touching[root]", PASSED_OVER),
    ),
    *mutations(
        "solver/bitsets.py",
        "tests/candidates/test_adjacency.py tests/candidates/test_listing.py",
        ("frontier = (frontier ^ low) | fresh", "frontier = fresh"),
        ("mask |= 1 << unit", "mask = 1 << unit"),
    ),
]
