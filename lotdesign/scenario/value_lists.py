"""Values in a row, as people write them: 1,2,3 or 0:40000:10000."""

import re
from decimal import Decimal

_RANGE = re.compile(r"\s*£?(-?[\d.]+)(%?)\s*:\s*£?(-?[\d.]+)(%?)\s*:\s*£?(-?[\d.]+)(%?)\s*")
_OPENING, _CLOSING = "[{", "]}"


def values_of(text: str, most: int) -> tuple[str, ...]:
    """The values, where commas in quotation marks and brackets part nothing.

    Raises ValueError, which says what would be right.
    """
    values = [value for item in _items(text) for value in _one_or_range(item.strip(), most)]
    if len(set(values)) < len(values):
        raise ValueError("names a value twice")
    return tuple(values)


def _items(text: str) -> list[str]:
    items, depth, quote = [""], 0, ""
    for char in text:
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        else:
            depth += (char in _OPENING) - (char in _CLOSING)
        if char == "," and not quote and depth <= 0:
            items.append("")
        else:
            items[-1] += char
    return items


def _one_or_range(item: str, most: int) -> list[str]:
    if not item:
        raise ValueError("a value is missing; write PATH=VALUE,VALUE")
    found = _RANGE.fullmatch(item)
    if found is None:
        return [item]
    numbers, units = found.groups()[::2], set(found.groups()[1::2])
    if len(units) > 1:
        raise ValueError("write all three numbers as percentages, or none")
    try:
        first, last, step = map(Decimal, numbers)
    except ArithmeticError:
        raise ValueError("write FIRST:LAST:STEP in numbers") from None
    if not step or (last - first) * step < 0:
        raise ValueError("the step must lead from the first to the last value")
    count = int((last - first) / step) + 1
    if count > most:
        raise ValueError(f"gives {count:,} values; at most {most:,} are taken")
    return [f"{first + place * step:f}{units.copy().pop()}" for place in range(count)]
