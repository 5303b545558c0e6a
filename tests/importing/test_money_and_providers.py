"""Providers and payments: kinds, names that may be one, years, and what is marked as assumed."""

from typing import Any

from tests.importing.town_files import UNITS, Rows, Town

RUN: Rows = [
    {"Centre": "Quay hub", "Type": "Hub", "Ward": "W1", "Provider": "Quay Trust"},
    {"Centre": "Moor hub", "Type": "Hub", "Ward": "W2", "Provider": "Moor Partnership"},
    {"Centre": "Fell hub", "Type": "Hub", "Ward": "W3", "Provider": "Moor Partnership"},
]
PAID: Rows = [
    {"Supplier": "Quay Trust", "Net amount": "1,000.00", "Payment date": "03/04/2025"},
    {"Supplier": "quay  trust", "Net amount": "(100.00)", "Payment date": "31/03/2026"},
    {"Supplier": "Moor Partnership Ltd", "Net amount": "£500.01", "Payment date": "01/09/2025"},
    {"Supplier": "Stationer plc", "Net amount": "12", "Payment date": "01/09/2025"},
    {"Supplier": "", "Net amount": "1412.01", "Payment date": ""},
]
FROM_PAYMENTS: dict[str, Any] = {"units": {"budget": "payments"}}
ONE = {"same": {"Moor Partnership": {"Moor Partnership Ltd": "yes"}}}
LISTED: Rows = [
    {"Organisation": "Quay Trust", "Sector": "Voluntary", "Turnover": "£1,200,000"},
    {"Organisation": "Nationwide Care plc", "Sector": "National", "Turnover": ""},
    {"Organisation": "quay trust", "Sector": "Voluntary", "Turnover": ""},
]
FOR_ALL = {"services": "= *", "localities": "= *"}


def test_budgets_from_payments_are_asked_for_and_near_names_shown(town: Town) -> None:
    asked = town.refuse(units=RUN, spend=PAID)
    assert asked == [
        'map.toml, same."Moor Partnership"."Moor Partnership Ltd": decide: are these two names one '
        "organisation? Possible: yes, no",
        "map.toml, units.budget: decide: units.csv has no budgets; are they what each unit's "
        "provider was paid, in equal parts? Possible: payments",
    ]


def test_payments_become_contracts_of_today(town: Town) -> None:
    answer = town.bring_in(FROM_PAYMENTS | ONE, units=RUN, spend=PAID)
    quay, moor, fell = town.read("units")
    assert (quay["annual_budget"], quay["basis"], quay["contract"]) == (
        "900",
        "source",
        "quay-trust",
    )
    assert (moor["annual_budget"], fell["annual_budget"]) == ("250.01", "250")
    assert moor["basis"] == fell["basis"] == "assumption"
    assert moor["contract"] == fell["contract"] == "moor-partnership"
    assert moor["source"] == (
        "spend.csv: £500.01 paid to Moor Partnership Ltd in 2025-26, in 2 equal parts"
    )
    assert [(each.provider, each.pence, each.payments) for each in answer.contracts] == [
        ("quay-trust", 90_000, 2),
        ("moor-partnership", 50_001, 1),
    ]
    assert "1 row without a payee or an amount" in town.tell()


def test_names_that_are_said_to_be_two_are_not_joined(town: Town) -> None:
    apart = {"same": {"Moor Partnership": {"Moor Partnership Ltd": "no"}}}
    (asked,) = town.refuse(FROM_PAYMENTS | apart, units=RUN, spend=PAID)
    assert "no budget was found for 2 units: Moor hub and Fell hub" in asked


def test_a_year_that_is_not_whole_is_asked_for_and_told(town: Town) -> None:
    part = [row for row in PAID if "2026" not in row["Payment date"]]
    (asked,) = town.refuse(FROM_PAYMENTS | ONE, units=RUN, spend=part)
    assert asked == (
        "map.toml, spend.year: decide: no financial year of spend.csv has payments from April to "
        "March; which one counts? Possible: 2025-26"
    )
    town.bring_in(FROM_PAYMENTS | ONE | {"spend": {"year": "2025-26"}}, units=RUN, spend=part)
    assert "run from 2025-04-03 to 2025-09-01 only" in town.tell()


