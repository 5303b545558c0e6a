"""What a declaration says, in the words of a page."""

from collections.abc import Iterable, Mapping, Sequence
from textwrap import fill
from typing import Any, get_args

from lotdesign.scenario.rule import RelaxableParameter, Rule, ScenarioInput
from lotdesign.words import format_percent, join_words

PAGE_WIDTH = 100

INPUT_WORDS: Mapping[ScenarioInput, str] = {
    "providers": "the table of providers",
    "small_needed": "`market.small` and `market.small_needed`",
    "prices": "the providers' prices, where the table has any",
    "need": "the `need` of every unit",
    "positions": "`x` and `y` (or `lat` and `lon`) of every unit, or of its locality",
    "funding": "the sources in `[[funding]]`",
    "neighbours": "the table of neighbours",
    "contracts": "today's `contract` of each unit (blank: its own)",
}
"""What each kind of data is called in a scenario's files."""

SCALAR_WORDS = {"integer": "whole number", "number": "number", "string": "text"}
LISTED_WORDS = {"whole number": "whole numbers", "number": "numbers", "text": "names"}
"""What a list of such values is a list of."""


def flatten(docstring: str | None) -> str:
    """The paragraphs of a docstring as one, without the breaks of its lines."""
    return " ".join((docstring or "").split())


def wrap(text: str, indent: str = "") -> list[str]:
    """A paragraph in lines of a page's width; `indent` begins all but the first."""
    return fill(
        text,
        PAGE_WIDTH,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    ).splitlines()


def write_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table in Markdown."""
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    return lines + [f"| {' | '.join(cells)} |" for cells in rows]


def list_inputs(reads: Iterable[ScenarioInput]) -> str:
    """The data in words, in the order in which `ScenarioInput` names them."""
    named = set(reads)
    return "; ".join(INPUT_WORDS[data] for data in get_args(ScenarioInput) if data in named)


def describe_type(key: Mapping[str, Any]) -> str:
    """What may stand there, from the JSON Schema of a key."""
    if "enum" in key or "const" in key:
        choices = key.get("enum", [key.get("const")])
        return join_words([f'`"{choice}"`' for choice in choices], "or")
    if "anyOf" in key:
        return " or ".join(describe_type(choice) for choice in key["anyOf"])
    kinds = key["type"] if isinstance(key["type"], list) else [key["type"]]
    if "array" in kinds:
        inner = describe_type(key["items"])
        return f"list of {LISTED_WORDS.get(inner, inner.replace('list', 'lists', 1))}"
    if "boolean" in kinds:
        return "`true` or `false`"
    if key.get("x-unit") == "share":
        return 'percentage, as `"60%"` or `0.6`'
    return next(words for kind, words in SCALAR_WORDS.items() if kind in kinds)


def describe_unit(key: Mapping[str, Any]) -> str:
    """The unit in which it is written."""
    unit = str(key.get("x-unit", ""))
    return "" if unit == "share" else unit


def describe_default(key: Mapping[str, Any], required: bool) -> str:
    """What holds where the key is left out."""
    if required:
        return "must be given"
    default = key.get("default")
    if default is None:
        return "may be left out"
    if isinstance(default, str):
        return f'`"{default}"`'
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def describe_range(key: Mapping[str, Any]) -> str:
    """The smallest and the largest number that may stand there."""
    least, most = _find_bound(key, "minimum"), _find_bound(key, "maximum")
    say = format_percent if key.get("x-unit") == "share" else str
    if least is None:
        return "" if most is None else f"{say(most)} at most"
    return f"{say(least)} or more" if most is None else f"{say(least)} to {say(most)}"


def _find_bound(key: Mapping[str, Any], bound: str) -> Any:
    """A bound of the key, or else of what its choices or its list hold."""
    inner = [*key.get("anyOf", []), key.get("items", {})]
    found = [key.get(bound), *(_find_bound(each, bound) for each in inner if each)]
    return next((each for each in found if each is not None), None)


def describe_lots(rule: type[Rule]) -> str:
    """Which lots a kind of rule looks at, and whether at each by itself or at all together."""
    if rule.scope == "other_awards":
        return "awards of all external lots without a provider, one provider after another"
    if rule.scope == "award":
        return "one award of all external lots"
    external = "external " if "providers" in rule.reads else ""
    fewer = "; `services` narrows that down" if "services" in rule.model_fields else ""
    if rule.scope == "design":
        return f"all {external}lots of a design together{fewer}"
    return f"each {external}lot by itself{fewer}"


def describe_relaxing(parameters: Sequence[RelaxableParameter]) -> str:
    """What `explain` may do with such a rule where nothing is possible."""
    if not parameters:
        return "can only switch the rule off"
    ways = {"up": "raise", "down": "lower"}
    turned = join_words([f"{ways[each.looser]} `{each.name}`" for each in parameters], "or")
    return f"may {turned}, or switch the rule off"
