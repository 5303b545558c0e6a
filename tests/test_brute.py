"""The brute force against figures worked out by hand from the problem page."""

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.brute import assess, designs, read, solve
from tests.brute.award import certify
from tests.brute.budgets import uplifted
from tests.brute.exact import number, round_half_away, share_out, whole_pence
from tests.brute.partitions import partitions
from tests.brute.search import Judge
from tests.strategies import scenarios

Row = dict[str, Any]


def scenario(units: list[Row], **tables: Any) -> Row:
    """A document with one contract year and nothing but units, unless it says otherwise."""
    doc: Row = {"schema": 1, "authority": {"name": "Council"}, "term": {"initial": 1}}
    return doc | {"units": units} | tables


def unit(name: str, budget: object, service: str = "children", **columns: object) -> Row:
    """A unit row."""
    return {"id": name, "name": name, "service": service, "annual_budget": budget} | columns


def provider(name: str, **columns: object) -> Row:
    """A provider that can do everything."""
    row = {"id": name, "name": name, "services": "*", "localities": "*", "kind": "sme"}
    return row | {"annual_turnover": ""} | columns


def worked_example(**tables: Any) -> Row:
    """Three units over two years with scale, integration, rent and the council's own cost."""
    return scenario(
        [
            unit("a", 1000, locality="ash", building_rent=12),
            unit("b", "£2,000", "youth", locality="ash"),
            unit("c", 1000.01, "youth", locality="bree"),
        ],
        term={"initial": 1, "extensions": [1]},
        localities=[{"id": "ash", "name": "Ash"}, {"id": "bree", "name": "Bree"}],
        money={
            "contract_management": 50,
            "procurement": 20,
            "scale": [{"value": 0, "saving": "0%"}, {"value": 4000, "saving": 0.04}],
            "integration": [{"services": ["children", "youth"], "annual": 100}],
        },
        objective=[{"measure": "whole_life_cost"}],
        **tables,
    )


def test_figures_are_read_as_people_write_them() -> None:
    """Money and percentages in every form of the interface page."""
    assert whole_pence("£1,520,000") == whole_pence(1520000) == 152_000_000
    assert whole_pence(304000.50) == whole_pence("304000.50") == 30_400_050
    assert number("10%") == number(0.10) == Fraction(1, 10)


def test_halves_are_rounded_away_from_zero() -> None:
    """On either side of zero, and in an uplift."""
    halves = [round_half_away(Fraction(n, 2)) for n in (5, 3, 1, -1, -3, -5)]
    assert halves == [3, 2, 1, -1, -2, -3]
    case = read(scenario([unit("a", "0.05")], term={"initial": 2}, money={"uplift": "10%"}))
    assert uplifted([5], case.money, [(1, 2)]) == [(5, 6)]


def test_sharing_out_breaks_ties_by_order() -> None:
    """Equal remainders go to the first; negative amounts mirror; no weight is equal weight."""
    assert share_out(5, [1, 1, 1]) == [2, 2, 1]
    assert share_out(-5, [1, 1, 1]) == [-2, -2, -1]
    assert share_out(3, [0, 0]) == [2, 1]
    assert share_out(10, [Fraction(1, 3), Fraction(2, 3)]) == [3, 7]


def test_central_bedfordshire_comes_to_the_golden_total() -> None:
    """Section 3: 2,224,000 a year for seven years, less what is promised on youth."""
    doc = scenario(
        [
            unit("centres", "£1,520,000"),
            unit("y1", 160000, "youth"),
            unit("y2", 189000, "youth"),
            unit("y3", 55000, "youth"),
            unit("contact", 300000, "contact"),
        ],
        term={"initial": 5, "extensions": [1, 1]},
        money={
            "promised": [
                {"service": "youth", "first_year": 1, "annual": 20000},
                {"service": "youth", "first_year": 2, "annual": 59000, "found_by": "units"},
            ]
        },
    )
    for found in designs(doc):
        assert sum(sum(lot.gross) for lot in found.figures) == 15_074_000_00


def test_a_worked_example_agrees_to_the_penny() -> None:
    """a+b: 3,000 - 3% - 100 + 12; c: 1,000.01 - 1.00001%, each with own cost."""
    found = assess(worked_example(), (0, 0, 1))
    assert found.lots == [["a", "b"], ["c"]]
    assert [lot.gross[0] for lot in found.figures] == [300_000, 100_001]
    assert [lot.paid for lot in found.figures] == [(282_200, 282_200), (99_001, 99_001)]
    assert [lot.cost for lot in found.figures] == [(288_000, 286_000), (106_001, 104_001)]
    assert found.measures["whole_life_cost"] == 784_002


@pytest.mark.parametrize(("annual", "holds"), [("2871.34", True), ("2871.33", False)])
def test_an_envelope_counts_what_is_attributed_to_its_service(annual: str, holds: bool) -> None:
    """Youth takes 188,133 of 282,200 (two thirds, rounded once) and all of 99,001."""
    rule = {"id": "e", "kind": "envelope", "services": ["youth"], "annual": annual}
    assert assess(worked_example(rule=[rule]), (0, 0, 1)).admissible is holds


