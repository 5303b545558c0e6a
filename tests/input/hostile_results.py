"""Hostile results and designs: JSON that is cut, damaged, endless, or says what is not so."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from lotdesign.app import api
from lotdesign.input.load import load
from tests.cli.run import ROOT
from tests.input.hostile_call import FOLDER, HostileCall

TINY = str(ROOT / "examples" / "tiny")
INVALID, WRONG = (3,), (7,)

_PLACES: tuple[tuple[str, int | None], ...] = (
    ("candidates", None),
    ("status", None),
    ("lots", 0),
    ("ladder", 1),
)


@cache
def _write_result() -> str:
    return api.solve(load(TINY), workers=1).result.to_json()


def _verify(name: str, text: str | bytes, codes: tuple[int, ...]) -> HostileCall:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    arguments = ("verify", TINY, f"{FOLDER}/result.json")
    return HostileCall(f"result: {name}", arguments, codes, {"result.json": data})


def list_results() -> Iterator[HostileCall]:
    """Results that `verify` reads: each is refused, or found wrong."""
    text = _write_result()
    for part in range(1, 20):
        yield _verify(f"cut at {part}/20", text[: len(text) * part // 20], INVALID)
    for at, byte in enumerate((0x00, 0x80, 0xC3, 0xFE, 0xFF)):
        data = text.encode()
        place = len(data) * (at + 1) // 7
        damaged = data[:place] + bytes([byte]) + data[place:]
        yield _verify(f"a byte {byte:#x} in it", damaged, (3, 7))
    document = json.loads(text)
    for key in document:
        yield _verify(f"{key} twice", text.replace("{", f'{{"{key}": null, ', 1), INVALID)
    for key in ("scenario", "engine", "status", "totals", "created_with"):
        rest = {each: document[each] for each in document if each != key}
        yield _verify(f"without {key}", json.dumps(rest), INVALID)
    strange: list[tuple[str, Any]] = [
        ("a number without end", 10**400),
        ("minus a number without end", -(10**400)),
        ("a long text", "x" * 1_000_000),
        ("a text of control characters", "\x1b[2J\u202e\u0000"),
        ("a half of a pair", "\ud800"),
        ("an empty list", []),
        ("a list", [[[[1]]]]),
        ("an object", {"a": {"b": 1}}),
        ("true", True),
        ("a fraction", 0.1),
    ]
    for part, place in _PLACES:
        for what, value in strange:
            changed = json.loads(text)
            if place is None:
                changed[part] = value
            else:
                changed[part][place] = value
            yield _verify(f"{part} is {what}", json.dumps(changed), (3, 7))
    for name in ("NaN", "Infinity", "-Infinity", "1e999"):
        changed_text = text.replace('"candidates": 18', f'"candidates": {name}')
        yield _verify(f"candidates are {name}", changed_text, INVALID)
    many = json.loads(text)
    many["lots"] = many["lots"] * 5_000
    yield _verify("ten thousand lots", json.dumps(many), WRONG)
    many = json.loads(text)
    many["comparisons"] = many["comparisons"] * 200
    yield _verify("a thousand comparisons", json.dumps(many), WRONG)
    many = json.loads(text)
    many["lots"][0]["units"] = [f"u{i}" for i in range(100_000)]
    yield _verify("a hundred thousand units", json.dumps(many), WRONG)
    yield _verify("another tool's JSON", '{"type": "FeatureCollection", "features": []}', INVALID)
    yield _verify("UTF-16", text.encode("utf-16"), INVALID)


def list_designs() -> Iterator[HostileCall]:
    """Designs that `evaluate` reads."""
    designs: list[tuple[str, Any]] = [
        ("no lots", {"lots": []}),
        ("an empty lot", {"lots": [[]]}),
        ("a unit twice", {"lots": [["youth-east", "youth-east"]]}),
        ("unknown units", {"lots": [["x"], ["\u202ey"]]}),
        ("a route too many", {"lots": [["youth-east"]], "routes": ["external", "prime"]}),
        ("numbers", {"lots": [[1]]}),
        ("a text", {"lots": "youth-east"}),
        ("null", {"lots": None}),
        ("ten thousand unknown units", {"lots": [[f"u{i}" for i in range(10_000)]]}),
        ("ten thousand empty lots", {"lots": [[]] * 10_000}),
    ]
    for name, document in designs:
        arguments = ("evaluate", TINY, "--design", f"{FOLDER}/design.json")
        data = {"design.json": json.dumps(document).encode()}
        yield HostileCall(f"design: {name}", arguments, INVALID, data)
