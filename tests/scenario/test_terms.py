"""In which contract years units are bought: terms of services, columns of units, and faults."""

from pathlib import Path

import pytest

from lotdesign.input.load import load
from lotdesign.input.schema import build_scenario_schema
from lotdesign.scenario.scenario import Scenario
from tests.scenario.town import faults, write

TOML = "scenario.toml"
Change = tuple[str, str, str]


def term(text: str) -> Change:
    """Change the town's term, which is 2 + 1 years."""
    return (TOML, "[term]\ninitial = 2\nextensions = [1]\n", f"[term]\n{text}\n")


def years(**cells: str) -> list[Change]:
    """Give units a first and a last year: "2-4", "2-" or "-4"."""
    changes = [("units.csv", "need,provider,cpv", "need,provider,cpv,first_year,last_year")]
    for name, line in (("north", "3,p,0123"), ("south", "1,,"), ("work", "2,,")):
        first, _, last = cells.get(name, "-").partition("-")
        changes.append(("units.csv", f"{line}\n", f"{line},{first},{last}\n"))
    return changes


def spans(scenario: Scenario) -> dict[str, tuple[int, int]]:
    """The years of every unit and part."""
    return {unit.id: (unit.first_year, unit.last_year) for unit in scenario.units}


def promised_from(first_year: int) -> Change:
    """The promise of the town, on youth services, from another year on."""
    return (TOML, "first_year = 2\nannual = 1000", f"first_year = {first_year}\nannual = 1000")


def youth(text: str) -> str:
    """A term of their own for youth services, of four years for all others."""
    return f'initial = 4\n[[term.service]]\nservices = ["youth"]\n{text}'


def test_without_terms_every_unit_is_bought_in_all_years(tmp_path: Path) -> None:
    scenario = load(write(tmp_path))
    assert set(spans(scenario).values()) == {(1, 3)}
    assert scenario.has_one_term
    assert scenario.years == 3


@pytest.mark.parametrize(
    ("text", "bought", "last"),
    [
        ("initial = 2", (1, 2), 4),
        ("initial = 2\nextensions = [1, 2]", (1, 5), 5),
        ("initial = 2\nfirst_year = 3", (3, 4), 4),
        ("initial = 1\nextensions = [1]\nfirst_year = 6", (6, 7), 7),
    ],
)
def test_a_service_has_a_term_of_its_own(
    tmp_path: Path, text: str, bought: tuple[int, int], last: int
) -> None:
    """Its first year is 1 unless it says otherwise; parts are bought when their unit is."""
    scenario = load(write(tmp_path, term(youth(text)), promised_from(bought[1])))
    parts = {"work@uptown": bought, "work@downtown": bought}
    assert spans(scenario) == {"north": (1, 4), "south": (1, 4)} | parts
    assert scenario.years == last
    assert not scenario.has_one_term


def test_the_last_year_of_any_unit_is_the_last_of_all(tmp_path: Path) -> None:
    """Ten years that nobody is bought in count for nothing."""
    own = 'initial = 10\n[[term.service]]\nservices = ["youth", "centre"]\ninitial = 3'
    scenario = load(write(tmp_path, term(own)))
    assert scenario.years == 3
    assert scenario.has_one_term


@pytest.mark.parametrize(
    ("cell", "bought"), [("2-", (2, 3)), ("-5", (1, 5)), ("3-3", (3, 3)), ("4-6", (4, 6))]
)
def test_the_years_of_a_unit_override_its_services_each_by_itself(
    tmp_path: Path, cell: str, bought: tuple[int, int]
) -> None:
    scenario = load(write(tmp_path, *years(north=cell)))
    assert spans(scenario)["north"] == bought
    assert spans(scenario)["south"] == (1, 3)
    assert scenario.years == max(3, bought[1])


def test_a_unit_overrides_a_service_that_starts_late(tmp_path: Path) -> None:
    """A later first year does not move the last."""
    changes = [term(youth("initial = 3\nfirst_year = 2")), promised_from(4), *years(work="3-")]
    assert spans(load(write(tmp_path, *changes)))["work@uptown"] == (3, 4)
    changes = [changes[0], promised_from(2), *years(work="-2")]
    assert spans(load(write(tmp_path / "other", *changes)))["work@uptown"] == (2, 2)


@pytest.mark.parametrize(
    ("setting", "last"),
    [
        ("term.service.1.initial=4", 5),
        ("term.service.1.first_year=3", 5),
        ("term.service.1.extensions=[3]", 7),
        ('term.service.1.services=["centre"]', 4),
        ("units.work.last_year=9", 9),
    ],
)
def test_terms_are_set_from_the_command_line(tmp_path: Path, setting: str, last: int) -> None:
    """Terms of services are numbered from 1."""
    path = write(tmp_path, term(youth("initial = 3\nfirst_year = 2")), promised_from(4))
    assert load(path, [setting]).years == last


@pytest.mark.parametrize(("pence", "is_refused"), [(0, True), (1, False)])
def test_means_are_refused_from_just_where_they_leave_64_bits(
    tmp_path: Path, pence: int, is_refused: bool
) -> None:
    """All budgets of 2^38 pence, doubled 16 times, over up to 16 years, in sixteenths: 2^62."""
    north = 2**38 - 10_000_50 - 5_000_00 - pence
    changes = [
        term("initial = 16"),
        *years(north="1-1"),
        (TOML, 'uplift = "0%"', 'uplift = "100%"'),
        (TOML, "small_needed = 2", 'small_needed = 2\nvalue_basis = "mean"'),
        ("units.csv", "£20,000", f"{north // 100}.{north % 100}"),
    ]
    path = write(tmp_path, *changes)
    if is_refused:
        (fault,) = faults(path)
        assert fault.startswith(f"{TOML}, market.value_basis: 'mean': these amounts are too large")
    else:
        assert load(path).years == 16


