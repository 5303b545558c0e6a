"""The brute force's short cuts against doing everything in full."""

from collections.abc import Iterator
from itertools import product

from hypothesis import HealthCheck, given, settings

from tests.brute import Assessed, award_rules, designs, money_rules, read, solve
from tests.brute.award import Awards
from tests.brute.bills import bills
from tests.brute.case import Doc
from tests.brute.design import Design
from tests.brute.judge import Judge
from tests.brute.order import lexicographic
from tests.brute.partitions import partitions
from tests.brute.withdrawal import holds as withdrawal_holds
from tests.strategies import scenarios

STEADY = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
KINDS = ("award", "small_award", "withdrawal", "envelope", "saving", "lot_count")


def listed(design: Design) -> Iterator[award_rules.Winners]:
    """Every award that keeps the rules on awards and money, each judged when it is complete."""
    case, lots = design.case, design.lots
    for winners in product(*(lot.eligible for lot in lots)):
        contracts = design.awarded(winners).contracts
        if award_rules.is_certificate(case, lots, winners) and all(
            award_rules.keeps(case, rule, lots, winners)
            if rule["kind"] in award_rules.KINDS
            else money_rules.holds(case, rule, contracts)
            for rule in case.rules
            if rule["kind"] in award_rules.KINDS | money_rules.KINDS
        ):
            yield winners


@STEADY
@given(scenarios(units=(2, 4), kinds=KINDS, prices=True, consortia=None))
def test_what_is_cut_off_holds_no_award(doc: Doc) -> None:
    """The same awards in the same order as listing all and judging each."""
    case = read(doc)
    judge = Judge(case)
    for labels in partitions(len(case.units)):
        design = judge.design(labels)
        open_to = [lot.eligible for lot in design.lots]
        found = Awards(case, design.lots, open_to, bills(case, design.lots, open_to, limited=True))
        assert [award.winners for award in found] == list(listed(design))


@STEADY
@given(scenarios(units=(2, 5), kinds=KINDS, prices=None, consortia=True))
def test_withdrawals_leave_an_award_exactly_when_listing_finds_one(doc: Doc) -> None:
    """One provider at a time, its consortia with it; every copy for itself."""
    case = read(doc)
    judge = Judge(case)
    rules = [rule for rule in case.rules if rule["kind"] == "withdrawal"]
    for labels in partitions(len(case.units)) if rules else ():
        design = judge.design(labels)
        if any(judge.lot_faults[lot] for lot in design.lots):
            continue
        awards = list(listed(design)) if case.priced else _without_money(design)
        for at, provider in enumerate(case.providers or ()):
            if provider.members:
                continue
            one = {"id": "one", "kind": "withdrawal", "providers": [provider.id]}
            held = any(all(at not in dict(case.firms(w)) for w in award) for award in awards)
            assert held == withdrawal_holds(design, one)


def _without_money(design: Design) -> list[award_rules.Winners]:
    case, lots = design.case, design.lots
    rules = [rule for rule in case.rules if rule["kind"] in award_rules.KINDS]
    return [
        winners
        for winners in product(*(lot.eligible for lot in lots))
        if award_rules.is_certificate(case, lots, winners)
        and all(award_rules.keeps(case, rule, lots, winners) for rule in rules)
    ]


@STEADY
@given(scenarios(units=(2, 5), prices=None, consortia=None))
def test_the_answer_is_the_best_of_all_designs_in_detail(doc: Doc) -> None:
    """Awards that no objective tells apart are left out, and the best is still the best."""
    found: list[Assessed] = [design for design in designs(doc) if design.admissible]
    answer = solve(doc)
    assert bool(found) == (answer.status == "optimal")
    if found:
        stages = lexicographic([design.measures for design in found], doc["objective"])
        best = found[stages[-1].kept[0]]
        assert (answer.labels, answer.award) == (best.labels, best.award)
        assert answer.objective == [(s.measure, best.measures[s.measure]) for s in stages]
        assert answer.optima == [stage.optimum for stage in stages]
