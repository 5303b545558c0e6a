"""Cross checks: what does not fit together is told in one line."""

from pathlib import Path

import pytest

from lotdesign.input.check_reach import KnownNames
from tests.scenario.town import faults, write

TOML = "scenario.toml"
OFF = '[[rule]]\nid = "access"\nkind = "small_bidders"\nlots = 1\n'

CASES: list[tuple[str, list[tuple[str, str, str]], list[str]]] = [
    (
        "two units of one id",
        [("units.csv", "south,South", "north,South"), (TOML, '["north", "south"]', '["north"]')],
        ["units.csv, row 3, column id: 'north': this id is taken by row 2; ids must differ"],
    ),
    (
        "two localities of one id",
        [("localities.csv", "downtown,D", "downtown,Old,1,2,2\ndowntown,D")],
        [
            "localities.csv, row 4, column id: 'downtown': "
            "this id is taken by row 3; ids must differ"
        ],
    ),
    (
        "two providers of one id",
        [("providers.csv", "n,National", "p,National")],
        ["providers.csv, row 3, column id: 'p': this id is taken by row 2; ids must differ"],
    ),
    (
        "a provider called as a copy",
        [("providers.csv", "n,National", "p-2,National")],
        ["providers.csv, row 3, column id: 'p-2': is also a copy of a counted provider"],
    ),
    (
        "a unit called as a part",
        [
            ("units.csv", "south,South", "work@uptown,South"),
            (TOML, '["north", "south"]', '["north"]'),
        ],
        ["units.csv, row 3, column id: 'work@uptown': is also the id of a part of a divided unit"],
    ),
    (
        "two rules of one id",
        [(TOML, 'id = "access"', 'id = "budget"')],
        [f"{TOML}, rule budget, id: 'budget': this id is taken by number 1; ids must differ"],
    ),
    (
        "two options of one id",
        [
            (
                TOML,
                "[[option]]",
                '[[option]]\nid = "council"\nlots = [["north", "south", "work"]]\n[[option]]',
            )
        ],
        [f"{TOML}, option council, id: 'council': this id is taken by number 1; ids must differ"],
    ),
    (
        "no units",
        [
            ("units.csv", 'north,North centre,centre,"£20,000",uptown,3,p,0123\n', ""),
            ("units.csv", "south,South centre,centre,10000.50,downtown,1,,\n", ""),
            ("units.csv", "work,,youth,5000,,2,,\n", ""),
        ],
        ["units.csv: there are no units; a scenario needs at least one"],
    ),
    (
        "a locality that is not there",
        [("units.csv", "uptown,3", "upton,3")],
        ["units.csv, row 2, column locality: 'upton': no such locality; did you mean 'uptown'?"],
    ),
    (
        "a neighbour that is not there",
        [("neighbours.csv", "downtown,uptown", "downtown,uptwon")],
        ["neighbours.csv, row 3, column b: 'uptwon': no such locality; did you mean 'uptown'?"],
    ),
    (
        "its own neighbour",
        [("neighbours.csv", "downtown,uptown", "uptown,uptown")],
        [
            "neighbours.csv, row 3, column b: 'uptown': "
            "a locality is not its own neighbour; take the row out"
        ],
    ),
    (
        "a provider's service and locality are not there",
        [("providers.csv", "centre;youth,uptown", "centre;yuth,upton")],
        [
            "providers.csv, row 3, column services: 'yuth': no such service; did you mean 'youth'?",
            "providers.csv, row 3, column localities: 'upton': "
            "no such locality; did you mean 'uptown'?",
        ],
    ),
    (
        "a star among names",
        [("providers.csv", "centre;youth", "centre;*")],
        ["providers.csv, row 3, column services: 'centre;*': * stands for all; write it alone"],
    ),
    (
        "a price",
        [("providers.csv", "500000,,", "500000,1.02,")],
        [
            "providers.csv, row 3, column price: '1.02': "
            "write the price in per cent of gross value, for example 102, not 1.02"
        ],
    ),
    (
        "x without y",
        [("localities.csv", "2,1,1", "2,1,"), (TOML, '[[objective]]\nmeasure = "travel"\n', "")],
        ["localities.csv, row 3, column y: is blank; x needs it"],
    ),
    (
        "flat and round coordinates",
        [
            ("localities.csv", "need,x,y", "need,x,y,lat,lon"),
            ("localities.csv", "1,0,0", "1,0,0,,"),
            ("localities.csv", "2,1,1", "2,,,52,-0.5"),
        ],
        [
            "localities.csv, row 3, column lat: "
            "give x and y everywhere, or lat and lon everywhere; distances need one sort"
        ],
    ),
    (
        "dividing what is not there, lies in a place, or is divided already",
        [(TOML, 'units = ["work"]', 'units = ["work", "wrok", "work", "north"]')],
        [
            f"{TOML}, divide 1, units: 'wrok': no such unit; did you mean 'work'?",
            f"{TOML}, divide 1, units: 'work': is divided twice",
            f"{TOML}, divide 1, units: 'north': "
            "lies in one locality; only an authority-wide unit is divided",
        ],
    ),
    (
        "dividing by a figure that is blank",
        [("localities.csv", "Uptown,1", "Uptown,")],
        ["localities.csv, row 2, column need: is blank; a unit is divided by need"],
    ),
    (
        "need-led funding of what is not there, twice, or without need",
        [
            ("units.csv", "downtown,1", "downtown,"),
            (
                TOML,
                "[[money.need_led]]",
                '[[money.need_led]]\nservice = "center"\npace = 1\n'
                '[[money.need_led]]\nservice = "centre"\npace = 1\n[[money.need_led]]',
            ),
        ],
        [
            f"{TOML}, money.need_led 1, service: 'center': no such service; did you mean 'centre'?",
            f"{TOML}, money.need_led 3, service: 'centre': stands twice; one pace a service",
            "units.csv, row 3, column need: is blank; need-led funding of its service needs it",
        ],
    ),
    (
        "a promise of what is not there, after the end",
        [(TOML, 'service = "youth"\nfirst_year = 2', 'service = "yuth"\nfirst_year = 4')],
        [
            f"{TOML}, money.promised 1, service: 'yuth': no such service; did you mean 'youth'?",
            f"{TOML}, money.promised 1, first_year: '4': must be a contract year, from 1 to 3",
        ],
    ),
    (
        "promises above what the service has, however found",
        [
            (
                TOML,
                "annual = 1000\n",
                "annual = 1000\n[[money.promised]]\n"
                'service = "youth"\nfirst_year = 3\nannual = 4000.01\nfound_by = "design"\n',
            )
        ],
        [f"{TOML}, money.promised: 'youth': year 3 takes £5,000.01; the service has £5,000"],
    ),
    (
        "shares that come to more than all, and one above all",
        [
            (
                TOML,
                "annual = 1000\n",
                'annual = "60%"\n[[money.promised]]\n'
                'service = "youth"\nfirst_year = 3\nannual = "40.01%"\nfound_by = "design"\n',
            )
        ],
        [f"{TOML}, money.promised: 'youth': year 3 takes £5,000.50; the service has £5,000"],
    ),
    (
        "a falling budget below its promise",
        [(TOML, 'uplift = "0%"', 'uplift = "-60%"')],
        [f"{TOML}, money.promised: 'work': year 3 has £800 and promises £1,000 of it"],
    ),
    (
        "a scale that does not rise",
        [(TOML, "value = 600000", "value = 0")],
        [f"{TOML}, money.scale 2, value: '0': must be above the value of the point before, £0"],
    ),
    (
        "joining a service that is not there",
        [(TOML, '["centre", "youth"]\nannual', '["centre", "yout"]\nannual')],
        [f"{TOML}, money.integration 1, services: 'yout': no such service; did you mean 'youth'?"],
    ),
    (
        "a market rule and measure without providers",
        [(TOML, 'providers = "providers.csv"\n', ""), (TOML, '"travel"', '"fewest_bidders"')],
        [
            f"{TOML}, rule access, kind: 'small_bidders': "
            "needs a table of providers; name its file in [data], or switch this off",
            f"{TOML}, objective 2, measure: 'fewest_bidders': "
            "needs a table of providers; name its file in [data], or switch this off",
        ],
    ),
    (
        "without providers today's provider may be anybody",
        [(TOML, 'providers = "providers.csv"\n', ""), (TOML, OFF, "")],
        [],
    ),
    (
        "a rule about what is not there, with amounts for other years",
        [(TOML, 'services = ["centre"]\nannual = 30000', 'services = ["center"]\nannual = [1, 2]')],
        [
            f"{TOML}, rule budget, services: 'center': did you mean 'centre'?",
            f"{TOML}, rule budget, annual: write one amount, or 3: one a contract year",
        ],
    ),
    (
        "a unit in two lots, one in none, one unknown",
        [(TOML, '[["north", "south"], ["work"]]', '[["north", "work"], ["work@uptown", "nrth"]]')],
        [
            f"{TOML}, option council, lots 2: 'nrth': no such unit; did you mean 'north'?",
            f"{TOML}, option council, lots: work@uptown: "
            "in more than one lot; a unit is in exactly one",
            f"{TOML}, option council, lots: south: in no lot; a unit is in exactly one",
        ],
    ),
    (
        "parts of a divided unit in lots of their own",
        [(TOML, '"south"], ["work"]', '"work@uptown"], ["south", "work@downtown"]')],
        [],
    ),
    (
        "routes",
        [(TOML, 'id = "council"', 'id = "council"\nroutes = ["in_house"]')],
        [
            f"{TOML}, option council, routes: has 1 route for 2 lots; write one a lot",
            f"{TOML}, option council, routes 1: 'in_house': "
            "nobody offers this route; write what it costs under [routes.in_house]",
        ],
    ),
    (
        "a measure twice",
        [(TOML, 'measure = "travel"', 'measure = "whole_life_cost"')],
        [f"{TOML}, objective 2, measure: 'whole_life_cost': stands twice; name a measure once"],
    ),
    (
        "a measure of need without it",
        [("units.csv", "5000,,2", "5000,,"), (TOML, '"travel"', '"need_spread"')],
        ["units.csv, row 4, column need: is blank; the measure need_spread needs it"],
    ),
    (
        "a balance of need without it",
        [
            ("units.csv", "5000,,2", "5000,,"),
            (
                TOML,
                'kind = "small_bidders"\nlots = 1',
                'kind = "balance"\nmeasure = "need"\ntolerance = 1',
            ),
        ],
        ["units.csv, row 4, column need: is blank; rule access needs it"],
    ),
    (
        "what touches in two localities without neighbours",
        [
            (TOML, 'neighbours = "neighbours.csv"\n', ""),
            (TOML, 'kind = "small_bidders"\nlots = 1', 'kind = "contiguous"'),
        ],
        [
            f"{TOML}, rule access, kind: 'contiguous': needs a table of neighbours, as units lie "
            "in more than one locality; name its file in [data], or switch this off"
        ],
    ),
    (
        "a measure of travel without places",
        [("localities.csv", "1,0,0", "1,,")],
        [
            "units.csv, row 2, column x: is blank; the measure travel needs "
            "x and y (or lat and lon) of each unit or of its locality",
            "localities.csv, row 2, column x: is blank; "
            "the measure travel needs a place for parts of divided units",
        ],
    ),
    (
        "a basis of no figure, and one that does not say what it is",
        [
            (
                TOML,
                "[market]",
                '[basis]\n"money.uplif" = "source: x"\nmoney.uplift = "guess"\n[market]',
            )
        ],
        [
            f"{TOML}, basis: 'money.uplif': no such figure; did you mean 'money.uplift'?",
            f"{TOML}, basis.money.uplift: 'guess': "
            'begin the text with "source:" or "assumption:"',
        ],
    ),
]


@pytest.mark.parametrize(("changes", "lines"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_each_break_has_its_line(
    tmp_path: Path, changes: list[tuple[str, str, str]], lines: list[str]
) -> None:
    """A town that is valid but for one thing gets just the lines of that thing."""
    assert faults(write(tmp_path, *changes)) == lines


def test_the_town_itself_is_valid(tmp_path: Path) -> None:
    """The scenario that the cases change has no fault."""
    assert faults(write(tmp_path)) == []


def test_an_id_that_no_list_can_hold_is_never_suggested() -> None:
    """A semicolon in an id is a fault of its own; whoever wrote the list did not mean that id."""
    known = KnownNames(["adult;care", "youth"])
    assert known.describe_slip("youht") == "did you mean 'youth'?"
    assert known.describe_slip("adult-care") == ""
