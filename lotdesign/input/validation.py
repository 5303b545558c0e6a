"""Translates validation errors into plain words, and extracts the valid part of a document.

Cross-checks go on with that part, so that all faults are found at once.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from lotdesign.faults import suggest_name
from lotdesign.input.document import ScenarioDocument
from lotdesign.input.keys import (
    ModelClass,
    find_field,
    find_model,
    find_nested_model,
    list_fields,
    list_required,
    list_tables,
)
from lotdesign.input.raw import (
    DocumentFlaw,
    RawDocument,
    ValuePath,
    build_place_order,
    get_value,
    write_raw_value,
)
from lotdesign.rules.registry import RULE_KINDS
from lotdesign.scenario.boundary_files import SOURCE_TAGS
from lotdesign.scenario.values import is_blank

DocumentEntry = TypeVar("DocumentEntry")

DocumentModel = TypeVar("DocumentModel", bound=BaseModel)

_MOST_TRANSLATED = 1_000
"""Errors that are put in words; the first hundred faults are told."""


def find_written_path(error: ErrorDetails, raw: RawDocument) -> ValuePath:
    """The path of an error among the values as written, the missing key included.

    pydantic's own path has the kind of a rule and the branch of a union as extra steps.
    """
    loc: ValuePath = error["loc"]
    if loc[:1] == ("rule",) and len(loc) > 2:
        loc = (*loc[:2], *loc[3:])
    if loc[:1] == ("data",) and len(loc) > 2 and loc[2] in SOURCE_TAGS:
        loc = (*loc[:2], *loc[3:])
    if error["type"] == "missing":
        return loc
    for length in range(len(loc)):
        try:
            get_value(raw.values, loc[: length + 1])
        except LookupError:
            return loc[:length]
    return loc


def translate_error(error: ErrorDetails, raw: RawDocument) -> DocumentFlaw:
    """The flaw for one of pydantic's errors."""
    loc, kind = find_written_path(error, raw), error["type"]
    if kind == "extra_forbidden":
        return _describe_unknown_key(loc, raw)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _describe_unknown_kind(loc, raw)
    try:
        value = get_value(raw.values, loc)
    except LookupError:
        return DocumentFlaw(loc, _describe_missing(loc, raw))
    field = find_field(raw.root, raw.values, loc)
    say = next(
        (say for types, say in _SENTENCES_BY_ERROR.items() if kind in types), _say_anything_else
    )
    blank = "is blank; " if is_blank(value) else ""
    return DocumentFlaw(loc, blank + say(error, loc, field), write_raw_value(value))


def _describe_unknown_key(loc: ValuePath, raw: RawDocument) -> DocumentFlaw:
    parent, key = loc[:-1], str(loc[-1])
    model = find_model(raw.root, raw.values, parent)
    return DocumentFlaw(
        parent, f"unknown key; {suggest_name(key, list_fields(model) if model else ())}", key
    )


def _describe_unknown_kind(loc: ValuePath, raw: RawDocument) -> DocumentFlaw:
    entry = get_value(raw.values, loc)
    if not isinstance(entry, Mapping):
        return DocumentFlaw(loc, "write keys and values under [[rule]]", write_raw_value(entry))
    if "kind" not in entry:
        return DocumentFlaw((*loc, "kind"), f"missing; {suggest_name('', RULE_KINDS)}")
    kind = write_raw_value(entry["kind"])
    return DocumentFlaw((*loc, "kind"), suggest_name(kind, RULE_KINDS), kind)


def _describe_missing(loc: ValuePath, raw: RawDocument) -> str:
    if len(loc) == 1 and loc[0] in list_tables(raw.root):
        return f"missing; name their file in [data], or write [[{loc[0]}]] here"
    field = find_field(raw.root, raw.values, loc)
    return f"missing; it holds: {_describe_field(field)}" if field else "missing"


def _describe_field(field: FieldInfo | None) -> str:
    """What a key holds, with its unit: number of lots (lots a year)."""
    if field is None:
        return "a value of another sort"
    unit = _get_schema_extra(field).get("x-unit")
    return f"{field.description}{f' ({unit})' if unit else ''}"


def _get_schema_extra(field: FieldInfo | None) -> dict[str, Any]:
    extra = field.json_schema_extra if field else None
    return dict(extra) if isinstance(extra, Mapping) else {}


def _say_in_own_words(error: ErrorDetails, loc: ValuePath, field: FieldInfo | None) -> str:
    """The text of a ValueError from one of our own parsers."""
    return str(error["ctx"]["error"])


def _say_choice(error: ErrorDetails, loc: ValuePath, field: FieldInfo | None) -> str:
    expected = str(error["ctx"]["expected"])
    choices = re.findall(r"'([^']*)'", expected)
    return suggest_name(str(error["input"]), choices) if choices else f"write {expected}"


def _say_range(error: ErrorDetails, loc: ValuePath, field: FieldInfo | None) -> str:
    extra = _get_schema_extra(field)
    least, most = extra.get("minimum"), extra.get("maximum")
    if extra.get("x-unit") == "share":
        least, most = (None if bound is None else f"{100 * bound}%" for bound in (least, most))
    if least is not None and most is not None:
        return f"must be from {least} to {most}"
    return f"must be at least {least}" if most is None else f"must be at most {most}"


def _say_list(error: ErrorDetails, loc: ValuePath, field: FieldInfo | None) -> str:
    if field is not None and find_nested_model(field.annotation) is not None:
        return f"write it as [[{'.'.join(map(str, loc))}]], once for each"
    return f'write a list, for example ["a", "b"]: {_describe_field(field)}'


