"""Hostile scenario.toml files: nested, long, huge, of another sort, and paths that lead away."""

import os
from collections.abc import Iterator
from pathlib import Path

from tests.input.hostile_file import BASE, HostileFile

TOML = (BASE / "scenario.toml").read_text(encoding="utf-8")
UNITS_LINE = 'units = "units.csv"'


def _toml(name: str, text: str | bytes, says: str) -> HostileFile:
    data = text if isinstance(text, bytes) else text.encode()
    return HostileFile(name, {"scenario.toml": data}, says)


def list_nested() -> Iterator[HostileFile]:
    """Lists, tables and dotted keys inside each other."""
    for deep in (33, 34, 64, 100, 1_000, 10_000, 100_000):
        yield _toml(f"lists {deep}", TOML + "a = " + "[" * deep + "]" * deep, "line 27")
        yield _toml(f"open lists {deep}", TOML + "a = " + "[" * deep, "line 27")
        yield _toml(f"tables {deep}", TOML + "x = " + "{a = " * deep + "1" + "}" * deep, "line 27")
        yield _toml(f"keys {deep}", f"{'.'.join('a' * deep)}.a = 1\n{TOML}", "too deep")
        quoted = ".".join(['"a"'] * (deep + 1))
        yield _toml(f"quoted keys {deep}", f"{quoted} = 1\n{TOML}", "too deep")
        yield _toml(f"header {deep}", f"{TOML}[{' . '.join('a' * (deep + 1))}]\n", "too deep")
    spread = "".join(f"[{'.'.join('a' * n)}]\n" for n in range(1, 60))
    yield _toml("headers that grow", TOML + spread, "too deep")
    mixed = TOML + "a = " + "[{a = " * 5_000
    yield _toml("lists of tables", mixed, "line 27")


def list_large() -> Iterator[HostileFile]:
    """Numbers without end, long texts, many values."""
    for what, number in (
        ("decimal", "9" * 100_000),
        ("signed", "-" + "9" * 5_000),
        ("underscores", "1" + "_0" * 100_000),
        ("hexadecimal", "0x" + "f" * 1_000_000),
        ("binary", "0b" + "1" * 1_000_000),
        ("octal", "0o" + "7" * 100_000),
    ):
        changed = TOML.replace("procurement = 9000", f"procurement = {number}")
        yield _toml(f"{what} number", changed, "that large")
    for number in ("1e999999999", "-1e400", "nan", "inf", "1e31", "0.1234567890123456789e-40"):
        changed = TOML.replace("procurement = 9000", f"procurement = {number}")
        yield _toml(f"number {number}", changed, "money.procurement")
        changed = TOML.replace("initial = 3", f"initial = {number}")
        yield _toml(f"years {number}", changed, "term.initial")
    yield _toml("five megabytes", TOML + "#" * 5_000_000, "more than 4 MB")
    yield _toml("five megabytes of lines", TOML + "\n" * 5_000_000, "more than 4 MB")
    long = "a" * 3_000_000
    for key in ("id", "kind"):
        yield _toml(f"long {key}", TOML + f'[[rule]]\n{key} = "{long}"\n', "rule ")
    yield _toml("long key", TOML + f"{long} = 1\n", "unknown key")
    yield _toml("long table", TOML + f"[{long}]\n", "unknown key")
    yield _toml(
        "dots in a text", TOML.replace("9000", '"' + "1." * 1_000_000 + '"'), "write pounds"
    )
    for count in (1_000, 50_000, 140_000):
        listed = ", ".join(["0"] * count)
        yield _toml(f"{count} rules", f"option = [{listed}]\n{TOML}", "[[option]]")
        keys = "".join(f"k{i} = 1\n" for i in range(count))
        yield _toml(f"{count} keys", TOML + f"[strange]\n{keys}", "unknown key")
        kinds = "".join("[[dropped]]\n" for _ in range(count))
        yield _toml(f"{count} entries", TOML + kinds, "missing")
        names = ", ".join(f'"u{i}"' for i in range(count))
        rule = f'[[rule]]\nid = "t"\nkind = "together"\nunits = [{names}]\n'
        yield _toml(f"{count} names", TOML + rule, "rule t, units: 'u0'")
    yield _toml("too many values", TOML + f"a = [{'0,' * 400_000}]", "300,000 values")


