"""Reads a result back."""

import sys
from pathlib import Path

from pydantic import ValidationError

from lotdesign.faults import Fault, InputFaults
from lotdesign.result.model import Result


def read_result(path: str | Path) -> Result:
    """The result in a JSON file, or on stdin for `-`; raises InputFaults with what is wrong."""
    try:
        text = sys.stdin.read() if str(path) == "-" else Path(path).read_text(encoding="utf-8")
        return Result.model_validate_json(text)
    except ValidationError as error:
        raise InputFaults(
            Fault(f"{path}, {'.'.join(map(str, each['loc'])) or 'the whole file'}", each["msg"])
            for each in error.errors()
        ) from None
    except (OSError, UnicodeDecodeError):
        raise InputFaults(
            [Fault(str(path), "give a result that `solve --format json` wrote")]
        ) from None
