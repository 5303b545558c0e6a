"""Hostile files of other sorts: job tables, notices, boundaries, payments."""

import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.cli.run import ROOT
from tests.input.hostile_call import FOLDER, HostileCall

TINY = str(ROOT / "examples" / "tiny")
REFUSED = (2, 3)
NOTICE = (ROOT / "tests" / "notices" / "releases" / "surrey.json").read_bytes()
WARDS = (ROOT / "examples" / "trafford-files" / "wards.geojson").read_bytes()

NOISE = bytes(range(256)) * 64


def _build_database(*statements: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "jobs"
        with sqlite3.connect(path) as base:
            for statement in statements:
                base.execute(statement)
        base.close()
        return path.read_bytes()


def list_job_tables() -> Iterator[HostileCall]:
    """What `sweep --jobs` is given that is no job table, or no longer one."""
    table = _build_database("create table jobs (a, b)")
    foreign = _build_database("create table customers (id integer)", "pragma user_version = 99")
    kinds = {
        "noise": NOISE,
        "text": b"job,answer\n1,2\n",
        "JSON": b"{}",
        "a database of something else": foreign,
        "a table with other columns": table,
        "a header alone": table[:100],
        "noise after the header": table[:100] + NOISE,
        **{f"cut at {part}/8": table[: len(table) * part // 8] for part in range(1, 8)},
    }
    arguments = ("sweep", TINY, "--vary", "money.procurement=1,2", "--jobs", f"{FOLDER}/jobs")
    for name, data in kinds.items():
        yield HostileCall(f"job table: {name}", arguments, REFUSED, {"jobs": data})


def _damage(data: bytes) -> Iterator[tuple[str, bytes]]:
    for part in range(1, 10):
        yield f"cut at {part}/10", data[: len(data) * part // 10]
    yield "empty", b""
    yield "noise", NOISE
    yield "a list without end", b"[" * 200_000
    yield "numbers without end", b"[" + b"9" * 100_000 + b"]"
    yield "null", b"null"
    yield "a text", b'"x"'
    yield "UTF-16", data.decode().encode("utf-16")


def list_notices() -> Iterator[HostileCall]:
    """Notices that `backtest` is given."""
    for name, data in _damage(NOTICE):
        arguments = ("backtest", f"{FOLDER}/notice.json")
        yield HostileCall(f"notice: {name}", arguments, REFUSED, {"notice.json": data})


def list_boundaries() -> Iterator[HostileCall]:
    """Boundaries that neighbours follow from."""
    text = (
        'schema = 1\n[term]\ninitial = 1\n[data]\nneighbours = { from = "map.geojson", id = "c" }\n'
        '[[localities]]\nid = "a"\nname = "A"\n'
        '[[units]]\nid = "u"\nname = "U"\nservice = "s"\nannual_budget = 1\nlocality = "a"\n'
    )
    for name, data in _damage(WARDS):
        files = {"map.geojson": data, "scenario.toml": text.encode()}
        yield HostileCall(f"boundaries: {name}", ("check", FOLDER), (3,), files)
