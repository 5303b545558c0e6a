"""The keys and tables that a document may have, from the models that declare them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from lotdesign.input.raw import ValuePath, get_value
from lotdesign.rules.registry import RULE_KINDS
from lotdesign.scenario.areas import LOCALITY
from lotdesign.scenario.boundary_files import BOUNDARY_MODELS, MAP_TAG, tag_source
from lotdesign.scenario.rows import LocalityRow

ModelClass = type[BaseModel]


@lru_cache(maxsize=256)
def list_fields(model: ModelClass) -> dict[str, FieldInfo]:
    """Key as people write it -> its field, of a section or row; not to be changed, as cached."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


@lru_cache(maxsize=256)
def list_required(model: ModelClass) -> tuple[str, ...]:
    """The keys that may not be left out."""
    return tuple(name for name, field in list_fields(model).items() if field.is_required())


def is_area_column(name: str) -> bool:
    """Whether a column of the localities may name areas: no other column is called so."""
    return name not in ("", LOCALITY, *list_fields(LocalityRow))


@lru_cache(maxsize=16)
def list_tables(root: ModelClass) -> dict[str, ModelClass]:
    """The tables that [data] may name a file for, each with the model of its rows."""
    named = root.model_fields.get("data")
    data = find_nested_model(named.annotation) if named else None
    found = {name: _descend_model(root, (name,)) for name in list_fields(data)} if data else {}
    return {name: model for name, model in found.items() if model is not None}


def find_model(root: ModelClass, values: Mapping[str, Any], loc: ValuePath) -> ModelClass | None:
    """The model of the table at `loc`; None where there can be none.

    The model of an entry of `rule` follows from its kind, that of a table's file from its keys.
    """
    if loc[:1] == ("data",) and len(loc) == 2 and loc[1] in BOUNDARY_MODELS:
        named = values["data"].get(loc[1])
        if tag_source(named) == MAP_TAG:
            return BOUNDARY_MODELS[str(loc[1])]
    if loc[:1] == ("rule",) and len(loc) > 1:
        kind = _find_rule_class(values, loc[:2])
        return None if kind is None else _descend_model(kind, loc[2:])
    return _descend_model(root, loc)


def find_field(root: ModelClass, values: Mapping[str, Any], loc: ValuePath) -> FieldInfo | None:
    """The declaration of the key that `loc` leads to or into."""
    keyed = loc
    while keyed and not isinstance(keyed[-1], str):
        keyed = keyed[:-1]
    model = find_model(root, values, keyed[:-1]) if keyed else None
    return None if model is None else list_fields(model).get(str(keyed[-1]))


def _find_rule_class(values: Mapping[str, Any], loc: ValuePath) -> ModelClass | None:
    try:
        kind = get_value(values, (*loc, "kind"))
    except LookupError:
        return None
    return RULE_KINDS.get(kind) if isinstance(kind, str) else None


def _descend_model(model: ModelClass, loc: ValuePath) -> ModelClass | None:
    found: ModelClass | None = model
    for part in loc:
        if found is not None and isinstance(part, str):
            field = list_fields(found).get(part)
            found = None if field is None else find_nested_model(field.annotation)
    return found


def find_nested_model(annotation: Any) -> ModelClass | None:
    """The model inside an annotation such as a list or an optional one; None for none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for m in map(find_nested_model, get_args(annotation)) if m is not None), None)
