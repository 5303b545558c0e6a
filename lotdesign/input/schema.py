"""Builds the JSON Schema of a document, by which an editor completes and checks keys."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from lotdesign.input.document import build_document_model
from lotdesign.input.keys import ModelClass, list_tables
from lotdesign.scenario.values import ObjectiveTolerance

JSON_SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def build_scenario_schema() -> dict[str, Any]:
    """The schema of scenario.toml."""
    return build_schema(build_document_model(), "A scenario of lotdesign")


def build_schema(root: ModelClass, title: str) -> dict[str, Any]:
    """Every key of a document with its description, unit (`x-unit`), default and range.

    Tables may stand in files of their own, so that none is required here.
    """
    body = root.model_json_schema(by_alias=True, schema_generator=_PlainSchema)
    body["required"] = [name for name in body["required"] if name not in list_tables(root)]
    for section in (body, *body["$defs"].values()):
        for key in section["properties"].values():
            # pydantic repeats the range of an optional key in words of its own.
            key.pop("ge", None)
            key.pop("le", None)
    for rule in _list_rule_schemas(body):
        del rule["properties"]["kind"]["default"]
        rule["required"] = ["kind", *rule.get("required", [])]
    return {"$schema": JSON_SCHEMA_DIALECT, **body, "title": title}


def _list_rule_schemas(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for section in body["$defs"].values():
        if "const" in section["properties"].get("kind", {}):
            yield section


class _PlainSchema(GenerateJsonSchema):
    """A schema of the document as people write it: no nulls, and defaults as plain figures."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        default = _write_default(schema.get("default"))
        return inner if default in (None, "", [], {}) else {**inner, "default": default}

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _write_default(default: Any) -> Any:
    """A default as it would be written in the file."""
    if isinstance(default, Fraction):
        return int(default) if default.denominator == 1 else str(float(default))
    if isinstance(default, ObjectiveTolerance):
        return _write_default(default.size)
    if isinstance(default, tuple):
        return [_write_default(each) for each in default]
    if isinstance(default, BaseModel):
        return {key: _write_default(getattr(default, key)) for key in default.model_fields_set}
    return default
