"""Numbers as people type them: `1.52m*0.9`, `£1,520,000 + 2%`, `*1.1` of the present value."""

import re
from fractions import Fraction

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


class NotANumber(ValueError):
    """What was typed is no number; the text says what would be right."""


def calculate(text: str, present: Fraction | None = None, share: bool = False) -> Fraction:
    """The value of what was typed.

    With a leading operator it works on `present`. For a figure that is a `share`, a plain
    number above 1 is read as a percentage, and `+2%` adds two points; otherwise `+2%` adds
    two per cent of what stands before it.
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
        raise NotANumber("type a number")
    if len(plain) > _MOST_CHARACTERS:
        raise NotANumber("that is too long for a number")
    found: list[str | ParsedNumber] = []
    at = 0
    while at < len(plain):
        token = _TOKEN_PATTERN.match(plain, at)
        if token is None:
            raise NotANumber("type a number, for example 1.52m*0.9")
        at = token.end()
        if token["mark"]:
            found.append(token["mark"])
        else:
            scale = token["scale"].lower()
            found.append(
                (Fraction(token["number"].replace(",", "")) * _SCALE_FACTORS[scale], scale == "%")
            )
    return found


class _ExpressionParser:
    """Sums of products of numbers and brackets."""

    def __init__(self, tokens: list[str | ParsedNumber], share: bool) -> None:
        self.tokens = tokens
        self.share = share

    def parse(self) -> ParsedNumber:
        found = self._parse_sum()
        if self.tokens:
            raise NotANumber("type a number, for example 1.52m*0.9")
        return found

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
                raise NotANumber("cannot divide by 0")
            value = value * other if times else value / other
            percentage = percentage or part
        return value, percentage

    def _parse_single(self) -> ParsedNumber:
        if not self.tokens:
            raise NotANumber("a number is missing at the end")
        token = self.tokens.pop(0)
        if token == "(":
            found = self._parse_sum()
            if not self._next_is(")"):
                raise NotANumber("a bracket is not closed")
            self.tokens.pop(0)
            return found
        if token == "-":
            value, percentage = self._parse_single()
            return -value, percentage
        if isinstance(token, str):
            raise NotANumber("type a number, for example 1.52m*0.9")
        return token

    def _next_is(self, marks: str) -> bool:
        return bool(self.tokens) and isinstance(self.tokens[0], str) and self.tokens[0] in marks
