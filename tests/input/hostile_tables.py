"""Hostile tables: CSV without end, and files of another sort by the name of a table."""

import csv
import gzip
from collections.abc import Iterator
from io import StringIO

from tests.input.hostile_file import BASE, HostileFile

UNITS = (BASE / "units.csv").read_text(encoding="utf-8")
PROVIDERS = (BASE / "providers.csv").read_text(encoding="utf-8")
HEADER = UNITS.partition("\n")[0]


def _units(name: str, content: str | bytes, says: str) -> HostileFile:
    data = content if isinstance(content, bytes) else content.encode()
    return HostileFile(f"units.csv: {name}", {"units.csv": data}, says)


def _providers(name: str, content: str, says: str) -> HostileFile:
    return HostileFile(f"providers.csv: {name}", {"providers.csv": content.encode()}, says)


def list_large_tables() -> Iterator[HostileFile]:
    """Long rows, many rows, long cells, and faults in each of them."""
    yield _units("a row without end", UNITS + "," * 2_000_000, "cells")
    yield _units("a long row", UNITS + "x" + "," * 100_000, "row 8")
    yield _units("a long filled row", UNITS + "x," * 100_000, "row 8: has 100000 cells")
    yield _units("blank rows without end", UNITS + "\n" * 2_000_000, "cells")
    yield _units("rows of commas", UNITS + ",,,,\n" * 400_000, "cells")
    names = ",".join(f"c{i}" for i in range(20_000))
    yield _units("many columns", f"{HEADER},{names}\n", "more than 1,000 columns")
    few = ",".join(f"c{i}" for i in range(900))
    yield _units("unknown columns", f"{HEADER},{few}\n", "880 more columns are unknown")
    yield _units("one column many times", f"{HEADER}{',name' * 900}\n", "names a column twice")
    yield _units("columns without a name", f"{HEADER}{',' * 900}x\n", "has no name")
    yield _units("columns without end", f"{HEADER}{',' * 100_000}x\n", "more than 1,000 columns")
    yield _units("a long heading", f"{HEADER},{'a' * 100_000}\n", "known are")
    yield _units("a cell of a megabyte", UNITS.replace("Family hub West", "a" * 1_000_000), "row 2")
    yield _units("a long id", UNITS.replace("hub-west", "a" * 100_000 + ";"), "row 2, column id")
    yield _units("51 megabytes", UNITS + "x" * 51_000_000, "more than 50 MB")
    rows = [f"u{i},N,s,1,west\n" for i in range(20_001)]
    yield _units("many rows", f"{HEADER}\n{''.join(rows)}", "more than 20,000 rows")
    for count in (1_000, 15_000):
        for what, row, says in (
            ("amounts", "u{},N,s,much,west\n", "write pounds"),
            ("places", "u{},N,s,1,place {}\n", "no such locality"),
            ("ids", "u,N,s,1,west\n", "taken by row 2"),
            ("blanks", "u{},,,,\n", "is blank"),
            ("ragged rows", "u{},N,s\n", "has 3 cells where row 1 has 5"),
            ("dates", "2026-03-01,N,s,1,west\n", "a date stands where an id should"),
        ):
            body = "".join(row.replace("{}", str(i)) for i in range(count))
            yield _units(f"{count} wrong {what}", f"{HEADER}\n{body}", says)
        cells = ";".join(f"famly_hub{i}" for i in range(count))
        long = PROVIDERS.replace("Harbour trust,*", f"Harbour trust,{cells}")
        says = "no such service" if count < 10_000 else "far too long"
        yield _providers(f"{count} services", long, says)
        row = "p{},N,familyhub,west mid,1,vcse\n"
        body = "".join(row.replace("{}", str(i)) for i in range(count))
        header = PROVIDERS.partition("\n")[0]
        yield _providers(f"{count} slips", f"{header}\n{body}", "did you mean 'family_hub'?")
    copies = "id,name,services,localities,annual_turnover,kind,count\n" + "".join(
        f"p{i},N,*,*,1,vcse,1000\n" for i in range(100)
    )
    places = "id,name\n" + "".join(f"w{i},W\n" for i in range(200))
    spread = "".join(f"u{i},N,s,1,\n" for i in range(200))
    ids = ", ".join(f'"u{i}"' for i in range(200))
    yield HostileFile(
        "parts without end",
        {
            "units.csv": f"{HEADER}\n{spread}".encode(),
            "localities.csv": places.encode(),
            "neighbours.csv": b"a,b\n",
            "scenario.toml": (BASE / "scenario.toml").read_bytes()
            + f'[[divide]]\nunits = [{ids}]\nby = "equal"\n'.encode(),
        },
        "would make 40,000 parts of units",
    )
    yield _providers("copies without end", copies, "count makes 100,000 providers")


