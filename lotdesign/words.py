"""Formats figures and lists for sentences."""

from collections.abc import Sequence
from fractions import Fraction


def format_pounds(pence: Fraction | int) -> str:
    """£1,520,000 from pence; pennies only when there are any."""
    sign = "-" if pence < 0 else ""
    whole, rest = divmod(abs(Fraction(pence)), 100)
    if rest == 0:
        return f"{sign}£{int(whole):,}"
    return f"{sign}£{int(whole):,}.{int(rest):02d}"


def format_percent(share: Fraction | int) -> str:
    """12.5%; at most two decimals, rounded towards zero so that no bound is overstated."""
    hundredths = abs(Fraction(share)) * 10_000
    shown = f"{int(hundredths) / 100:.2f}".rstrip("0").rstrip(".")
    return f"{'-' if share < 0 else ''}{shown}%"


def some_percent(share: Fraction) -> str:
    """As `format_percent`, but never 0% for a share above 0."""
    text = format_percent(share)
    return "less than 0.01%" if share and text.lstrip("-") == "0%" else text


def format_count(count: int, one: str, many: str = "") -> str:
    """1 lot, 2 lots; `many` is the plural where it is not `one` with an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def name_one(many: str) -> str:
    """What one of many is called: lots -> lot, localities -> locality."""
    return f"{many.removesuffix('ies')}y" if many.endswith("ies") else many.removesuffix("s")


def join_words(items: Sequence[str], last: str = "and") -> str:
    """a, b and c."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def shorten_list(items: Sequence[str], shown: int, most: int) -> list[str]:
    """All items if they are at most `most`; otherwise the first `shown`, and "7 more"."""
    if len(items) <= most:
        return list(items)
    return [*items[:shown], f"{len(items) - shown:,} more"]


def join_names(places: Sequence[str]) -> str:
    """A, B and C; separated by semicolons where a name has an "and" or a comma of its own."""
    plain = not any(" and " in place or "," in place for place in places)
    return join_words(places) if plain else "; ".join(places)


def spell_out_id(service: str) -> str:
    """A service's or rule kind's id as words: children_centre -> children centre."""
    return service.replace("_", " ")


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def spell_out_number(number: int) -> str:
    """two, three, ... ten; larger numbers in figures."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"
