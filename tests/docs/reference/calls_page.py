"""The page on Python calls: each with its parameters and its docstring, and what it returns."""

import ast
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import lotdesign
from lotdesign.app import api
from lotdesign.app.api import result_tables, study_tables
from lotdesign.words import join_words
from tests.docs.reference.words import write_table

INTRODUCTION = """\
# The calls in Python

`import lotdesign as ld` gives one call for each thing that a command does. Engines and tables are
loaded when a call needs them. The page is written from the program itself by `make docs`, and a
test fails where the two differ. [docs/notebook.md](notebook.md) is a longer piece of work.

```python
import lotdesign as ld

run = ld.solve(ld.load("examples/tiny"))
run.status, run.lots.height
```

```text
('optimal', 2)
```

What `load` returns is a `Scenario`, which does not change; what `solve` and `read_result` find is a
[result](result.md). Calls raise `InputFaults` with every fault of an input at once.
"""

_TABLE_MODULES = (result_tables, study_tables)


def write_calls_page(_folder: Path) -> str:
    """The page as Markdown."""
    calls = {name: getattr(api, name) for name in lotdesign.__all__ if name[0] != "_"}
    lines = [*INTRODUCTION.splitlines(), ""]
    lines += write_table(
        ("Call", "In short"),
        ((f"[`{name}`](#{name})", _read_paragraphs(call)[0]) for name, call in calls.items()),
    )
    for name, call in calls.items():
        lines += ["", *_write_call(name, call)]
    lines += ["", "## What calls return", ""]
    lines += [
        "Most calls return an object with the whole answer and its tables as polars frames. A",
        "frame is built when it is asked for.",
    ]
    for cls in _list_tables():
        by = [name for name, call in calls.items() if _read_returned(call) == cls.__name__]
        lines += ["", *_write_tables(cls, by)]
    return "\n".join(lines) + "\n"


def _list_tables() -> list[type]:
    """The classes that calls return, each with its tables."""
    return [
        each
        for module in _TABLE_MODULES
        for each in vars(module).values()
        if inspect.isclass(each) and each.__module__ == module.__name__
    ]


def _parse_call(call: Callable[..., Any]) -> ast.FunctionDef:
    (node,) = ast.parse(dedent(inspect.getsource(call))).body
    assert isinstance(node, ast.FunctionDef)
    return node


def _read_returned(call: Callable[..., Any]) -> str:
    return _unquote(_parse_call(call).returns)


def _read_paragraphs(of: Any) -> list[str]:
    """The paragraphs of a docstring as Markdown; lines keep their breaks, examples go."""
    text = inspect.getdoc(of) or ""
    return [each for each in text.split("\n\n") if ">>>" not in each]


def _write_call(name: str, call: Callable[..., Any]) -> Iterator[str]:
    yield from (f"## {name}", "", "```text", *_write_signature(name, call), "```")
    for paragraph in _read_paragraphs(call):
        yield from ("", *paragraph.splitlines())
    example = _read_example(call)
    if example:
        yield from ("", "```pycon", *example, "```")


def _read_example(call: Callable[..., Any]) -> list[str]:
    """The doctest of the docstring; it is run by tests/docs/test_doctests.py."""
    lines = (inspect.getdoc(call) or "").splitlines()
    first = next((i for i, line in enumerate(lines) if line.startswith(">>>")), len(lines))
    end = next((i for i in range(first, len(lines)) if not lines[i]), len(lines))
    return lines[first:end]


def _write_signature(name: str, call: Callable[..., Any]) -> Iterator[str]:
    """The call as its source has it, a parameter a line."""
    node, returned = _parse_call(call), _read_returned(call)
    plain, keywords = node.args, node.args.kwonlyargs
    parameters = [
        _write_parameter(each, default)
        for each, default in zip(
            plain.args,
            [None] * (len(plain.args) - len(plain.defaults)) + list(plain.defaults),
            strict=True,
        )
    ]
    if keywords:
        parameters.append("*")
    parameters += [
        _write_parameter(each, default)
        for each, default in zip(keywords, plain.kw_defaults, strict=True)
    ]
    line = f"ld.{name}({', '.join(parameters)}) -> {returned}"
    if len(line) <= 88:
        yield line
        return
    yield f"ld.{name}("
    yield from (f"    {each}," for each in parameters)
    yield f") -> {returned}"


def _write_parameter(each: ast.arg, default: ast.expr | None) -> str:
    text = f"{each.arg}: {_unquote(each.annotation)}"
    return text if default is None else f"{text} = {ast.unparse(default)}"


def _unquote(annotation: ast.expr | None) -> str:
    """An annotation without the quotes of names that are imported late."""
    return ast.unparse(annotation).replace("'", "") if annotation else "None"


def _write_tables(cls: type, by: list[str]) -> Iterator[str]:
    verb = "returns" if len(by) == 1 else "return"
    named = join_words([f"`{name}`" for name in by])
    yield from (f"### {cls.__name__}", "", f"What {named} {verb}.")
    for paragraph in _read_paragraphs(cls):
        yield from ("", *paragraph.splitlines())
    rows = []
    for name, member in vars(cls).items():
        if name[0] != "_" and (isinstance(member, property) or inspect.isfunction(member)):
            doc = " ".join((inspect.getdoc(member) or "").split())
            shown = name if isinstance(member, property) else f"{name}(…)"
            rows.append((f"`{shown}`", doc.replace("|", r"\|")))
    fields = inspect.get_annotations(cls)
    rows = [(f"`{name}`", f"`{str(kind).strip()}`") for name, kind in _name_fields(fields)] + rows
    yield from ("", *write_table(("Attribute", "What it is"), rows))


def _name_fields(fields: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, kind in fields.items():
        if name[0] != "_":
            shown = kind if isinstance(kind, str) else getattr(kind, "__name__", str(kind))
            yield name, shown.replace("|", r"\|")
