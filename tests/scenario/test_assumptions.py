"""What rests on no source is told, grouped by what is said of it."""

from pathlib import Path

from lotdesign.assumptions import list_assumptions
from lotdesign.input.load import load
from tests.scenario.town import write

TOML = "scenario.toml"


def test_what_has_no_source_is_an_assumption(tmp_path: Path) -> None:
    """Rows by table, every figure that the file sets, and rules that apply."""
    assert list_assumptions(load(write(tmp_path), off=["access"])) == (
        (
            "units",
            "4 units (North centre, South centre, work, Uptown and work, Downtown): "
            "no source given",
        ),
        ("providers", "3 providers (Partners, Partners and National): no source given"),
        ("term.initial", "no source given"),
        ("term.extensions", "no source given"),
        ("money.contract_management", "no source given"),
        ("money.uplift", "no source given"),
        ("money.scale", "no source given"),
        ("money.promised", "no source given"),
        ("money.integration", "no source given"),
        ("money.need_led", "no source given"),
        ("market.small_needed", "no source given"),
        ("rule budget", "no source given"),
    )


def test_what_has_a_source_is_none(tmp_path: Path) -> None:
    """Rows with basis source, figures with a source in [basis] and sourced rules are left out."""
    sourced = (
        ("units.csv", "cpv\n", "cpv,basis,source\n"),
        ("units.csv", "0123\n", "0123,source,the paper\n"),
        ("units.csv", "downtown,1,,\n", "downtown,1,,,assumption,split by floor area\n"),
        ("units.csv", "5000,,2,,\n", "5000,,2,,,source,the paper\n"),
        (TOML, "lots = 1\n", 'lots = 1\nsource = "assumption: what officers expect"\n'),
        (TOML, "annual = 30000\n", 'annual = 30000\nsource = "the paper"\n'),
        (
            TOML,
            "[market]",
            '[basis]\n"money.uplift" = "assumption: no inflation"\nmoney.scale = "source: study"\n'
            'term.initial = "source: the paper"\nterm.extensions = "source: the paper"\n[market]',
        ),
    )
    told = dict(list_assumptions(load(write(tmp_path, *sourced))))
    assert told["units"] == "1 unit (South centre): split by floor area"
    assert told["money.uplift"] == "no inflation"
    assert told["rule access"] == "assumption: what officers expect"
    assert not {"money.scale", "term.initial", "term.extensions", "rule budget"} & set(told)
