"""The page on measures: each with its direction, unit, formula in words and an example."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

from lotdesign.app.api import compare, evaluate
from lotdesign.input.load import load
from lotdesign.measures.base import Measure, MeasureDescription, StressMeasure
from lotdesign.measures.registry import ALL_MEASURES, MEASURES, STRESS_MEASURES
from lotdesign.report.amounts import format_measure
from tests.docs.reference.snippets import COUNTY, OPTION, load_with_snippet
from tests.docs.reference.words import list_inputs, wrap, write_table

INTRODUCTION = """\
# The measures

A measure is one exact figure of a finished design. A scenario names the ones that matter in
`[[objective]]`, in their order: the first is made best, then, within its `tolerance`, the second,
and so on. The page is written from the program itself by `make docs`, and a test fails where the
two differ. [docs/rules.md](rules.md) has what every design must keep.

A `tolerance` is a percentage of the best value, or an amount in the unit below; the last
objective's is not used. The same names stand in conditions, such as `lotdesign evaluate
examples/tiny --option places --require "lots<=3"`, in `lotdesign frontier --measures
whole_life_cost,lots`, and in results. There money is in pence, distance in metres and a share is
a part of 1.

Each example is tried in [Central Bedfordshire](../examples/central-bedfordshire/README.md), in
place of the objectives there and without its rules. "The council's own design" is the option
`council` of it: five locality lots, one for youth work and one for contact. Units there without a
`need` are given one of 0.
"""

STRESSED_INTRODUCTION = """\
## Measures that take a solver for each design

Two more say how a design stands up to the market. They are no objectives and stand in no result:
[`frontier`](frontier.md), [`alternatives`](alternatives.md) and [`compare`](compare.md) work them
out where `--measures` names them. Each is one figure of what [`stress`](stress.md) says of a
design, in the scenario as it stands, and exact. Awards are free to change, whatever is lost. A
design without a certificate has neither.
"""

UNIT_WORDS = {
    "pence": "pounds",
    "metres": "kilometres",
    "share": "percentage",
    "need": "the unit of the `need` column",
}
"""Own unit of a measure -> the unit that people write, where they differ."""


def write_measures_page(folder: Path) -> str:
    """The page as Markdown; examples are written to `folder` to be loaded."""
    lines = [*INTRODUCTION.splitlines(), ""]
    lines += write_table(
        ("Measure", "In short", "Better", "Unit"),
        (
            (f"[`{name}`](#{name})", measure.title, measure.better, name_unit(measure))
            for name, measure in ALL_MEASURES.items()
        ),
    )
    for measure in MEASURES.values():
        lines += ["", *_write_measure(measure, folder)]
    lines += ["", *STRESSED_INTRODUCTION.splitlines()]
    for stressed in STRESS_MEASURES.values():
        lines += ["", *_write_stressed(stressed)]
    return "\n".join(lines) + "\n"


def name_unit(measure: MeasureDescription) -> str:
    """The unit in which people write it."""
    return UNIT_WORDS.get(measure.unit, measure.unit)


def _describe(measure: MeasureDescription) -> Iterator[str]:
    yield from (f"## {measure.name}", "", *wrap(f"**{measure.title}.** {measure.meaning}"), "")
    yield f"- {measure.better.capitalize()} is better."
    yield f"- Unit: {name_unit(measure)}."
    if measure.reads:
        yield from wrap(f"- Reads {list_inputs(measure.reads)}.", "  ")


def _write_stressed(measure: StressMeasure) -> Iterator[str]:
    yield from _describe(measure)
    command = "lotdesign alternatives examples/central-bedfordshire --measures"
    yield from ("", "```sh", f"{command} {measure.name}", "```", "")
    scenario = load(COUNTY)
    frame = compare([evaluate(scenario, option=OPTION)], scenario=scenario, measures=[measure.name])
    value = format_measure(measure.name, str(frame[measure.name][0]))
    yield f"The council's own design: {value}."


def _write_measure(measure: Measure, folder: Path) -> Iterator[str]:
    yield from _describe(measure)
    yield from ("", "```toml", dedent(measure.example).strip(), "```", "")
    result = evaluate(load_with_snippet(measure.example, folder), option=OPTION).result
    value = format_measure(measure.name, result.measures[measure.name])
    yield f"The council's own design: {value}."
