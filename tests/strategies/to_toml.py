"""Write a scenario document as one TOML file with inline tables."""

from typing import Any

from tests.brute.case import Doc, Row


def to_toml(doc: Doc) -> str:
    """Scalars first, then tables, then arrays of tables; `tomllib.loads` gives the same back."""
    scalars = [f"{key} = {_value(v)}" for key, v in doc.items() if not _is_table(v)]
    blocks = ["\n".join(scalars)] if scalars else []
    for key, value in doc.items():
        if isinstance(value, dict):
            blocks.append(_block(f"[{key}]", value))
        elif _is_table(value):
            blocks.extend(_block(f"[[{key}]]", row) for row in value)
    return "\n\n".join(blocks) + "\n"


def _is_table(value: Any) -> bool:
    """A table or an array of tables (an empty list is written as a value)."""
    rows = value if isinstance(value, list) else [value]
    return bool(rows) and all(isinstance(row, dict) for row in rows)


def _block(head: str, table: Row) -> str:
    return "\n".join([head, *(f"{key} = {_value(value)}" for key, value in table.items())])


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(v)}" for key, v in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(v) for v in value) + "]"
    if isinstance(value, int | float):
        return repr(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
