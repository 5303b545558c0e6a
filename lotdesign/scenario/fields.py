"""Annotated field types of scenario files, and how a key is declared.

Each type joins a parser with the JSON Schema by which an editor completes and checks the key.
"""

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic.fields import FieldInfo

from lotdesign.pence import Pence
from lotdesign.scenario.name_values import (
    parse_file_name,
    parse_heading,
    parse_id,
    parse_name,
    parse_names,
    parse_reference,
    parse_sheet_name,
    parse_text,
)
from lotdesign.scenario.values import (
    ObjectiveTolerance,
    parse_kilometres,
    parse_number,
    parse_optional_pounds,
    parse_percentage,
    parse_pounds,
    parse_price,
    parse_saving,
    parse_tolerance,
    parse_version,
    parse_whole,
    parse_yearly_budget,
    parse_yearly_pounds,
)

_AMOUNT_SCHEMA: dict[str, Any] = {"type": ["number", "string"]}
_TEXT_SCHEMA: dict[str, Any] = {"type": "string"}
_NAMES_SCHEMA: dict[str, Any] = {"type": ["array", "string"], "items": _TEXT_SCHEMA, "minItems": 1}
_YEARLY_AMOUNTS_SCHEMA: dict[str, Any] = {
    "anyOf": [_AMOUNT_SCHEMA, {"type": "array", "items": _AMOUNT_SCHEMA}]
}
_NON_NEGATIVE_SCHEMA: dict[str, Any] = _AMOUNT_SCHEMA | {"minimum": 0}
_YEARLY_BUDGETS_SCHEMA: dict[str, Any] = {
    "anyOf": [_NON_NEGATIVE_SCHEMA, {"type": "array", "items": _NON_NEGATIVE_SCHEMA}]
}

TextField = Annotated[str, BeforeValidator(parse_text), WithJsonSchema(_TEXT_SCHEMA)]
NameField = Annotated[
    str, BeforeValidator(parse_name), WithJsonSchema({**_TEXT_SCHEMA, "minLength": 1})
]
IdField = Annotated[
    str,
    BeforeValidator(parse_id),
    WithJsonSchema({**_TEXT_SCHEMA, "minLength": 1, "pattern": "^[^;]*$"}),
]
HeadingField = Annotated[
    str, BeforeValidator(parse_heading), WithJsonSchema({**_TEXT_SCHEMA, "minLength": 1})
]
FileNameField = Annotated[
    str,
    BeforeValidator(parse_file_name),
    WithJsonSchema({**_TEXT_SCHEMA, "format": "file-name"}),
]
SheetField = Annotated[str, BeforeValidator(parse_sheet_name), WithJsonSchema(_TEXT_SCHEMA)]
ReferenceField = Annotated[str, BeforeValidator(parse_reference), WithJsonSchema(_TEXT_SCHEMA)]
NamesField = Annotated[tuple[str, ...], BeforeValidator(parse_names), WithJsonSchema(_NAMES_SCHEMA)]
VersionField = Annotated[Literal[1], BeforeValidator(parse_version)]
NumberField = Annotated[Fraction, BeforeValidator(parse_number), WithJsonSchema(_AMOUNT_SCHEMA)]
WholeField = Annotated[
    int, BeforeValidator(parse_whole), WithJsonSchema({"type": ["integer", "string"]})
]
PoundsField = Annotated[Pence, BeforeValidator(parse_pounds), WithJsonSchema(_AMOUNT_SCHEMA)]
OptionalPoundsField = Annotated[
    Pence | None, BeforeValidator(parse_optional_pounds), WithJsonSchema(_AMOUNT_SCHEMA)
]
YearlyPoundsField = Annotated[
    Pence | tuple[Pence, ...],
    BeforeValidator(parse_yearly_pounds),
    WithJsonSchema(_YEARLY_AMOUNTS_SCHEMA),
]
YearlyBudgetField = Annotated[
    Pence | tuple[Pence, ...],
    BeforeValidator(parse_yearly_budget),
    WithJsonSchema(_YEARLY_BUDGETS_SCHEMA),
]
SavingField = Annotated[
    Pence | Fraction, BeforeValidator(parse_saving), WithJsonSchema(_NON_NEGATIVE_SCHEMA)
]
KilometresField = Annotated[
    Fraction, BeforeValidator(parse_kilometres), WithJsonSchema(_AMOUNT_SCHEMA)
]
PercentageField = Annotated[
    Fraction, BeforeValidator(parse_percentage), WithJsonSchema(_AMOUNT_SCHEMA)
]
ToleranceField = Annotated[
    ObjectiveTolerance, BeforeValidator(parse_tolerance), WithJsonSchema(_AMOUNT_SCHEMA)
]
PriceField = Annotated[Fraction, BeforeValidator(parse_price), WithJsonSchema(_AMOUNT_SCHEMA)]


def declare_key(
    about: str,
    default: Any = ...,
    *,
    unit: str = "",
    least: int | None = None,
    most: int | None = None,
    alias: str | None = None,
) -> Any:
    """A pydantic field with its description, unit and range, which the schema and faults show."""
    bounds: dict[str, Any] = {"minimum": least, "maximum": most}
    extra = {word: bound for word, bound in bounds.items() if bound is not None}
    if unit:
        extra["x-unit"] = unit
    return Field(
        default, alias=alias, ge=least, le=most, description=about, json_schema_extra=extra
    )


def holds_ids(field: FieldInfo) -> bool:
    """Whether ids stand in a key: its own, or those of others."""
    parsers = (parse_id, parse_reference, parse_names)
    return any(getattr(each, "func", None) in parsers for each in field.metadata)
