"""The page on measures: each with its direction, unit, formula in words and an example."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

from lotdesign.app.api import evaluate
from lotdesign.measures.base import Measure
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import format_measure
from tests.docs.reference.snippets import OPTION, load_with_snippet
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
            for name, measure in MEASURES.items()
        ),
    )
    for measure in MEASURES.values():
        lines += ["", *_write_measure(measure, folder)]
    return "\n".join(lines) + "\n"


def name_unit(measure: Measure) -> str:
    """The unit in which people write it."""
    return UNIT_WORDS.get(measure.unit, measure.unit)


def _write_measure(measure: Measure, folder: Path) -> Iterator[str]:
    yield from (f"## {measure.name}", "", *wrap(f"**{measure.title}.** {measure.meaning}"), "")
    yield f"- {measure.better.capitalize()} is better."
    yield f"- Unit: {name_unit(measure)}."
    if measure.reads:
        yield from wrap(f"- Reads {list_inputs(measure.reads)}.", "  ")
    yield from ("", "```toml", dedent(measure.example).strip(), "```", "")
    result = evaluate(load_with_snippet(measure.example, folder), option=OPTION).result
    value = format_measure(measure.name, result.measures[measure.name])
    yield f"The council's own design: {value}."
