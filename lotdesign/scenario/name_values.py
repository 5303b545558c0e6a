"""Parses names as people write them: text, ids that others refer to, and lists of them."""

import re
from decimal import Decimal

_CHANGED_BY_SPREADSHEETS = (
    (re.compile(r"[+-]?\d+[.]\d+"), "a decimal cannot be an id; write a name, for example lot-1"),
    (
        re.compile(r"[+-]?\d+([.]\d+)?E[+-]\d+"),
        "a number stands where an id should, as a spreadsheet shortens it; "
        "format the column as text and write the id anew",
    ),
    (
        re.compile(
            r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?|\d{1,2}/\d{1,2}/\d{2,4}"
            r"|\d{1,2}-[A-Z][a-z]{2}(-\d{2,4})?|[A-Z][a-z]{2}-\d\d"
        ),
        "a date stands where an id should: the spreadsheet changed it; "
        "format the column as text and write the id anew",
    ),
)
"""What spreadsheets make of ids: a pattern, and what would be right."""


def parse_text(value: object) -> str:
    """Text without the blanks around it; a number from TOML becomes its digits.

    Raises ValueError for anything else.
    """
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError("write text without a NUL character")
        return value.strip()
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    raise ValueError("write text in quotes")


def parse_file_name(value: object) -> str:
    """The name of a file, in quotes; a number is none. Raises ValueError otherwise."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("write the name of a file in quotes")
    return parse_text(value)


def parse_sheet_name(value: object) -> str:
    """The name of a sheet, in quotes, or nothing; sheets have no numbers. Raises ValueError."""
    if not isinstance(value, str):
        raise ValueError("write the name of the sheet in quotes")
    return parse_text(value)


def parse_name(value: object) -> str:
    """Text that is not empty; raises ValueError otherwise."""
    found = parse_text(value)
    if not found:
        raise ValueError("write a name")
    return found


def parse_reference(value: object) -> str:
    """The id of something else, or nothing; raises ValueError for what can be no id.

    A decimal can be none: 1.10 and 1.1 are two names and one number.
    """
    if isinstance(value, Decimal):
        raise ValueError("a decimal cannot be an id; write the name in quotes")
    return parse_text(value)


def parse_heading(value: object) -> str:
    """The name of a column; raises ValueError for none, and for a decimal, which is no text."""
    if isinstance(value, Decimal):
        raise ValueError("write the name of the column in quotes")
    return parse_name(value)


def parse_id(value: object) -> str:
    """A name that others refer to; raises ValueError for what a list or a spreadsheet would change.

    A semicolon parts the names of a list, `*` stands for all, and spreadsheets rewrite what looks
    like a decimal, a date or a number with an exponent.
    """
    found = parse_reference(value)
    if not found:
        raise ValueError("write a name")
    if ";" in found:
        raise ValueError("';' cannot stand in an id: it parts the names of a list")
    if found == "*":
        raise ValueError("'*' cannot be an id: it stands for all")
    for looks, what in _CHANGED_BY_SPREADSHEETS:
        if looks.fullmatch(found):
            raise ValueError(what)
    return found


def parse_names(value: object) -> tuple[str, ...]:
    """Names from a list or from `a;b`; `*` alone means all.

    Raises ValueError where there is no name.
    """
    parts = value.split(";") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        raise ValueError('write names, for example a;b in a table or ["a", "b"] in TOML')
    found = tuple(parse_reference(part) for part in parts)
    listed = tuple(each for each in found if each)
    if not listed:
        raise ValueError("write at least one name, or *")
    return listed
