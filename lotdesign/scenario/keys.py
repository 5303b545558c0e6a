"""Which keys there are at a place of a scenario, read from the models that declare them."""

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from lotdesign.rules.registry import KINDS
from lotdesign.scenario.raw import Loc, at

Model = type[BaseModel]


def fields(model: Model) -> dict[str, FieldInfo]:
    """The keys of a section or row as people write them."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def required(model: Model) -> tuple[str, ...]:
    """The keys that may not be left out."""
    return tuple(name for name, field in fields(model).items() if field.is_required())


def tables_in(root: Model) -> dict[str, Model]:
    """The tables that [data] may name a file for, each with the model of its rows."""
    data = model_in(root.model_fields["data"].annotation)
    found = {name: _descend(root, (name,)) for name in fields(data)} if data else {}
    return {name: model for name, model in found.items() if model is not None}


def model_at(root: Model, values: Mapping[str, Any], loc: Loc) -> Model | None:
    """The model of the table of keys at `loc`; None where no table can stand.

    An entry of `rule` is what its kind says.
    """
    if loc[:1] == ("rule",) and len(loc) > 1:
        kind = _kind(values, loc[:2])
        return None if kind is None else _descend(kind, loc[2:])
    return _descend(root, loc)


def field_at(root: Model, values: Mapping[str, Any], loc: Loc) -> FieldInfo | None:
    """The declaration of the key that `loc` leads to or into."""
    keyed = loc
    while keyed and not isinstance(keyed[-1], str):
        keyed = keyed[:-1]
    model = model_at(root, values, keyed[:-1]) if keyed else None
    return None if model is None else fields(model).get(str(keyed[-1]))


def _kind(values: Mapping[str, Any], loc: Loc) -> Model | None:
    try:
        kind = at(values, (*loc, "kind"))
    except LookupError:
        return None
    return KINDS.get(kind) if isinstance(kind, str) else None


def _descend(model: Model, loc: Loc) -> Model | None:
    found: Model | None = model
    for part in loc:
        if found is not None and isinstance(part, str):
            field = fields(found).get(part)
            found = None if field is None else model_in(field.annotation)
    return found


def model_in(annotation: Any) -> Model | None:
    """The section inside an annotation, seen through lists and options."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for m in map(model_in, get_args(annotation)) if m is not None), None)
