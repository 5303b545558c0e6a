"""Works formulas of a workbook out in exact arithmetic.

A spreadsheet counts in floating point. Here the same text is worked out in fractions: the value
that is stored beside each formula, and what the workbook would say after an input has changed.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import floor, gcd

from lotdesign.exporting.sheets import CellRef, WorkbookDraft, parse_column
from lotdesign.pence import round_away

CellNumber = Fraction | int

_TOKEN = re.compile(
    r"(?P<ref>(?:[A-Za-z]+!)?\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?)"
    r"|(?P<call>[A-Z]+)\(|(?P<number>[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<sign><=|>=|<>|[-+*/^(),<>=])"
)
_PLACE = re.compile(r"\$?([A-Z]+)\$?([0-9]+)")
_COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")
_OPERATORS: Mapping[str, Callable[[CellNumber, CellNumber], CellNumber]] = {
    "=": lambda a, b: int(a == b),
    "<>": lambda a, b: int(a != b),
    "<": lambda a, b: int(a < b),
    "<=": lambda a, b: int(a <= b),
    ">": lambda a, b: int(a > b),
    ">=": lambda a, b: int(a >= b),
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: Fraction(a) / b,
    "^": lambda a, b: Fraction(a) ** int(b),
}


@dataclass
class FormulaValues:
    """The values of a workbook's cells, each worked out when it is asked for.

    `changes` are numbers that stand in inputs instead of what the draft has there. Raises
    ValueError for text that is no formula of those that we write.
    """

    workbook: WorkbookDraft
    changes: Mapping[CellRef, CellNumber] = field(default_factory=dict)
    _known: dict[CellRef, CellNumber] = field(default_factory=dict)

    def compute(self, cell: CellRef) -> CellNumber:
        """The value of a cell; 0 of an empty one and of text."""
        if cell in self.changes:
            return self.changes[cell]
        if cell not in self._known:
            content = self.workbook.find_content(cell)
            if isinstance(content, str):
                content = _one(_FormulaReader(content[1:], cell.sheet, self).read()())
            self._known[cell] = content or 0
        return self._known[cell]


Operand = CellNumber | list[CellNumber]
LazyOperand = Callable[[], Operand]
"""Works an operand out when it is asked for, so that IF reads only the branch that counts."""


@dataclass
class _FormulaReader:
    """Reads one formula by recursive descent."""

    text: str
    sheet: str
    values: FormulaValues
    _at: int = 0
    _tokens: Sequence[tuple[str, str]] = ()

    def read(self) -> LazyOperand:
        self._tokens = _split_tokens(self.text)
        found = self._compare()
        if self._at != len(self._tokens):
            raise ValueError(f"not a formula of ours: {self.text}")
        return found

    def _take(self, *signs: str) -> str:
        """The next sign, where it is one of these; "" otherwise."""
        if self._at < len(self._tokens) and self._tokens[self._at] in {("sign", s) for s in signs}:
            self._at += 1
            return self._tokens[self._at - 1][1]
        return ""

    def _compare(self) -> LazyOperand:
        found = self._add()
        while sign := self._take(*_COMPARISONS):
            found = _join(_OPERATORS[sign], found, self._add())
        return found

    def _add(self) -> LazyOperand:
        found = self._multiply()
        while sign := self._take("+", "-"):
            found = _join(_OPERATORS[sign], found, self._multiply())
        return found

    def _multiply(self) -> LazyOperand:
        found = self._raise()
        while sign := self._take("*", "/"):
            found = _join(_OPERATORS[sign], found, self._raise())
        return found

    def _raise(self) -> LazyOperand:
        found = self._negate()
        while self._take("^"):
            found = _join(_OPERATORS["^"], found, self._negate())
        return found

    def _negate(self) -> LazyOperand:
        if not self._take("-"):
            return self._operand()
        found = self._operand()
        return lambda: -_one(found())

    def _operand(self) -> LazyOperand:
        kind, text = self._tokens[self._at] if self._at < len(self._tokens) else ("", "")
        self._at += 1
        if kind == "number":
            number = Fraction(text)
            return lambda: number
        if kind == "ref":
            return self._look_up(text)
        if kind == "call":
            return self._call(text)
        if (kind, text) == ("sign", "("):
            found = self._compare()
            self._close()
            return found
        raise ValueError(f"not a formula of ours: {self.text}")

    def _close(self) -> None:
        if not self._take(")"):
            raise ValueError(f"not a formula of ours: {self.text}")

    def _call(self, name: str) -> LazyOperand:
        given = [self._compare()]
        while self._take(","):
            given.append(self._compare())
        self._close()
        if name == "IF":
            asked, then, otherwise = given
            return lambda: then() if _one(asked()) else otherwise()
        if name not in _FUNCTIONS:
            raise ValueError(f"no function of ours: {name}")
        return lambda: _FUNCTIONS[name]([each() for each in given])

    def _look_up(self, text: str) -> LazyOperand:
        sheet, _, place = text.rpartition("!")
        first, _, last = place.partition(":")
        top, left = _parse_place(first)
        compute, title = self.values.compute, sheet or self.sheet
        if not last:
            cell = CellRef(title, top, left)
            return lambda: compute(cell)
        bottom, right = _parse_place(last)
        cells = [
            CellRef(title, row, column)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]
        return lambda: [compute(cell) for cell in cells]


def _join(
    operator: Callable[[CellNumber, CellNumber], CellNumber], left: LazyOperand, right: LazyOperand
) -> LazyOperand:
    return lambda: operator(_one(left()), _one(right()))


@lru_cache(maxsize=4096)
def _split_tokens(text: str) -> tuple[tuple[str, str], ...]:
    tokens, at = [], 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise ValueError(f"not a formula of ours: {text}")
        tokens.append((found.lastgroup or "", found[found.lastgroup or 0]))
        at = found.end()
    return tuple(tokens)


@lru_cache(maxsize=65536)
def _parse_place(text: str) -> tuple[int, int]:
    found = _PLACE.fullmatch(text)
    if found is None:
        raise ValueError(f"not a cell: {text}")
    return int(found[2]) - 1, parse_column(found[1])


def _one(operand: Operand) -> CellNumber:
    if isinstance(operand, list):
        raise ValueError("a range stands where one number belongs")
    return operand


def _flatten(given: Sequence[Operand]) -> Iterator[CellNumber]:
    for each in given:
        yield from each if isinstance(each, list) else (each,)


def _many(operand: Operand) -> list[CellNumber]:
    return operand if isinstance(operand, list) else [operand]


def _round(given: Sequence[Operand]) -> CellNumber:
    number, places = map(_one, given)
    scale = 10 ** int(places)
    return Fraction(round_away(Fraction(number) * scale), scale)


def _rank(given: Sequence[Operand]) -> CellNumber:
    number = _one(given[0])
    return 1 + sum(each > number for each in _many(given[1]))


def _count_equal(given: Sequence[Operand]) -> CellNumber:
    number = _one(given[1])
    return sum(each == number for each in _many(given[0]))


_FUNCTIONS: Mapping[str, Callable[[Sequence[Operand]], CellNumber]] = {
    "ABS": lambda given: abs(Fraction(_one(given[0]))),
    "AND": lambda given: int(all(_flatten(given))),
    "COUNTIF": _count_equal,
    "GCD": lambda given: gcd(*(int(each) for each in _flatten(given))),
    "INDEX": lambda given: _many(given[0])[int(_one(given[1])) - 1],
    "INT": lambda given: floor(Fraction(_one(given[0]))),
    "MAX": lambda given: max(map(Fraction, _flatten(given))),
    "MIN": lambda given: min(map(Fraction, _flatten(given))),
    "MOD": lambda given: _one(given[0]) % _one(given[1]),
    "RANK": _rank,
    "ROUND": _round,
    "SIGN": lambda given: (_one(given[0]) > 0) - (_one(given[0]) < 0),
    "SUM": lambda given: sum(_flatten(given)),
}
"""The functions that our formulas use; every spreadsheet has them since long ago."""
