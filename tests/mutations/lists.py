"""Lists of tests that several parts share; of long tests a chunk or two."""


def chosen(file: str, *names: str) -> str:
    """Some tests of a file."""
    return " ".join(f"{file}::{name}" for name in names)


ATLAS = chosen(
    "tests/atlas/test_brute.py",
    "test_the_atlas_is_every_partition_judged[0]",
    "test_the_atlas_is_every_partition_judged[1]",
    "test_the_ladder_is_what_solving_for_a_number_of_lots_finds[0]",
)
NEAR_OPTIMAL = chosen(
    "tests/alternatives/test_against_brute.py",
    "test_all_of_them_are_found[0-listed]",
    "test_all_of_them_are_found[0-searched]",
)
FRONT = chosen(
    "tests/frontier/test_against_brute.py",
    "test_a_frontier_is_what_enumeration_says[0-listed]",
    "test_a_frontier_is_what_enumeration_says[0-searched]",
)
TIPPING = chosen(
    "tests/tipping/test_against_brute.py",
    "test_ranges_end_where_enumeration_says[0]",
    "test_ranges_end_where_enumeration_says[1]",
)
EXPLAIN = chosen(
    "tests/explain/test_against_brute.py",
    "test_conflicts_are_minimal_and_repairs_least[0]",
    "test_conflicts_are_minimal_and_repairs_least[1]",
)
BOUNDS = chosen(
    "tests/column_generation/test_loop.py",
    "test_no_bound_is_above_the_optimum[0]",
    "test_no_bound_is_above_the_optimum[1]",
    "test_counties_are_bounded_closely[county-13-easy-priced]",
)
FRONTIER_SEARCH = chosen(
    "tests/column_generation/test_frontier_search.py",
    "test_the_best_design_is_that_of_listing[cp-sat-0]",
    "test_that_there_is_no_design_is_proved",
)
TREE = chosen(
    "tests/exact/test_branch_and_cut.py",
    "test_the_optimum_is_found_and_bounded",
    "test_cuts_exclude_no_solution",
    "test_the_relaxation_is_a_bound_in_whole_numbers",
    "test_parts_beyond_the_incumbent_hold_everything",
    "test_a_relaxation_that_is_wrongly_called_infeasible_closes_no_node",
)
SOLVED = chosen(
    "tests/test_differential.py",
    "test_the_solver_agrees_with_brute_force[1]",
)
