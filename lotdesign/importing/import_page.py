"""The record of an import: what was read, left out, guessed, decided, and is to be looked at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from lotdesign.faults import make_printable
from lotdesign.importing.map_file import write_toml_value
from lotdesign.importing.plan import ImportPlan, ImportSources
from lotdesign.importing.questions import KeyPath, write_key
from lotdesign.importing.unit_rows import TodaysContract
from lotdesign.report.page import BulletList, PageSection, Paragraph, ReportPage, ReportTable
from lotdesign.words import format_count, format_pounds, join_words

_SINGULAR = {"units": "unit", "localities": "locality", "providers": "provider"}


@dataclass(frozen=True, slots=True)
class MergeRemarks:
    """What people had written in the folder: kept, and in the way of what the files now say."""

    kept: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()


def write_import_page(
    sources: ImportSources,
    plan: ImportPlan,
    decided: Sequence[KeyPath],
    values: Mapping[KeyPath, object],
    merged: MergeRemarks,
) -> ReportPage:
    """The page: `decided` are the keys of the map file, `values` what stands there."""
    notes = plan.notes
    return tuple(
        section
        for section in (
            PageSection("", (Paragraph(_sum_up(plan)),)),
            _list("What was read", [*_describe_files(sources), *notes.read]),
            _list("What was left out", notes.left_out),
            _list("What was guessed", [_write_choice(*each) for each in notes.guesses.items()]),
            _list("What was decided", [_write_choice(loc, values[loc]) for loc in decided]),
            *_tabulate_contracts(plan.contracts),
            _list("What people wrote and is kept", merged.kept),
            _list("Where people and files now differ", merged.clashes),
            _list("What to look at", notes.remarks),
        )
        if section.title == "" or section.blocks
    )


def _sum_up(plan: ImportPlan) -> str:
    counts = [
        format_count(len(plan.tables[name]), one, name)
        for name, one in _SINGULAR.items()
        if name in plan.tables
    ]
    pairs = plan.tables.get("neighbours")
    told = [*counts, *([format_count(len(pairs), "pair") + " of neighbours"] if pairs else [])]
    return (
        f"A scenario of {join_words(told)} was made. It has no rules yet: they are for people to "
        "write."
    )


def _list(title: str, items: Sequence[str]) -> PageSection:
    shown = tuple(make_printable(each, 500) for each in items)
    return PageSection(title, (BulletList(shown),) if shown else ())


def _describe_files(sources: ImportSources) -> Iterator[str]:
    for what, file in sources.list_files():
        digest = sha256(file.data).hexdigest()[:12]
        yield f"{file.name} as {what} ({len(file.data):,} bytes, SHA-256 {digest}…)."


def _write_choice(loc: KeyPath, value: object) -> str:
    return f"{'.'.join(map(write_key, loc))} = {write_toml_value(value)}"


def _tabulate_contracts(contracts: Sequence[TodaysContract]) -> Iterator[PageSection]:
    if contracts:
        rows = tuple(
            (
                make_printable(each.provider),
                make_printable("; ".join(each.payees), 200),
                format_pounds(each.pence),
                f"{each.payments:,}",
                f"{len(each.units):,}",
            )
            for each in contracts
        )
        headers = ("Provider", "Paid as", "Paid", "Payments", "Units")
        yield PageSection("Today's contracts", (ReportTable(headers, rows, frozenset({2, 3, 4})),))
