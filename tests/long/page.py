"""The tables of docs/reliability.md that are made from finished parts."""

from collections import Counter
from collections.abc import Mapping, Sequence

from tests.long.kept import ROOT, FinishedPart, read_versions
from tests.sets import SETS, DrawnSet

PAGE = ROOT / "docs" / "reliability.md"
BEGIN = "<!-- made by `make test-long`: begin -->"
END = "<!-- made by `make test-long`: end -->"

Parts = Mapping[tuple[str, int], FinishedPart]


def write_tables(found: Parts) -> str:
    """The table of sets and that of fuzzed scenarios, in Markdown."""
    versions = ", ".join(f"{name} {version}" for name, version in read_versions().items())
    return f"With {versions}.\n\n{_write_sets(found)}\n\n{_write_fuzz(found)}"


def replace_tables(page: str, tables: str) -> str:
    """The page with other tables between its marks; raises ValueError where it has none."""
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE.name} has no place for tables: {BEGIN} … {END}")
    return f"{head}{BEGIN}\n\n{tables}\n\n{END}{tail}"


def _write_sets(found: Parts) -> str:
    heads = (
        "set",
        "what is compared",
        "in `make test`",
        "in full",
        "passed so far",
        "seeds from",
        "left open",
        "failed parts",
        "minutes",
    )
    rows = [_write_set(each, _of_set(found, each)) for each in SETS.values()]
    return _write_table(heads, rows)


def _of_set(found: Parts, drawn: DrawnSet) -> list[FinishedPart]:
    return [found[drawn.name, i] for i in range(drawn.full) if (drawn.name, i) in found]


def _write_set(drawn: DrawnSet, parts: Sequence[FinishedPart]) -> Sequence[str]:
    left_open = sum(_sum_open(parts).values())
    return (
        drawn.name,
        drawn.compared,
        f"{drawn.sample * drawn.each:,}",
        f"{drawn.full * drawn.each:,}",
        f"{sum(part.cases for part in parts if part.passed):,}",
        str(drawn.first_seed),
        f"{left_open:,}",
        f"{sum(not part.passed for part in parts):,}",
        f"{sum(part.seconds for part in parts) / 60:.0f}",
    )


def _sum_open(parts: Sequence[FinishedPart]) -> Counter[str]:
    """How often each way left something open."""
    counted: Counter[str] = Counter()
    for part in parts:
        counted.update({k: n for k, n in part.counted.items() if k.startswith("left open")})
    return counted


def _write_fuzz(found: Parts) -> str:
    """What the fuzzed scenarios have, and who left how many open."""
    parts = _of_set(found, SETS["fuzz"])
    counted: Counter[str] = Counter()
    for part in parts:
        counted.update(part.counted)
    kinds = {name: n for name, n in counted.items() if name.startswith("kind ")}
    plain = {name: n for name, n in counted.items() if name not in kinds}
    rows = [(name, f"{n:,}") for name, n in sorted(plain.items()) if n]
    if kinds:
        rarest = min(kinds, key=lambda name: (kinds[name], name))
        said = f"{kinds[rarest]:,} ({rarest.removeprefix('kind ')})"
        rows += [("kinds of rule", f"{len(kinds)}"), ("scenarios of the rarest kind", said)]
    return _write_table(("of the fuzzed scenarios", "number"), rows)


def _write_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
