"""Two or three measures that are traded against each other, and what they must know."""

import pytest

from lotdesign.faults import InputFaults
from lotdesign.measures.conditions import choose_measures, choose_stress_measures
from tests.rules.office import PLACES, PROVIDERS, UNITS, Row, office

COST = "whole_life_cost"
BARE = [{key: cell for key, cell in row.items() if key != "need"} for row in UNITS]
ONE_WITHOUT = [UNITS[0] | {"need": ""}, *UNITS[1:]]
NOWHERE = [{"id": row["id"], "name": row["name"]} for row in PLACES]
NO_NEED = "needs the need of each unit"
NO_TABLE = "needs a table of providers"
NO_PLACE = "needs x and y (or lat and lon) of each unit or of its locality"
NUMBER = "name two or three measures, for example whole_life_cost,travel"


@pytest.mark.parametrize(
    "names", [(COST, "travel"), (COST, "need_spread", "fewest_bidders"), ("lots", "travel")]
)
def test_two_or_three_are_taken_as_they_are_named(names: tuple[str, ...]) -> None:
    assert choose_measures(office(), names) == names


def test_without_names_they_are_the_first_two_objectives() -> None:
    scenario = office(objective=[{"measure": each} for each in ("lots", "travel", COST)])
    assert choose_measures(scenario, None) == ("lots", "travel")


@pytest.mark.parametrize(
    ("names", "tables", "faults"),
    [
        ((COST,), {}, [NUMBER]),
        ((), {}, [NUMBER]),
        ((COST, "lots", "travel", "need_spread"), {}, [NUMBER]),
        ((COST, COST), {}, ["stands twice; name a measure once"]),
        ((COST, "fewest_bidders"), {"providers": None}, [NO_TABLE]),
        ((COST, "need_spread"), {"units": BARE}, [NO_NEED]),
        ((COST, "need_spread"), {"units": ONE_WITHOUT}, [NO_NEED]),
        ((COST, "lots"), {"units": BARE}, []),
        ((COST, "travel"), {"localities": NOWHERE}, [NO_PLACE]),
        ((COST, "lots"), {"localities": NOWHERE}, []),
        (("need_spread", "travel"), {"units": BARE, "localities": NOWHERE}, [NO_NEED, NO_PLACE]),
    ],
)
def test_what_is_not_known_is_told(names: tuple[str, ...], tables: Row, faults: list[str]) -> None:
    """All at once; contact serves the whole authority and needs no place."""
    scenario = office(**tables)
    told: list[str] = []
    try:
        assert choose_measures(scenario, names) == names
    except InputFaults as error:
        told = [fault.right for fault in error.faults]
    assert told == faults


def test_an_unknown_name_is_told_with_what_is_near() -> None:
    with pytest.raises(InputFaults) as raised:
        choose_measures(office(), (COST, "travle"))
    (fault,) = raised.value.faults
    assert "travel" in fault.right


def test_of_measures_that_compare_shows_besides_only_those_it_does_not_show_anyway() -> None:
    """One fault a name: of what is shown anyway nothing more is said, such as what it lacks."""
    named = ("capacity_margin", "withdrawals_survived")
    scenario = office(units=BARE, providers=PROVIDERS)
    assert choose_stress_measures(scenario, named) == named
    with pytest.raises(InputFaults) as raised:
        choose_stress_measures(scenario, ("need_spread", *named, "lotz", "capacity_margin"))
    known = "withdrawals_survived and capacity_margin"
    assert [(fault.found, fault.right) for fault in raised.value.faults] == [
        ("need_spread", f"is shown anyway; {known} are worked out here"),
        ("lotz", "did you mean 'lots'?"),
        ("capacity_margin", "stands twice; name a measure once"),
    ]
