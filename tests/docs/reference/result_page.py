"""The page on results: every key of every answer that is written as JSON."""

import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

import lotdesign.result
from lotdesign.result.base import ResultDocument, ResultPart
from lotdesign.result.model import Result
from lotdesign.words import join_words
from tests.docs.reference.words import flatten, write_table

INTRODUCTION = """\
# The results

With `--format json`, or `--out FILE.json`, a command writes its answer as JSON. This page has every
key. It is written from the program itself by `make docs`, and a test fails where the two differ.

Money is in whole pence, distance in metres; a share or a gap is a decimal string of at most six
places. A list over years begins with contract year 1. Lots are named by what they hold and ordered
by their first unit, so two runs of one input give one file, byte for byte, with `--reproducible`:
only `engine.seconds` differs, and that flag leaves it out. Later versions may add keys; they do not
rename one.

`lotdesign verify SCENARIO RESULT` works every figure of a result out again.
`lotdesign schema` prints the JSON Schema of a *scenario*.

The third column says what a missing key means; a key with "-" there is never missing.
"""

SCALARS: dict[Any, str] = {
    int: "whole number",
    str: "text",
    bool: "`true` or `false`",
    float: "number",
    type(None): "`null`",
    Any: "any",
}


def write_result_page(_folder: Path) -> str:
    """The page as Markdown."""
    documents = _list_documents()
    lines = [*INTRODUCTION.splitlines(), ""]
    lines += write_table(
        ("Answer", "What it is"),
        (
            (f"[`{each.__name__}`](#{each.__name__.lower()})", _summarise(each))
            for each in documents
        ),
    )
    known: list[type[ResultPart]] = []
    for document in documents:
        lines += ["", *_write_part(document, "##")]
        for part in _list_parts(document):
            if part not in known and part not in documents:
                known.append(part)
                lines += ["", *_write_part(part, "###")]
    return "\n".join(lines) + "\n"


def _list_documents() -> list[type[ResultPart]]:
    """What commands write, the result of a design first."""
    modules = sorted(each.name for each in iter_modules(lotdesign.result.__path__))
    found = [
        each
        for module in modules
        for each in vars(import_module(f"lotdesign.result.{module}")).values()
        if inspect.isclass(each) and issubclass(each, ResultDocument) and each is not ResultDocument
    ]
    return [Result, *(each for each in dict.fromkeys(found) if each is not Result)]


def _summarise(part: type) -> str:
    return flatten((inspect.getdoc(part) or "").split("\n\n")[0])


def _list_parts(
    part: type[ResultPart], above: tuple[type[ResultPart], ...] = ()
) -> Iterator[type[ResultPart]]:
    """The parts that an answer is made of, and theirs, each after the one that names it.

    One that holds parts of its own kind is not entered again.
    """
    for field in part.model_fields.values():
        for inner in _find_models(field.annotation):
            yield inner
            if inner not in above:
                yield from _list_parts(inner, (*above, inner))


def _find_models(kind: Any) -> Iterator[type[ResultPart]]:
    if inspect.isclass(kind) and issubclass(kind, ResultPart):
        yield kind
    for inner in get_args(kind):
        yield from _find_models(inner)


def _write_part(part: type[ResultPart], marks: str) -> Iterator[str]:
    yield f"{marks} {part.__name__}"
    for paragraph in (inspect.getdoc(part) or "").split("\n\n"):
        yield from ("", *paragraph.splitlines())
    rows = (
        (f"`{field.alias or name}`", _describe(field.annotation), _describe_default(field))
        for name, field in part.model_fields.items()
    )
    yield from ("", *write_table(("Key", "What stands there", "If missing"), rows))


def _describe(kind: Any) -> str:
    """A type in words."""
    if hasattr(kind, "__metadata__"):
        return _describe(get_args(kind)[0])
    if kind in SCALARS:
        return SCALARS[kind]
    if get_origin(kind) is None:
        return f"[`{kind.__name__}`](#{kind.__name__.lower()})"
    return _describe_made(get_origin(kind), get_args(kind))


def _describe_made(origin: Any, inner: tuple[Any, ...]) -> str:
    """A type that is made of others, in words."""
    if origin is Literal:
        return join_words([_write_choice(each) for each in inner], "or")
    words = [_describe(each) for each in inner if each is not Ellipsis]
    if origin in (Union, UnionType):
        return " or ".join(words)
    if origin is dict:
        return f"{words[1]} by name"
    return f"list of {' and '.join(words)}"


def _write_choice(value: object) -> str:
    return f'`"{value}"`' if isinstance(value, str) else f"`{value}`"


def _describe_default(field: FieldInfo) -> str:
    """What holds where the key is left out."""
    if field.is_required():
        return "-"
    default = field.get_default(call_default_factory=True)
    if default is None:
        return "`null`"
    if default in ((), {}, ""):
        return "empty"
    if isinstance(default, ResultPart):
        return "see there"
    return f'`"{default}"`' if isinstance(default, str) else f"`{str(default).lower()}`"