def list_foreign_tables() -> Iterator[HostileFile]:
    """What is no CSV in UTF-8."""
    for name, data, says in (
        ("empty", b"", "is empty"),
        ("blank", b"\n\n \n", "is empty"),
        ("commas", b",,,,\n,,,,\n", "is empty"),
        ("header alone", f"{HEADER}\n".encode(), "there are no units"),
        ("mark alone", b"\xef\xbb\xbf", "is empty"),
        ("UTF-16", UNITS.encode("utf-16"), "save the file as CSV UTF-8"),
        ("latin", UNITS.replace("Mid", "M\xedd").encode("latin-1"), "row 3: save the file"),
        ("NUL", UNITS.replace("Mid", "M\0d").encode(), "row 3: holds a NUL"),
        ("open quotation", UNITS.replace("Family hub Mid", '"Family').encode(), "quotation mark"),
        ("semicolons", UNITS.replace(",", ";").encode(), "separate the columns by commas"),
        ("tabs", UNITS.replace(",", "\t").encode(), "separate the columns by commas"),
        ("bars", UNITS.replace(",", "|").encode(), "separate the columns by commas"),
        ("web page", b"<!DOCTYPE html><html><table>", "is a web page"),
        ("table of a web page", b"\n <table><tr><td>id</td></tr></table>", "is a web page"),
        ("XML", b'<?xml version="1.0"?><Workbook>', "is XML"),
        ("old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old workbook (.xls)"),
        (
            "locked workbook",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked with a password",
        ),
        ("PDF", b"%PDF-1.7\n", "is a PDF"),
        ("JSON", b'[{"id": "a"}]', "is JSON"),
        ("packed", gzip.compress(UNITS.encode()), "is packed"),
        ("picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "row 1: save the file"),
        ("zip", b"PK\x03\x04" + b"\0" * 200, "is damaged or no workbook"),
        ("a poem", b"Roses are red\nviolets are blue\n", "no row names the columns"),
        ("titles alone", b"Contracts register\n\nPublished 2025\n", "no row names the columns"),
        ("carriage returns", UNITS.replace("\n", "\r").replace("90000", "x").encode(), "row 2"),
    ):
        yield _units(name, data, says)


def list_cells() -> Iterator[HostileFile]:
    """Cells that are something else than they should be."""
    for name, cell, column, says in (
        *(("formula", "=1+1", 3, "write pounds"), ("command", "=cmd|' /C calc'!A0", 3, "pounds")),
        *(("shortened", "£1.2m", 3, "in full and without m"), ("nothing", "n/a", 3, "leave the")),
        *(("dash", "-", 3, "leave the cell blank"), ("negative", "-5", 3, "at least 0")),
        *(("brackets", "(1,234)", 3, "write pounds"), ("continental", "1.234,50", 3, "pounds")),
        *(("millionths", "0.001", 3, "is shown as £0,"), ("exponent", "1e400", 3, "pounds")),
        *(("noughts", "9" * 100, 3, "write pounds"), ("infinity", "inf", 3, "write pounds")),
        *(("error", "#REF!", 3, "write pounds"), ("escape codes", "\x1b[31m1", 3, "\\x1b[31m1")),
        *(("turned text", "\u202e1", 3, "\\u202e1"), ("Arabic digits", "\u0661", 3, "column")),
        *(("blank id", "", 0, "is blank; write a name"), ("star", "*", 0, "it stands for all")),
        *(("parts", "a;b", 0, "it parts the names"), ("decimal", "1.10", 0, "a decimal cannot")),
        *(("short number", "1.2E+03", 0, "a number stands"), ("day", "01-Mar", 0, "a date stands")),
        *(("date", "01/03/2026", 0, "a date stands"), ("moment", "2026-03-01 00:00:00", 0, "date")),
        *(("twice", "hub-mid", 0, "ids must differ"), ("service of parts", "a;b", 2, "it parts")),
        *(("service for all", "*", 2, "stands for all"), ("decimal service", "2.5", 2, "decimal")),
        *(("no place", "wst", 4, "did you mean 'west'?"), ("place for all", "*", 4, "no such")),
        *(("two places", "west;mid", 4, "no such locality"), ("path", "../west", 4, "no such")),
    ):
        rows = list(csv.reader(StringIO(UNITS)))
        rows[1][column] = cell
        written = StringIO()
        csv.writer(written, lineterminator="\n").writerows(rows)
        if name == "Arabic digits":
            rows[1][column] = "x" + cell
            written = StringIO()
            csv.writer(written, lineterminator="\n").writerows(rows)
        yield _units(f"cell: {name}", written.getvalue(), says)