def _say_section(error: ErrorDetails, loc: ValuePath, field: FieldInfo | None) -> str:
    name = ".".join(part for part in loc if isinstance(part, str))
    listed = any(isinstance(part, int) for part in loc)
    return f"write keys and values under {f'[[{name}]]' if listed else f'[{name}]'}"


def _say_switch(error: ErrorDetails, loc: ValuePath, field: FieldInfo | None) -> str:
    return "write true or false"


def _say_anything_else(error: ErrorDetails, loc: ValuePath, field: FieldInfo | None) -> str:
    return f"write {_describe_field(field)}"


_SENTENCES_BY_ERROR: dict[
    tuple[str, ...], Callable[[ErrorDetails, ValuePath, FieldInfo | None], str]
] = {
    ("value_error",): _say_in_own_words,
    ("literal_error",): _say_choice,
    ("greater_than_equal", "less_than_equal"): _say_range,
    ("tuple_type", "list_type"): _say_list,
    ("model_type", "model_attributes_type", "dict_type"): _say_section,
    ("bool_type", "bool_parsing"): _say_switch,
}


@dataclass(frozen=True)
class ValidPart(Generic[DocumentModel]):
    """A document without its invalid values, whose paths are `left_out`.

    `flawed` are the keys of the document that have any fault.
    """

    raw: RawDocument
    document: DocumentModel
    left_out: frozenset[ValuePath]
    flawed: frozenset[str]

    def write_value_at(self, loc: ValuePath) -> str:
        """The value at a path as text for a fault."""
        return write_raw_value(get_value(self.raw.values, loc))

    def iterate_entries(
        self, entries: Sequence[DocumentEntry], *path: str
    ) -> Iterator[tuple[ValuePath, DocumentEntry]]:
        """(path as written, entry) of each valid entry of the list at `path`."""
        kept = iter(entries)
        for i in range(len(entries) + sum(loc[:-1] == path for loc in self.left_out)):
            if (*path, i) not in self.left_out:
                yield (*path, i), next(kept)


ScenarioDraft = ValidPart[ScenarioDocument]
"""The valid part of a scenario."""


def extract_valid_part(
    raw: RawDocument, root: type[DocumentModel]
) -> tuple[ValidPart[DocumentModel] | None, list[DocumentFlaw]]:
    """The part of `raw` that is a valid document of this model, and the flaws of the rest.

    The part is None where leaving out the invalid values leaves no valid document.
    """
    document, errors = _validate_document(raw, root)
    if document is not None and not raw.reported:
        return ValidPart(raw, document, frozenset(), frozenset()), []
    wrong = frozenset(find_written_path(error, raw) for error in errors) | raw.reported
    left_out = frozenset(_choose_left_out(loc, raw) for loc in wrong)
    flaws = _translate_errors([error for error in errors if not _is_reported(error, raw)], raw)
    try:
        document = root.model_validate(_build_stubs(root) | _copy_without(raw.values, left_out))
    except ValidationError:
        return None, flaws
    return ValidPart(raw, document, left_out, frozenset(str(loc[0]) for loc in wrong if loc)), flaws


def _translate_errors(errors: Sequence[ErrorDetails], raw: RawDocument) -> list[DocumentFlaw]:
    """The flaws of these errors; those far down, which are counted only, have no words."""
    place = build_place_order(raw)
    ordered = sorted(errors, key=lambda error: place(error["loc"]))
    first, rest = ordered[:_MOST_TRANSLATED], ordered[_MOST_TRANSLATED:]
    counted = [DocumentFlaw(error["loc"], "", str(i)) for i, error in enumerate(rest)]
    return [translate_error(error, raw) for error in first] + counted


def _build_stubs(root: ModelClass) -> dict[str, Any]:
    """Values for required keys that are missing or invalid; their faults are reported already."""
    return {name: 1 if name == "schema" else [] for name in list_required(root)}


def _validate_document(
    raw: RawDocument, root: type[DocumentModel]
) -> tuple[DocumentModel | None, list[ErrorDetails]]:
    try:
        return root.model_validate(raw.values), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _is_reported(error: ErrorDetails, raw: RawDocument) -> bool:
    """Whether reading the files has reported it: a broken row or cell, or a missing column."""
    loc = find_written_path(error, raw)
    column = error["type"] == "missing" and len(loc) > 1 and loc[0] in raw.origins
    return column or loc[:2] in raw.reported or loc[:3] in raw.reported


def _choose_left_out(loc: ValuePath, raw: RawDocument) -> ValuePath:
    """The path that is left out for an error at `loc`: the list entry around it, or the key.

    Of a row of a table only a cell that may be left out, so that its others are looked at.
    """
    if len(loc) == 3 and loc[0] in list_tables(raw.root) and isinstance(loc[2], str):
        field = find_field(raw.root, raw.values, loc)
        if field is not None and not field.is_required():
            return loc
    first = next((depth for depth, part in enumerate(loc) if isinstance(part, int)), len(loc))
    return loc[: first + 1]


def _copy_without(values: Any, left_out: frozenset[ValuePath], loc: ValuePath = ()) -> Any:
    """A copy without the values at these paths."""
    if isinstance(values, list):
        entries = [(i, each) for i, each in enumerate(values) if (*loc, i) not in left_out]
        return [_copy_without(each, left_out, (*loc, i)) for i, each in entries]
    if not isinstance(values, dict):
        return values
    return {
        k: _copy_without(v, left_out, (*loc, k))
        for k, v in values.items()
        if (*loc, k) not in left_out
    }