def test_savings_found_by_design_lower_the_envelope_alone() -> None:
    """Ten pounds promised in year 2: the units keep their money, the envelope does not."""
    doc = worked_example(
        rule=[{"id": "e", "kind": "envelope", "services": ["youth"], "annual": "2881.34"}]
    )
    promise = {"service": "youth", "first_year": 2, "annual": 10, "found_by": "design"}
    doc["money"]["promised"] = [promise]
    assert assess(doc, (0, 0, 1)).admissible
    doc["money"]["promised"] = [promise | {"annual": 10.01}]
    assert not assess(doc, (0, 0, 1)).admissible


def test_a_promised_share_is_of_the_uplifted_budgets() -> None:
    """A tenth of £1,000.01 and £2,000.04 after 3%: £309.01 in year 2, found by the units."""
    promise = {"service": "s", "first_year": 2, "annual": "10%"}
    doc = scenario(
        [unit("a", "1000.01", "s"), unit("b", "2000.04", "s")],
        term={"initial": 2},
        money={"uplift": "3%", "promised": [promise]},
    )
    for found in designs(doc):
        assert [sum(lot.gross[y] for lot in found.figures) for y in (0, 1)] == [300_005, 278_104]


def test_dividing_takes_no_design_away() -> None:
    """All parts in one lot count as the undivided unit: one authority-wide place."""
    doc = scenario(
        [unit("a", 10, locality="ash"), unit("y", "0.05", "youth")],
        localities=[{"id": name, "name": name} for name in ("ash", "bree")],
        divide=[{"units": ["y"], "by": "equal"}],
        rule=[{"id": "w", "kind": "alignment", "mode": "within"}],
    )
    assert [part.gross for part in read(doc).units[1:]] == [(3,), (2,)]
    admitted = [found.lots for found in designs(doc) if found.admissible]
    assert [["a"], ["y@ash", "y@bree"]] in admitted
    assert [["a", "y@ash"], ["y@bree"]] in admitted
    assert [["a", "y@ash", "y@bree"]] not in admitted


def test_the_certificate_has_the_least_largest_share_then_the_first_providers() -> None:
    """Three equal lots, two providers: nobody need hold more than two, the first does."""
    units = [unit(name, 100) for name in ("a", "b", "c")]
    objective = [{"measure": "largest_provider_share"}]
    doc = scenario(units, providers=[provider("p1"), provider("p2")], objective=objective)
    best = assess(doc, (0, 1, 2))
    assert best.measures["largest_provider_share"] == Fraction(2, 3)
    assert best.award == ["p1", "p1", "p2"]
    doc["providers"] = [provider("p1", max_lots=1), provider("p2")]
    assert assess(doc, (0, 1, 2)).award == ["p1", "p2", "p2"]
    assert assess(doc, (0, 0, 1)).award == ["p1", "p2"]


def test_ties_go_to_the_smallest_label_vector() -> None:
    """Every design of two lots is as good; the first two units share the first lot."""
    doc = scenario([unit(name, 100) for name in ("a", "b", "c")])
    doc["rule"] = [{"id": "two", "kind": "lot_count", "min": 2}]
    doc["objective"] = [{"measure": "lots"}]
    answer = solve(doc)
    assert (answer.status, answer.objective) == ("optimal", [("lots", 2)])
    assert (answer.labels, answer.lots) == ((0, 0, 1), [["a", "b"], ["c"]])


def test_contradicting_rules_are_infeasible() -> None:
    """Together and apart."""
    rules = [{"id": kind, "kind": kind, "units": ["a", "b"]} for kind in ("together", "apart")]
    doc = scenario([unit("a", 1), unit("b", 1)], rule=rules)
    assert solve(doc).status == "infeasible"


def test_a_tolerance_is_given_to_the_next_objective() -> None:
    """One lot is cheapest; a pound of tolerance buys the second lot's smaller spread."""
    doc = scenario([unit("a", 100), unit("b", 100)], money={"contract_management": 1})
    doc["objective"] = [
        {"measure": "whole_life_cost", "tolerance": 1},
        {"measure": "changed_pairs"},
    ]
    assert solve(doc).labels == (0, 1)
    doc["objective"][0]["tolerance"] = 0.99
    assert solve(doc).labels == (0, 0)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios(max_units=4, kinds=("award",), with_providers=True))
def test_certificates_agree_with_listing_every_award(doc: Row) -> None:
    """The cut-off search finds what the plain product of all providers finds."""
    case = read(doc)
    judge = Judge(case)
    rules = [rule for rule in case.rules if rule["kind"] == "award"]
    for labels in partitions(len(case.units)):
        design = judge.design(labels)
        total, best = design.total_value, None
        for winners in product(*design.bidders):
            held = {
                p: [x for x, w in zip(design.lots, winners, strict=True) if w == p] for p in winners
            }
            largest = max(sum(lot.value for lot in lots) for lots in held.values())
            able = all(_able((case.providers or ())[p], lots) for p, lots in held.items())
            able &= all(largest <= number(r.get("max_share", 1)) * total for r in rules)
            able &= all(len(held) >= r.get("min_winners", 0) for r in rules)
            if able and (best is None or (largest, winners) < best):
                best = (largest, winners)
        found = certify(case, design.lots, design.bidders)
        assert (found is None) == (best is None)
        assert found is None or best is None or found.winners == best[1]


def _able(bidder: Any, lots: list[Any]) -> bool:
    value, staff = sum(lot.value for lot in lots), sum(lot.tupe for lot in lots)
    return (
        (bidder.capacity is None or value <= bidder.capacity)
        and (bidder.max_lots is None or len(lots) <= bidder.max_lots)
        and (bidder.tupe_limit is None or staff <= bidder.tupe_limit)
    )
