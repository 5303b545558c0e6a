"""The page on rules: every kind with its keys and an example."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any, get_args

from lotdesign.app.api import evaluate
from lotdesign.input.schema import build_scenario_schema
from lotdesign.report.rules import write_rules_section
from lotdesign.rules.registry import RULE_KINDS
from lotdesign.scenario.rule import Rule, RuleGroup
from tests.docs.reference.snippets import OPTION, find_example, load_with_snippet
from tests.docs.reference.words import (
    describe_default,
    describe_lots,
    describe_range,
    describe_relaxing,
    describe_type,
    describe_unit,
    flatten,
    list_inputs,
    wrap,
    write_table,
)

INTRODUCTION = """\
# The rules

A rule says what every design has to keep. A scenario states each one in a `[[rule]]` of its own;
this page has every kind, with its keys and an example. The page is written from the program
itself by `make docs`, and a test fails where the two differ. [docs/choices.md](choices.md) says
what happens at the edges; [docs/measures.md](measures.md) has the figures that objectives make
best.

Any number of rules may be of one kind. `--set access.lots=2` changes the key `lots` of the rule
`access` for one run, and `--off access` leaves the rule out. All bounds are inclusive. A share is
one of the market value of all external lots. A market rule looks at external lots alone: lots
that the council runs itself, or that are put inside another contract, need no bidder.

Each example is tried alone in [Central Bedfordshire](../examples/central-bedfordshire/README.md),
in place of the rules there. "The council's own design" is the option `council` of it: five
locality lots, one for youth work and one for contact. `explain` says what least change makes a
design possible where none is ([docs/explain.md](explain.md)).

These keys every kind has:
"""

GROUP_TITLES = {
    "money": "Rules about money",
    "lots": "Rules about lots",
    "market": "Rules about the market",
}
KEY_HEADS = ("Key", "What it says", "What may stand there", "Unit", "Left out", "Range")
SHARED_KEYS = tuple(name for name in Rule.model_fields if name != "kind")


def write_rules_page(folder: Path) -> str:
    """The page as Markdown; examples are written to `folder` to be loaded."""
    lines = INTRODUCTION.splitlines()
    lines += ["", *_write_keys(next(iter(RULE_KINDS.values())), SHARED_KEYS)]
    for group in get_args(RuleGroup):
        kinds = {kind: rule for kind, rule in RULE_KINDS.items() if rule.group == group}
        lines += ["", f"## {GROUP_TITLES[group]}", ""]
        lines += write_table(
            ("Kind", "In short"),
            ((f"[`{kind}`](#{kind})", _summarise(rule)) for kind, rule in kinds.items()),
        )
        for kind, rule in kinds.items():
            lines += ["", *_write_kind(kind, rule, folder)]
    return "\n".join(lines) + "\n"


def _summarise(rule: type[Rule]) -> str:
    return flatten((rule.__doc__ or "").split("\n\n")[0])


def _write_kind(kind: str, rule: type[Rule], folder: Path) -> Iterator[str]:
    yield from (f"### {kind}", "", *wrap(flatten(rule.__doc__)), "")
    own = tuple(name for name in rule.model_fields if name not in Rule.model_fields)
    yield from _write_keys(rule, own) if own else ["It has no keys of its own."]
    yield from ("", *wrap(f"- Looks at {describe_lots(rule)}.", "  "))
    if rule.reads:
        yield from wrap(f"- Reads {list_inputs(rule.reads)}.", "  ")
    yield from wrap(f"- `explain` {describe_relaxing(rule.relaxable_parameters)}.", "  ")
    example = find_example(kind)
    yield from ("", "```toml", dedent(example).strip(), "```", "")
    scenario = load_with_snippet(example, folder)
    yield from (*wrap(f"> {scenario.rules[0].write_sentence(scenario)}", "> "), "")
    judged = write_rules_section(evaluate(scenario, option=OPTION).result)
    yield from wrap(f"The council's own design: {judged.blocks[0].rows[0][-1]}.")


def _write_keys(rule: type[Rule], names: tuple[str, ...]) -> list[str]:
    schema: dict[str, Any] = build_scenario_schema()["$defs"][rule.__name__]
    rows = []
    for name in names:
        written = rule.model_fields[name].alias or name
        key = schema["properties"][written]
        rows.append(
            (
                f"`{written}`",
                key["description"],
                describe_type(key),
                describe_unit(key),
                describe_default(key, written in schema["required"]),
                describe_range(key),
            )
        )
    return write_table(KEY_HEADS, rows)