def list_foreign() -> Iterator[HostileFile]:
    """Bytes that are no TOML."""
    for name, data, says in (
        ("empty", b"", "schema"),
        ("mark alone", b"\xef\xbb\xbf", "schema"),
        ("NUL", TOML.encode() + b"\0", "line 27"),
        ("NUL in a text", TOML.encode().replace(b"Test council", b"a\\u0000b"), "NUL"),
        ("latin", TOML.encode().replace(b"Test", b"T\xe9st"), "line 3: save the file as UTF-8"),
        ("UTF-16", TOML.encode("utf-16"), "line 1: save the file as UTF-8"),
        ("escape codes", TOML.encode() + b"\x1b[2J = 1", "line 27"),
        ("surrogate", TOML.encode() + b'a = "\\ud800"', "line 27"),
        ("picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "line 1"),
        ("zip", b"PK\x03\x04" + b"\0" * 100, "scenario.toml"),
        ("web page", b"<!doctype html><html>", "line 1, column 1"),
        ("JSON", b'{"schema": 1}', "line 1, column 1"),
        ("open text", TOML.encode() + b'a = """', "line"),
        ("carriage returns", TOML.encode().replace(b"\n", b"\r"), "line"),
        ("twice", TOML.encode() + TOML.encode(), "stands twice"),
        ("newer", TOML.encode().replace(b"schema = 1", b"schema = 2"), "schema"),
        ("fraction", TOML.encode().replace(b"schema = 1", b"schema = 1.5"), "schema"),
        ("text for a section", b'schema = 1\nauthority = "x"\n', "[authority]"),
        ("list for a section", b"schema = 1\nmoney = [1]\n", "[money]"),
    ):
        yield _toml(name, data, says)


def list_ids() -> Iterator[HostileFile]:
    """Names that are numbers, dates, lists, marks for all and parts of lists."""
    for what, value in (
        *(("decimal", "1.5"), ("exponent", "1e3"), ("date", "2026-03-01"), ("switch", "true")),
        *(("list", "[]"), ("table", "{}"), ("blank", '" "'), ("all", '"*"'), ("parts", '"a;b"')),
        *(("day", '"01-Mar"'), ("slashes", '"1/3/2026"'), ("short", '"1.2E+03"'), ("nan", "nan")),
    ):
        rule = f'[[rule]]\nid = {value}\nkind = "hub"\nunits = ["hub-west"]\n'
        yield _toml(f"rule called by a {what}", TOML + rule, "scenario.toml, rule")
        units = TOML.replace(UNITS_LINE + "\n", "") + (
            f'[[units]]\nid = "u"\nname = "U"\nservice = {value}\nannual_budget = 1\n'
            f'[[units]]\nid = {value}\nname = "V"\nservice = "s"\nannual_budget = 1\n'
        )
        yield _toml(f"unit and service called by a {what}", units, "scenario.toml, units")


def list_places() -> Iterator[HostileFile]:
    """Files that are none, that lead out of the folder, or have no end."""
    for name, file, says in (
        ("device", "/dev/zero", "beside or below"),
        ("drive", "C:/units.csv", "beside or below"),
        ("up", "../units.csv", "beside or below"),
        ("up and down", "a/../../units.csv", "beside or below"),
        ("nothing", "nothing.csv", "no such file"),
        ("long name", "a" * 5_000, "cannot be read"),
        ("NUL in a name", "a\\u0000b", "NUL"),
        ("folder", "folder", "cannot be read"),
        ("this folder", ".", "cannot be read"),
        ("itself", "scenario.toml", "no row names the columns"),
        ("pipe", "pipe", "is a pipe or a device"),
        ("link to a device", "device", "leads out"),
        ("link out", "out", "leads out"),
        ("link to a folder out", "above/secret.csv", "leads out"),
        ("link in a circle", "circle", "cannot be read"),
        ("link to nothing", "gone", "no such file"),
    ):
        text = TOML.replace(UNITS_LINE, f'units = "{file}"')
        yield HostileFile(f"file: {name}", {"scenario.toml": text.encode()}, says, _make_links)
    for key in ("areas", "ignore"):
        for what, value in (("decimal", "[1.5]"), ("text", '"a"'), ("blank", '[" "]')):
            text = TOML.replace(UNITS_LINE, f"{UNITS_LINE}\n{key} = {value}")
            yield _toml(f"{key} named by a {what}", text, f"data.{key}")
    for name, value in (
        *(("number", "3"), ("list", '["a.csv"]'), ("no file", '{ sheet = "a" }')),
        *(("number for a file", "{ file = 3.5 }"), ("other key", '{ file = "a", shet = "b" }')),
        *(("header 0", '{ file = "units.csv", header = 0 }'),),
        *(("header far below", '{ file = "units.csv", header = 1000000 }'),),
        *(("header too far", '{ file = "units.csv", header = 10000000000 }'),),
        *(("list of columns", '{ file = "units.csv", columns = ["id"] }'),),
        *(("unknown column", '{ file = "units.csv", columns = { idd = "id" } }'),),
        *(("missing column", '{ file = "units.csv", columns = { id = "Ref" } }'),),
        *(("sheet of a text", '{ file = "units.csv", sheet = "a" }'),),
    ):
        text = TOML.replace(UNITS_LINE, f"units = {value}")
        yield _toml(f"file named by: {name}", text, "units")


def _make_links(folder: Path) -> None:
    """Links and a pipe beside the files."""
    os.mkfifo(folder / "pipe")
    (folder / "folder").mkdir()
    (folder.parent / "secret.csv").write_text("id,name,service,annual_budget\n", encoding="utf-8")
    for name, target in (
        *(("device", "/dev/zero"), ("out", "../secret.csv"), ("above", "..")),
        *(("circle", "circle"), ("gone", "nowhere.csv")),
    ):
        (folder / name).symlink_to(target)
