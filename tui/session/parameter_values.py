"""The value of a parameter row: read, stepped, typed, formatted, and written as --set reads it.

Numbers may be typed as sums: `1.52m*0.9`, `£1,520,000 + 2%`, `*1.1` of the present value.
"""

import re
from fractions import Fraction

from lotdesign.faults import suggest_name
from lotdesign.scenario.name_values import parse_names
from lotdesign.scenario.values import (
    parse_number,
    parse_percentage,
    parse_pounds,
    parse_whole,
    parse_yearly_budget,
)
from lotdesign.words import format_count, format_percent
from tui.session.edits import Edits
from tui.session.parameters import ParameterRow, ParameterValue

_TOKEN_PATTERN = re.compile(
    r"\s*(?:(?P<number>\d[\d,]*(?:\.\d*)?|\.\d+)(?P<scale>[kKmM%]?)|(?P<mark>[-+*/()]))"
)
_SCALE_FACTORS = {
    "": Fraction(1),
    "k": Fraction(1000),
    "m": Fraction(1_000_000),
    "%": Fraction(1, 100),
}
_MOST_CHARACTERS = 60

ParsedNumber = tuple[Fraction, bool]
"""A number, and whether it was written as a percentage."""


class NotAValue(ValueError):
    """What was typed is no value of the row; the message says what to type."""


def calculate(text: str, present: Fraction | None = None, share: bool = False) -> Fraction:
    """The exact value of an expression; raises NotAValue.

    A leading operator applies to `present`. For a figure that is a `share`, a plain number above
    1 is read as a percentage and `+2%` adds two points; otherwise `+2%` adds two per cent of what
    stands before it.
    """
    tokens = _split_tokens(text)
    if present is not None and tokens and tokens[0] in (*"+*/", "-"):
        tokens = [(present, share), *tokens]
    value, percentage = _ExpressionParser(tokens, share).parse()
    if share and not percentage and abs(value) > 1:
        value /= 100
    return value


def _split_tokens(text: str) -> list[str | ParsedNumber]:
    plain = text.replace("£", "").strip()
    if not plain:
        raise NotAValue("type a number")
    if len(plain) > _MOST_CHARACTERS:
        raise NotAValue("that is too long for a number")
    tokens: list[str | ParsedNumber] = []
    at = 0
    while at < len(plain):
        token = _TOKEN_PATTERN.match(plain, at)
        if token is None:
            raise NotAValue("type a number, for example 1.52m*0.9")
        at = token.end()
        if token["mark"]:
            tokens.append(token["mark"])
        else:
            scale = token["scale"].lower()
            number = Fraction(token["number"].replace(",", "")) * _SCALE_FACTORS[scale]
            tokens.append((number, scale == "%"))
    return tokens


class _ExpressionParser:
    """A recursive-descent parser of sums of products of numbers and brackets."""

    def __init__(self, tokens: list[str | ParsedNumber], share: bool) -> None:
        self.tokens = tokens
        self.share = share

    def parse(self) -> ParsedNumber:
        number = self._parse_sum()
        if self.tokens:
            raise NotAValue("type a number, for example 1.52m*0.9")
        return number

    def _parse_sum(self) -> ParsedNumber:
        value, percentage = self._parse_product()
        while self._next_is("+-"):
            sign = 1 if self.tokens.pop(0) == "+" else -1
            other, part = self._parse_product()
            of = value if part and not percentage and not self.share else 1
            value, percentage = value + sign * other * of, percentage or (part and self.share)
        return value, percentage

    def _parse_product(self) -> ParsedNumber:
        value, percentage = self._parse_single()
        while self._next_is("*/"):
            times = self.tokens.pop(0) == "*"
            other, part = self._parse_single()
            if not times and not other:
                raise NotAValue("cannot divide by 0")
            value = value * other if times else value / other
            percentage = percentage or part
        return value, percentage

    def _parse_single(self) -> ParsedNumber:
        if not self.tokens:
            raise NotAValue("a number is missing at the end")
        token = self.tokens.pop(0)
        if token == "(":
            number = self._parse_sum()
            if not self._next_is(")"):
                raise NotAValue("a bracket is not closed")
            self.tokens.pop(0)
            return number
        if token == "-":
            value, percentage = self._parse_single()
            return -value, percentage
        if isinstance(token, str):
            raise NotAValue("type a number, for example 1.52m*0.9")
        return token

    def _next_is(self, marks: str) -> bool:
        return bool(self.tokens) and isinstance(self.tokens[0], str) and self.tokens[0] in marks


ALL_LOTS = "all"


def read_value(row: ParameterRow, edits: Edits) -> ParameterValue:
    """The value of the row under the edits; text that cannot be read is returned as it is."""
    text = edits.find(row.path) if row.path else None
    return row.base if text is None else _read_text(row, text)


def is_off(row: ParameterRow, edits: Edits) -> bool:
    """Whether the row's rule is off under the edits."""
    if not row.rule:
        return False
    if row.base_off and edits.find(f"{row.rule}.status") == "hard":
        return False
    return row.base_off or row.rule in edits.off


def is_edited(row: ParameterRow, edits: Edits) -> bool:
    """Whether an edit changes the row."""
    return (
        row.added
        or (bool(row.path) and edits.find(row.path) is not None)
        or (bool(row.rule) and is_off(row, edits) != row.base_off)
    )