def test_there_is_no_term_of_a_service_number_0(tmp_path: Path) -> None:
    path = write(tmp_path, term(youth("initial = 3")))
    for number in (0, 2):
        (fault,) = faults(path, (f"term.service.{number}.initial=1",))
        assert fault.startswith(f"--set term.service.{number}.initial: '{number}': ")


SERVICE = f"{TOML}, term.service 1"
CASES: list[tuple[str, list[Change], list[str]]] = [
    (
        "an unknown service",
        [term('initial = 2\n[[term.service]]\nservices = ["yoof", "youth"]\ninitial = 2')],
        [f"{SERVICE}, services: 'yoof': no such service; known are centre, youth"],
    ),
    (
        "a service twice in one term",
        [term('initial = 2\n[[term.service]]\nservices = ["youth", "youth"]\ninitial = 2')],
        [f"{SERVICE}, services: 'youth': has a term twice; give it one"],
    ),
    (
        "a service in two terms",
        [
            term(
                f"{youth('initial = 2')}\n"
                '[[term.service]]\nservices = ["centre", "youth"]\ninitial = 3'
            )
        ],
        [f"{TOML}, term.service 2, services: 'youth': has a term twice; give it one"],
    ),
    (
        "a term without its years",
        [term(youth("first_year = 2"))],
        [f"{SERVICE}, initial: missing; it holds: years of the first term (years)"],
    ),
    (
        "years that are none",
        [term(youth("initial = 0\nfirst_year = 0"))],
        [
            f"{SERVICE}, initial: '0': must be from 1 to 50",
            f"{SERVICE}, first_year: '0': must be from 1 to 200",
        ],
    ),
    (
        "a term beyond all years",
        [term(youth("initial = 50\nfirst_year = 152"))],
        [f"{SERVICE}: the term ends in contract year 201; at most 200"],
    ),
    (
        "a unit that starts after it ends",
        years(north="3-2"),
        ["units.csv, row 2, column first_year: '3': is after its last year, 2"],
    ),
    (
        "a unit that starts after its service ends",
        years(north="4-"),
        [
            "units.csv, row 2, column first_year: '4': is after year 3, in which centre ends; "
            "give last_year too"
        ],
    ),
    (
        "a unit that ends before its service begins",
        [term(youth("initial = 3\nfirst_year = 3")), *years(work="-2")],
        [
            "units.csv, row 4, column last_year: '2': is before year 3, in which youth begins; "
            "give first_year too"
        ],
    ),
    (
        "cells that are no years",
        years(north="0-201", south="x-"),
        [
            "units.csv, row 2, column first_year: '0': must be from 1 to 200",
            "units.csv, row 2, column last_year: '201': must be from 1 to 200",
            "units.csv, row 3, column first_year: 'x': write a whole number, for example 5",
        ],
    ),
    (
        "a promise in a gap, in which nothing of its service is bought",
        [*years(north="1-1", south="3-3"), (TOML, 'service = "youth"', 'service = "centre"')],
        [f"{TOML}, money.promised: 'centre': year 2 takes £1,000; the service has £0"],
    ),
    (
        "a promise of more than the units have that are bought then",
        [
            *years(south="3-3"),
            (TOML, 'service = "youth"\nfirst_year = 2', 'service = "centre"\nfirst_year = 1'),
            (TOML, "annual = 1000", "annual = 25000"),
        ],
        [f"{TOML}, money.promised: 'centre': year 1 takes £25,000; the service has £21,250.19"],
    ),
    (
        "a promise for once in a year after the last of its service",
        [
            term(youth("initial = 1")),
            (TOML, "first_year = 2\nannual = 1000", "first_year = 2\nannual = 1000\nonce = true"),
        ],
        [f"{TOML}, money.promised: 'youth': year 2 takes £1,000; the service has £0"],
    ),
    (
        "a promise from a year after the last of all",
        [term(youth("initial = 5")), (TOML, "first_year = 2", "first_year = 6")],
        [f"{TOML}, money.promised 1, first_year: '6': must be a contract year, from 1 to 5"],
    ),
    (
        "a list of amounts of another number of years",
        [term(youth("initial = 5")), (TOML, "annual = 30000", "annual = [1, 2, 3, 4]")],
        [f"{TOML}, rule budget, annual: write one amount, or 5: one a contract year"],
    ),
]


@pytest.mark.parametrize(("changes", "expected"), [case[1:] for case in CASES])
def test_every_fault_is_one_line(
    tmp_path: Path, changes: list[Change], expected: list[str]
) -> None:
    assert faults(write(tmp_path, *changes)) == expected


def test_lists_are_not_held_against_years_that_faults_leave_unknown(tmp_path: Path) -> None:
    """The unit with the fault may be the one that is bought last."""
    changes = [*years(north="x-9"), (TOML, "annual = 30000", "annual = [1, 2, 3, 4]")]
    (fault,) = faults(write(tmp_path, *changes))
    assert "first_year" in fault


def test_a_promise_that_never_is_in_force_takes_nothing(tmp_path: Path) -> None:
    """One that recurs from a year after the last of its service."""
    changes = [term(youth("initial = 1"))]
    scenario = load(write(tmp_path, *changes))
    assert [scenario.sum_promised("youth", year) for year in range(1, 5)] == [0, 0, 0, 0]


def test_the_schema_knows_terms() -> None:
    """An editor completes them."""
    schema = build_scenario_schema()
    entry = schema["$defs"]["ServiceTerm"]
    assert entry["required"] == ["services", "initial"]
    assert entry["properties"]["first_year"]["default"] == 1
    assert {"first_year", "last_year"} <= set(schema["$defs"]["UnitRow"]["properties"])