def test_only_payments_that_count_are_added_up(town: Town) -> None:
    sorts = [row | {"Category": "Care" if i < 3 else "Other"} for i, row in enumerate(PAID)]
    sorts.append(sorts[0] | {"Category": "Loan", "Net amount": "5000"})
    only = {"spend": {"only": {"Category": ["Care"]}}}
    town.bring_in(FROM_PAYMENTS | ONE | only, units=RUN, spend=sorts)
    assert town.read("units")[0]["annual_budget"] == "900"
    assert "3 payments of other sorts" in town.tell()


def test_rows_that_are_no_payments_are_told_and_counted(town: Town) -> None:
    bad = [row | {"Net amount": "tbc"} for row in PAID[:1]] * 25
    late = PAID[0] | {"Payment date": "in May"}
    found = town.refuse(FROM_PAYMENTS | ONE, units=RUN, spend=[*bad, late, *PAID])
    assert found[0] == (
        "spend.csv, row 2: 'tbc': write an amount, for example 1234.50 or (1,234.50) for a credit"
    )
    assert found[-1] == "spend.csv: and 6 more rows with such faults"
    assert len(found) == 21


def test_kinds_are_renamed_and_others_asked_about(town: Town) -> None:
    decided = {"providers": {"columns": FOR_ALL}}
    asked = town.refuse(decided, providers=LISTED)
    assert asked == [
        "map.toml, providers.rename.kind.Voluntary: decide: providers.csv says Voluntary: which "
        "kind is that? Possible: national, sme, vcse, school, mutual, council"
    ]
    renamed = {"providers": {"columns": FOR_ALL, "rename": {"kind": {"Voluntary": "vcse"}}}}
    town.bring_in(renamed, providers=LISTED)
    quay, national = town.read("providers")
    assert (quay["id"], quay["kind"], quay["annual_turnover"]) == (
        "quay-trust",
        "vcse",
        "£1,200,000",
    )
    assert (national["kind"], national["annual_turnover"]) == ("national", "")
    assert quay["basis"] == "assumption"
    assert quay["source"] == "providers.csv; decided at the import: localities, services"
    assert "2 providers; 1 row of names that stood before" in town.tell()


def test_lists_of_services_and_wards_are_matched(town: Town) -> None:
    listed = [
        {
            "Provider": "Quay Trust",
            "kind": "vcse",
            "services": "Hub",
            "localities": "w1;W3",
            "Turnover": "5",
        }
    ]
    town.bring_in(providers=listed)
    (row,) = town.read("providers")
    assert (row["services"], row["localities"], row["basis"]) == ("hub", "W1;W3", "source")


def test_a_turnover_that_is_no_amount_is_told(town: Town) -> None:
    listed = [LISTED[1] | {"Turnover": "£1.2m"}]
    (found,) = town.refuse({"providers": {"columns": FOR_ALL}}, providers=listed)
    assert found.startswith("providers.csv, row 2, column annual_turnover: '£1.2m': write pounds")


def test_a_list_that_names_nobody_a_scenario_knows_is_refused_whole(town: Town) -> None:
    """What would be written is loaded first: nothing that is not valid is left in the folder."""
    listed = [
        {"Provider": "P", "kind": "sme", "services": "hubb", "localities": "*", "Turnover": ""}
    ]
    (found,) = town.refuse(providers=listed)
    assert "'hubb': no such service; did you mean 'hub'?" in found


def test_providers_of_units_are_those_of_the_list(town: Town) -> None:
    units = [UNITS[0] | {"Provider": "QUAY TRUST"}, UNITS[1] | {"Provider": "Somebody else"}]
    decided = {"providers": {"columns": FOR_ALL, "rename": {"kind": {"Voluntary": "vcse"}}}}
    town.bring_in(decided, units=units, providers=LISTED)
    assert [row["provider"] for row in town.read("units")] == ["quay-trust", "somebody-else"]


def test_figures_with_a_source_keep_it(town: Town) -> None:
    town.bring_in({"basis": {"money.procurement": "source: the last procurement"}})
    text = (town.target / "scenario.toml").read_text(encoding="utf-8")
    assert '"money.procurement" = "source: the last procurement"' in text
    assert '"term.initial" = "assumption: decided at the import"' in text
