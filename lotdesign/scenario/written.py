"""Values as people write them: what `values` reads, the other way round."""

from fractions import Fraction
from typing import Any

_ENDLESS = 12
"""Decimals of a number that does not end."""


def written(value: Any, unit: str) -> str:
    """A value of a rule or a figure in pounds, per cent, kilometres or plain numbers.

    `unit` is that of a knob: pence, share, metres or anything that is counted. What is read back
    is the same value, unless its decimals do not end.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return f"[{', '.join(written(each, unit) for each in value)}]"
    exact = Fraction(value)
    if unit == "pence":
        text = decimal(exact / 100)
        return f"{text}0" if len(text.partition(".")[2]) == 1 else text
    if unit == "share":
        return f"{decimal(exact * 100)}%"
    return decimal(exact / 1000) if unit == "metres" else decimal(exact)


def decimal(number: Fraction) -> str:
    """All its decimals if they end, the first twelve otherwise."""
    twos_and_fives = number.denominator
    places = 0
    while 10**places % twos_and_fives and places < _ENDLESS:
        places += 1
    scale = 10**places
    whole, rest = divmod(abs(number.numerator) * scale // number.denominator, scale)
    digits = f"{rest:0{places}d}".rstrip("0") if places else ""
    return f"{'-' if number < 0 else ''}{whole}{'.' if digits else ''}{digits}"
