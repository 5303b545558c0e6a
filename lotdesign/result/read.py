"""Reads a result from JSON."""

from pathlib import Path

from pydantic import ValidationError

from lotdesign.faults import Fault, InputFaults
from lotdesign.input.json_text import name_json, parse_json, read_json_text
from lotdesign.result.model import Result

_MOST_TOLD = 100
"""Faults that are told one by one: a file with more is no result at all."""


def read_result(path: str | Path) -> Result:
    """Read the result in a JSON file, or on stdin for `-`; raises InputFaults with every fault."""
    try:
        text = read_json_text(path)
    except (OSError, ValueError):
        right = "give a result that `solve --format json` wrote"
        raise InputFaults([Fault(str(path), right)]) from None
    parse_json(path, text)
    return parse_result(text, name_json(path))


def parse_result(text: str, where: str) -> Result:
    """Parse a result; `where` is its name in faults. Raises InputFaults with every fault."""
    try:
        return Result.model_validate_json(text)
    except ValidationError as error:
        if error.error_count() > _MOST_TOLD:
            right = f"is no result that `solve` wrote: {error.error_count():,} values do not fit"
            raise InputFaults([Fault(where, right)]) from None
        raise InputFaults(
            Fault(f"{where}, {'.'.join(map(str, each['loc'])) or 'the whole file'}", each["msg"])
            for each in error.errors(include_url=False)
        ) from None