def step_value(row: ParameterRow, edits: Edits, steps: int, most: int) -> str | None:
    """The row's value moved by some steps, as text for --set; None where it has none to step.

    `most` is the number of lots of the design on show, which a step down from "all" starts from.
    """
    if not row.path:
        return None
    value = read_value(row, edits)
    if value == ALL_LOTS:
        return str(max(0, most - 1)) if steps < 0 else None
    if isinstance(value, tuple):
        moved = tuple(max(0, int(each + steps * row.step)) for each in value)
        return write_value(row, moved)
    if isinstance(value, str):
        return None
    start = Fraction(value) if value is not None else _choose_start(row, most)
    target = start + steps * row.step
    if row.base == ALL_LOTS and target >= most:
        return ALL_LOTS
    if row.low >= 0:
        target = max(target, Fraction(0))
    if row.unit == "share" and row.path.split(".")[0] != "money":
        target = min(target, Fraction(1))
    return write_value(row, target)


def place_value(row: ParameterRow, share: Fraction) -> str | None:
    """The value at a share of the row's bar, on a whole step, as text; None where it has no bar."""
    if not row.path or row.names or isinstance(row.base, tuple):
        return None
    steps = round((row.high - row.low) * share / row.step)
    target = row.low + steps * row.step
    if row.base == ALL_LOTS and target >= row.high:
        return ALL_LOTS
    return write_value(row, target)


def parse_typed(row: ParameterRow, edits: Edits, text: str) -> str:
    """The value of what was typed, as text for --set; raises NotAValue."""
    if text.strip().lower() == ALL_LOTS and row.path.endswith(".lots"):
        return ALL_LOTS
    value = read_value(row, edits)
    if row.names:
        return _parse_typed_names(row, str(value), text)
    scale = 100 if row.unit == "pence" else 1
    present = Fraction(value) / scale if isinstance(value, int | Fraction) else None
    value = calculate(text, present, row.unit == "share") * scale
    if row.whole and value.denominator != 1:
        raise NotAValue("type a whole number")
    if row.low >= 0 and value < 0:
        raise NotAValue("must be at least 0")
    return write_value(row, value)


def _parse_typed_names(row: ParameterRow, present: str, text: str) -> str:
    """Names with ";" between; after "+" they are added to the present ones, after "-" taken out."""
    sign, listed = text.strip()[:1], [name.strip() for name in text.strip().split(";")]
    if sign in ("+", "-"):
        listed[0] = listed[0][1:].strip()
    given = [name for name in listed if name]
    unknown = next((name for name in given if name not in row.names), None)
    if unknown is not None:
        raise NotAValue(f"{unknown}: {suggest_name(unknown, row.names)}")
    before = present.split(";")
    if sign == "-":
        kept = [name for name in before if name not in given]
    else:
        kept = list(dict.fromkeys([*(before if sign == "+" else ()), *given]))
    if not kept:
        raise NotAValue("leave at least one unit, or switch the rule off")
    return ";".join(kept)


def set_value(row: ParameterRow, edits: Edits, text: str) -> Edits:
    """The edits with the row set to a text for --set; what the files say already is no edit."""
    changed = edits.set(row.path, text)
    return edits.unset(row.path) if read_value(row, changed) == row.base else changed


def write_value(row: ParameterRow, value: ParameterValue) -> str:
    """The value as text for --set."""
    if isinstance(value, tuple):
        return "[" + ", ".join(_write_pounds(each) for each in value) + "]"
    if value is None or isinstance(value, str):
        return value or ""
    exact = Fraction(value)
    if row.unit == "pence":
        return _write_pounds(exact)
    if row.unit == "share":
        return f"{_write_decimal(exact * 100)}%"
    if row.unit == "metres" and row.path.endswith("tolerance"):
        return _write_decimal(exact / 1000)
    return str(exact.numerator) if exact.denominator == 1 else _write_decimal(exact)


def format_value(row: ParameterRow, value: ParameterValue) -> str:
    """The value as the row shows it."""
    if isinstance(value, tuple):
        low, high = format_value(row, min(value)), format_value(row, max(value))
        return low if low == high else f"{low} … {high}"
    if value is None or isinstance(value, str):
        text = "no limit" if value is None else value
        return format_count(len(text.split(";")), "unit") if row.names else text
    exact = Fraction(value)
    if row.unit == "pence":
        return f"£{round(exact / 100):,}"
    if row.unit == "share":
        return format_percent(exact)
    return f"{exact.numerator:,}" if exact.denominator == 1 else f"{float(exact):g}"


def _choose_start(row: ParameterRow, most: int) -> Fraction:
    """The value that a parameter without a limit is stepped from."""
    return {"lots": Fraction(most), "pence": row.high / 2}.get(row.unit, Fraction(1))


def _read_text(row: ParameterRow, text: str) -> ParameterValue:
    try:
        return _parse_text(row, text)
    except ValueError:
        return text


def _parse_text(row: ParameterRow, text: str) -> ParameterValue:
    if row.names:
        return ";".join(parse_names(text))
    if row.unit == "pence" and text.startswith("["):
        listed = parse_yearly_budget(text.strip("[]").split(","))
        return tuple(listed) if isinstance(listed, tuple) else int(listed)
    if row.unit == "pence":
        return int(parse_pounds(text))
    if row.unit == "share":
        return parse_percentage(text)
    if row.unit == "metres" and row.path.endswith("tolerance"):
        return parse_number(text) * 1000
    return ALL_LOTS if text == ALL_LOTS else parse_whole(text) if row.whole else parse_number(text)


def _write_pounds(pence: Fraction | int) -> str:
    return _write_decimal(Fraction(round(Fraction(pence)), 100))


def _write_decimal(value: Fraction) -> str:
    text = f"{float(value):.6f}".rstrip("0").rstrip(".")
    return text or "0"
