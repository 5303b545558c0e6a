"""Writes a map file: what was decided and guessed, and a "?" for what is still open."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import tomlkit

from lotdesign.faults import make_printable
from lotdesign.importing.decisions import OPEN_ANSWER, ImportDecisions
from lotdesign.importing.questions import (
    ImportQuestion,
    KeyPath,
    find_answer,
    list_choices,
    put_answer,
    write_key,
    write_toml_text,
)

_HEAD = """\
# What lotdesign was told about the files of this import. Where a "?" stands, somebody must decide:
# put the answer in its place. What was guessed says so; change it where the guess is wrong.
"""


def complete_values(
    values: Mapping[str, Any], guesses: Mapping[KeyPath, Any], questions: Sequence[ImportQuestion]
) -> dict[str, Any]:
    """The values of a map file with guesses, and a "?" where nobody has answered."""
    whole = dict(values)
    for loc, guess in guesses.items():
        if is_open(whole, loc):
            whole = put_answer(whole, loc, guess)
    for question in questions:
        whole = put_answer(whole, question.loc, OPEN_ANSWER)
    return whole


def write_map_file(
    values: Mapping[str, Any],
    guesses: Mapping[KeyPath, Any] | None = None,
    questions: Sequence[ImportQuestion] = (),
) -> str:
    """The text of a map file, with a comment at each guess and each question."""
    comments = {question.loc: f"{question.text}{list_choices(question)}" for question in questions}
    comments |= dict.fromkeys(guesses or {}, "guessed")
    lines = [_HEAD.rstrip()]
    known = list(ImportDecisions.model_fields)
    sections = [name for name in known if name in values]
    for name in (*sections, *(name for name in values if name not in known)):
        lines += ["", *_write_table((name,), values[name], comments)]
    return "\n".join(lines) + "\n"


def _write_table(loc: KeyPath, table: Any, comments: Mapping[KeyPath, str]) -> Iterator[str]:
    """A table by its head: plain keys first, then the tables inside it."""
    if not isinstance(table, Mapping):
        yield from _write_entry(loc, table, comments)
        return
    plain = {key: each for key, each in table.items() if not isinstance(each, Mapping)}
    inner = {key: each for key, each in table.items() if isinstance(each, Mapping)}
    if plain or not inner:
        yield f"[{'.'.join(map(write_key, loc))}]"
    for key, value in plain.items():
        yield from _write_entry((*loc, key), value, comments)
    for number, (key, value) in enumerate(inner.items()):
        if plain or number:
            yield ""
        yield from _write_table((*loc, key), value, comments)


def _write_entry(loc: KeyPath, value: Any, comments: Mapping[KeyPath, str]) -> Iterator[str]:
    comment = comments.get(loc)
    if comment is not None and comment != "guessed":
        yield f"# {make_printable(comment, 400)}"
    behind = "   # guessed" if comment == "guessed" else ""
    yield f"{write_key(loc[-1])} = {write_toml_value(value)}{behind}"


def write_toml_value(value: Any) -> str:
    """A value as TOML writes it, on one line."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{write_key(key)} = {write_toml_value(v)}" for key, v in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(write_toml_value, value))}]"
    if isinstance(value, str):
        return write_toml_text(value)
    return str(tomlkit.item(value).as_string())


def is_open(values: Mapping[str, Any], loc: KeyPath) -> bool:
    """Whether nobody has answered at a key."""
    return find_answer(values, loc) in (None, OPEN_ANSWER)
