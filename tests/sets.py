"""The sets that tests draw: how much of each is in `make test`, and how much there is in all.

A set has parts, each drawn from seeds of its own, so that any of them can be run alone: the first
few in `make test`, all of them by `make test-long`, and those that `LOTDESIGN_PARTS` names as
"price=4-24". Nothing else of the environment decides how much a test draws.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

VARIABLE = "LOTDESIGN_PARTS"
"""Names a set and the parts that its tests take instead of the first few."""


@dataclass(frozen=True, kw_only=True)
class DrawnSet:
    """Cases drawn in parts of `each`; `tests` take the part's number as `number`.

    `sample` parts are in `make test`, of `full` in all. Part n is drawn from `first_seed` +
    n * `seed_step` on.
    """

    name: str
    compared: str
    tests: tuple[str, ...]
    each: int
    sample: int
    full: int
    first_seed: int
    seed_step: int = 1

    def seed(self, part: int) -> int:
        """The seed that a part begins with."""
        return self.first_seed + part * self.seed_step

    @property
    def parts(self) -> Sequence[int]:
        """The parts that tests take: the sample, or what the environment asks for."""
        asked = read_parts(os.environ.get(VARIABLE, ""))
        return asked.get(self.name, range(self.sample))


def read_parts(text: str) -> Mapping[str, Sequence[int]]:
    """Read "price=4-24": a set and its parts; raises ValueError for anything else."""
    if not text:
        return {}
    name, _, span = text.partition("=")
    first, _, last = span.partition("-")
    return {name: range(int(first), int(last) + 1)}


def write_parts(name: str, parts: range) -> str:
    """Write parts, one after the other, as `read_parts` reads them."""
    return f"{name}={parts[0]}-{parts[-1]}"


_ALL = (
    DrawnSet(
        name="whole tool",
        compared="`solve` with the brute force: status, design, award, optima",
        tests=("tests/test_differential.py::test_the_solver_agrees_with_brute_force",),
        each=25,
        sample=12,
        full=60,
        first_seed=1000,
    ),
    DrawnSet(
        name="delivery",
        compared="routes and sources of money: every engine with the brute force",
        tests=("tests/test_delivery.py::test_engines_and_brute_force_agree",),
        each=10,
        sample=12,
        full=120,
        first_seed=50_000,
    ),
    DrawnSet(
        name="given designs",
        compared="`evaluate`, the checker and comparisons with the brute force",
        tests=("tests/test_given.py::test_what_is_said_of_given_designs_agrees_with_brute_force",),
        each=10,
        sample=6,
        full=60,
        first_seed=90_000,
    ),
    DrawnSet(
        name="areas",
        compared="areas, caps and gaps: engines, ladder and given designs with the brute force",
        tests=(
            "tests/test_areas.py::test_engines_and_brute_force_agree",
            "tests/test_areas.py::test_what_is_said_of_given_designs_agrees_with_brute_force",
            "tests/test_areas.py::"
            "test_the_best_design_for_each_number_of_lots_agrees_with_brute_force",
        ),
        each=10,
        sample=15,
        full=60,
        first_seed=90_000,
    ),
    DrawnSet(
        name="terms",
        compared="years of their own: engines, ladder and given designs with the brute force",
        tests=(
            "tests/test_terms.py::test_engines_and_brute_force_agree",
            "tests/test_terms.py::test_what_is_said_of_given_designs_agrees_with_brute_force",
            "tests/test_terms.py::"
            "test_the_best_design_for_each_number_of_lots_agrees_with_brute_force",
        ),
        each=10,
        sample=15,
        full=60,
        first_seed=70_000,
    ),
    DrawnSet(
        name="few, large lots",
        compared="lots inside bands with the brute force",
        tests=(
            "tests/lot_bands/test_differential.py::test_lots_inside_bands_agree_with_brute_force",
        ),
        each=25,
        sample=6,
        full=40,
        first_seed=61_000,
    ),
    DrawnSet(
        name="bounds",
        compared="bounds by column generation with the best design of the brute force",
        tests=("tests/column_generation/test_loop.py::test_no_bound_is_above_the_optimum",),
        each=20,
        sample=8,
        full=50,
        first_seed=9000,
    ),
    DrawnSet(
        name="bound certificates",
        compared="bound certificates with the brute force: every aim has one, and none for a slip",
        tests=("tests/verify/test_drawn_certificates.py::test_every_optimum_is_certified",),
        each=25,
        sample=4,
        full=80,
        first_seed=97_000,
    ),
    DrawnSet(
        name="heuristics",
        compared="designs and bounds without a list with the best design of the brute force",
        tests=(
            "tests/heuristics/test_run.py::test_no_bound_is_above_and_no_design_below_the_optimum",
        ),
        each=20,
        sample=6,
        full=30,
        first_seed=7000,
    ),
    DrawnSet(
        name="atlas",
        compared="every design, its figures and rules with the brute force",
        tests=(
            "tests/atlas/test_brute.py::test_the_atlas_is_every_partition_judged",
            "tests/atlas/test_brute.py::test_the_ladder_is_what_solving_for_a_number_of_lots_finds",
        ),
        each=25,
        sample=6,
        full=40,
        first_seed=7000,
    ),
    DrawnSet(
        name="price",
        compared="prices of rules with the brute force under every set of rules",
        tests=("tests/price/test_against_brute.py::test_prices_are_what_enumeration_says",),
        each=4,
        sample=4,
        full=125,
        first_seed=80_000,
        seed_step=1000,
    ),
    DrawnSet(
        name="explain",
        compared="conflicts and repairs with the brute force under every set of rules",
        tests=(
            "tests/explain/test_against_brute.py::test_conflicts_are_minimal_and_repairs_least",
        ),
        each=5,
        sample=4,
        full=40,
        first_seed=60_000,
        seed_step=1000,
    ),
    DrawnSet(
        name="alternatives",
        compared="near-optimal designs, listed and searched, with all designs",
        tests=("tests/alternatives/test_against_brute.py::test_all_of_them_are_found",),
        each=4,
        sample=6,
        full=125,
        first_seed=90_000,
        seed_step=1000,
    ),
    DrawnSet(
        name="frontier",
        compared="Pareto fronts, listed and searched, with all designs",
        tests=("tests/frontier/test_against_brute.py::test_a_frontier_is_what_enumeration_says",),
        each=4,
        sample=6,
        full=125,
        first_seed=70_000,
        seed_step=1000,
    ),
    DrawnSet(
        name="stressed frontier",
        compared="fronts with withdrawals survived and capacity margins, with all designs",
        tests=(
            "tests/frontier/test_stressed_against_brute.py"
            "::test_a_stressed_frontier_is_what_enumeration_says",
        ),
        each=3,
        sample=4,
        full=100,
        first_seed=40_000,
        seed_step=1000,
    ),
    DrawnSet(
        name="tipping",
        compared="break-even values with the brute force at many values",
        tests=("tests/tipping/test_against_brute.py::test_ranges_end_where_enumeration_says",),
        each=2,
        sample=6,
        full=50,
        first_seed=90_000,
        seed_step=1000,
    ),
    DrawnSet(
        name="stress",
        compared="withdrawals, margins, chances, regret with the brute force, every figure exact",
        tests=("tests/stress/test_agreement.py::test_stress_and_brute_force_agree",),
        each=10,
        sample=4,
        full=50,
        first_seed=1000,
    ),
    DrawnSet(
        name="robust",
        compared="the least largest regret over three cases: design, values, proof",
        tests=("tests/robust/test_agreement.py::test_robust_and_brute_force_agree",),
        each=10,
        sample=4,
        full=50,
        first_seed=43_000,
    ),
    DrawnSet(
        name="engine models",
        compared="CP-SAT and HiGHS with enumeration: models of four sizes of numbers",
        tests=("tests/backends/test_battery.py::test_an_engine_finds_what_enumeration_finds",),
        each=160,
        sample=3,
        full=20,
        first_seed=0,
        seed_step=40,
    ),
    DrawnSet(
        name="fuzz",
        compared="CP-SAT, HiGHS and the checker with the brute force; what must follow",
        tests=("tests/fuzz/test_full.py::test_small_scenarios_are_answered_as_by_listing",),
        each=20,
        sample=1,
        full=250,
        first_seed=80_001,
    ),
    DrawnSet(
        name="fuzz, larger",
        compared="CP-SAT with HiGHS: neither's design beats what the other proved",
        tests=("tests/fuzz/test_full.py::test_larger_scenarios_do_not_contradict_each_other",),
        each=1,
        sample=1,
        full=50,
        first_seed=80_001,
    ),
    DrawnSet(
        name="hostile files",
        compared="files that nobody should send with what is said of them, within bounds",
        tests=("tests/input/test_hostile.py::test_hostile_files_are_refused_within_bounds",),
        each=12,
        sample=3,
        full=31,
        first_seed=0,
    ),
    DrawnSet(
        name="hostile calls",
        compared="results, command lines and kept files that nobody should give, within bounds",
        tests=("tests/input/test_hostile_calls.py::test_hostile_calls_end_as_they_should",),
        each=24,
        sample=3,
        full=11,
        first_seed=1,
    ),
    DrawnSet(
        name="schema walk",
        compared="24 wrong values at each key of the schema with what is said of them",
        tests=("tests/input/test_schema_walk.py::test_wrong_values_are_named_by_their_key",),
        each=10,
        sample=4,
        full=41,
        first_seed=0,
    ),
    DrawnSet(
        name="changed results",
        compared="every value of results of all sorts changed in turn: the checker notices",
        tests=("tests/verify/test_walk.py::test_what_matters_is_noticed",),
        each=100,
        sample=4,
        full=90,
        first_seed=1,
    ),
    DrawnSet(
        name="killed sweeps",
        compared="a sweep killed at random moments with one that ran through: the same bytes",
        tests=("tests/sweep/test_killed.py::test_killed_and_run_again_it_goes_on",),
        each=1,
        sample=1,
        full=3,
        first_seed=2,
    ),
)

SETS: Mapping[str, DrawnSet] = {each.name: each for each in _ALL}
"""All sets, by name."""
