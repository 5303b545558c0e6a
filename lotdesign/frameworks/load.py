"""Reads a framework and finds all its faults; a tie that no rule decides is one."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from lotdesign.assumptions import MARKS
from lotdesign.faults import Fault, InputFaults, make_printable, suggest_name
from lotdesign.frameworks.document import EVERY_ID, MONTHS_A_YEAR, FrameworkDocument
from lotdesign.frameworks.framework import Framework
from lotdesign.frameworks.ranking import CategoryRanking, rank_category
from lotdesign.input.check_names import find_duplicates, find_unknown, read_column_names
from lotdesign.input.check_sources import find_law_flaws
from lotdesign.input.raw import DocumentFlaw, ValuePath, locate_faults, read_name
from lotdesign.input.settings import apply_settings
from lotdesign.input.sources import read_document
from lotdesign.input.validation import ValidPart, extract_valid_part
from lotdesign.scenario.values import write_exact_decimal
from lotdesign.words import join_words

FrameworkDraft = ValidPart[FrameworkDocument]
KnownIds = Mapping[str, Collection[str]]
"""The ids of each table."""

BASIS_SECTIONS = ("term", "ranking", "call_off")
"""Sections whose figures [basis] may give a source for."""

_MONTH_PATTERN = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_ID_TABLES = ("lots", "categories", "providers", "criterion", "standard")

FRAMEWORK_FILE = "framework.toml"


def find_framework_flaws(draft: FrameworkDraft) -> list[DocumentFlaw]:
    """Return every flaw in the valid part of a framework."""
    known = {table: read_column_names(draft.raw, table, "id") for table in _ID_TABLES}
    return [flaw for check in _CHECKS for flaw in check(draft, known)]


def _check_ids(draft: FrameworkDraft, known: KnownIds) -> Iterator[DocumentFlaw]:
    for table in _ID_TABLES:
        entries = draft.raw.list_entries(table)
        yield from find_duplicates(
            draft.raw, [(loc, read_name(entry.get("id"))) for loc, entry in entries]
        )
    for table in ("lots", "categories", "providers", "offers"):
        if not getattr(draft.document, table) and table not in draft.flawed:
            yield DocumentFlaw((table,), "there are none; a framework needs at least one")


def _check_references(draft: FrameworkDraft, known: KnownIds) -> Iterator[DocumentFlaw]:
    document = draft.document
    for loc, category in draft.iterate_entries(document.categories, "categories"):
        yield from find_unknown((*loc, "lot"), "lot", category.lot, known["lots"])
    for loc, standard in draft.iterate_entries(document.standard, "standard"):
        for lot in standard.lots:
            yield from _check_reference((*loc, "lots"), "lot", lot, known["lots"])
    for loc, provider in draft.iterate_entries(document.providers, "providers"):
        for name in provider.standards:
            yield from _check_reference((*loc, "standards"), "standard", name, known["standard"])
    for loc, offer in draft.iterate_entries(document.offers, "offers"):
        yield from find_unknown((*loc, "provider"), "provider", offer.provider, known["providers"])
        yield from find_unknown((*loc, "category"), "category", offer.category, known["categories"])
    for loc, mark in draft.iterate_entries(document.marks, "marks"):
        yield from find_unknown((*loc, "provider"), "provider", mark.provider, known["providers"])
        yield from _check_reference(
            (*loc, "category"), "category", mark.category, known["categories"]
        )
        yield from find_unknown(
            (*loc, "criterion"), "criterion", mark.criterion, known["criterion"]
        )
    for loc, demand in draft.iterate_entries(document.demand, "demand"):
        yield from find_unknown(
            (*loc, "category"), "category", demand.category, known["categories"]
        )


def _check_reference(
    loc: ValuePath, what: str, name: str, known: Collection[str]
) -> Iterator[DocumentFlaw]:
    if name != EVERY_ID:
        yield from find_unknown(loc, what, name, known)


def _check_weights(draft: FrameworkDraft, known: KnownIds) -> Iterator[DocumentFlaw]:
    document = draft.document
    criteria = document.criterion
    if "criterion" not in draft.flawed:
        if criteria and not sum((each.weight for each in criteria), Fraction(0)):
            yield DocumentFlaw(
                ("criterion",), "the weights of the criteria sum to zero; give one a weight above 0"
            )
        if not criteria and "ranking" not in draft.flawed and document.ranking.quality_weight:
            right = "quality has a weight and no [[criterion]]; write one, or give it weight 0"
            yield DocumentFlaw(("ranking", "quality_weight"), right)
    if "ranking" in draft.flawed:
        return
    ranking = document.ranking
    if not ranking.price_weight + ranking.quality_weight:
        yield DocumentFlaw(
            ("ranking",), "the weights of price and quality sum to zero; give one a weight above 0"
        )
    if ranking.top_mark <= 0:
        yield DocumentFlaw(
            ("ranking", "top_mark"), "must be above 0", write_exact_decimal(ranking.top_mark)
        )
    for loc, each in draft.iterate_entries(criteria, "criterion"):
        if 0 < ranking.top_mark < each.least_mark:
            right = f"the top mark is {write_exact_decimal(ranking.top_mark)}; nobody can reach it"
            yield DocumentFlaw((*loc, "least_mark"), right, write_exact_decimal(each.least_mark))
    if len(set(ranking.ties)) < len(ranking.ties):
        yield DocumentFlaw(("ranking", "ties"), "names a rule twice")
    if "drawn" in ranking.ties[:-1]:
        right = "drawing lots decides every tie; write it last"
        yield DocumentFlaw(("ranking", "ties"), right, "drawn")


def _check_offers(draft: FrameworkDraft, known: KnownIds) -> Iterator[DocumentFlaw]:
    years = draft.document.term.years
    seen: set[tuple[str, str, int]] = set()
    for loc, offer in draft.iterate_entries(draft.document.offers, "offers"):
        if offer.price <= 0:
            yield DocumentFlaw(
                (*loc, "price"), "a price is above 0", draft.write_value_at((*loc, "price"))
            )
        if offer.opening > years and "term" not in draft.flawed:
            right = f"the framework has {years} openings"
            yield DocumentFlaw((*loc, "opening"), right, str(offer.opening))
        if offer.until is not None and offer.until < offer.opening:
            right = f"ends before it begins, at opening {offer.opening}"
            yield DocumentFlaw((*loc, "until"), right, str(offer.until))
        which = (offer.provider, offer.category, offer.opening)
        if which in seen:
            yield DocumentFlaw(loc, "a second offer for this category at this opening; keep one")
        seen.add(which)


def _check_marks(draft: FrameworkDraft, known: KnownIds) -> Iterator[DocumentFlaw]:
    document = draft.document
    seen: set[tuple[str, str, str]] = set()
    for loc, row in draft.iterate_entries(document.marks, "marks"):
        if "ranking" not in draft.flawed and row.mark > document.ranking.top_mark:
            top = write_exact_decimal(document.ranking.top_mark)
            yield DocumentFlaw(
                (*loc, "mark"), f"the top mark is {top}", write_exact_decimal(row.mark)
            )
        which = (row.provider, row.category, row.criterion)
        if which in seen:
            yield DocumentFlaw(loc, "a second mark for the same; keep one")
        seen.add(which)
    if {"marks", "criterion"} & draft.flawed:
        return
    for loc, offer in draft.iterate_entries(document.offers, "offers"):
        for criterion in document.criterion:
            own = ((offer.provider, each, criterion.id) for each in (offer.category, EVERY_ID))
            if not seen.intersection(own):
                right = f"has no mark for {criterion.id} in {offer.category}"
                yield DocumentFlaw((*loc, "provider"), right, offer.provider)


def _check_demand(draft: FrameworkDraft, known: KnownIds) -> Iterator[DocumentFlaw]:
    if "term" in draft.flawed:
        return
    last = MONTHS_A_YEAR * draft.document.term.years
    for loc, row in draft.iterate_entries(draft.document.demand, "demand"):
        for name, month in (("month", row.month), ("until", row.until)):
            if month is not None and month > last:
                yield DocumentFlaw((*loc, name), f"the framework has {last} months", str(month))
        if row.until is not None and row.until < row.month:
            yield DocumentFlaw((*loc, "until"), f"ends before month {row.month}", str(row.until))


def _check_law(draft: FrameworkDraft, known: KnownIds) -> Iterator[DocumentFlaw]:
    yield from find_law_flaws(draft, draft.document.authority, draft.document.law)


def _check_texts(draft: FrameworkDraft, known: KnownIds) -> Iterator[DocumentFlaw]:
    first = draft.document.term.first_month
    if first and not _MONTH_PATTERN.fullmatch(first):
        yield DocumentFlaw(
            ("term", "first_month"), 'write year and month, for example "2017-07"', first
        )
    figures = [
        f"{name}.{key}"
        for name in BASIS_SECTIONS
        for key in type(getattr(draft.document, name)).model_fields
    ]
    for figure, text in draft.document.basis.items():
        if figure not in figures:
            yield DocumentFlaw(
                ("basis",), f"no such figure; {suggest_name(figure, figures)}", figure
            )
        if not text.startswith(MARKS):
            right = 'begin the text with "source:" or "assumption:"'
            yield DocumentFlaw(("basis", figure), right, text)


_CHECKS: tuple[Callable[[FrameworkDraft, KnownIds], Iterator[DocumentFlaw]], ...] = (
    _check_ids,
    _check_references,
    _check_weights,
    _check_offers,
    _check_marks,
    _check_demand,
    _check_law,
    _check_texts,
)


def load_framework(path: str | Path, settings: Iterable[str] = ()) -> Framework:
    """Read the framework at `path`: a folder, a TOML file, or `-` for stdin.

    `settings` are "PATH=VALUE" as for --set. Raises InputFaults with every fault that can be
    found at once; a tie that no stated rule decides is one.
    """
    raw, faults = read_document(path, FrameworkDocument, FRAMEWORK_FILE)
    raw, unfit = apply_settings(raw, settings)
    draft, flaws = extract_valid_part(raw, FrameworkDocument)
    if draft is not None:
        flaws += find_framework_flaws(draft)
    faults = locate_faults([*faults, *unfit], flaws, raw)
    if faults or draft is None:
        raise InputFaults(faults)
    framework = Framework(raw.name, raw.file, raw.sha256, draft.document, raw.remarks)
    ties = list(dict.fromkeys(_find_tie_faults(framework)))
    if ties:
        raise InputFaults(ties)
    return framework


def _find_tie_faults(framework: Framework) -> Iterator[Fault]:
    """Yield a fault for each tie at any opening, each tie once."""
    reported: set[tuple[str, tuple[str, ...]]] = set()
    for opening in range(1, framework.years + 1):
        for category in framework.categories:
            ranking = rank_category(framework, category, opening)
            for offers in ranking.unsettled:
                who = tuple(offer.provider for offer in offers)
                if (category, who) not in reported:
                    reported.add((category, who))
                    yield Fault(
                        f"{framework.file}, ranking.ties", _describe_tie(framework, ranking, who)
                    )


def _describe_tie(framework: Framework, ranking: CategoryRanking, who: tuple[str, ...]) -> str:
    points = next(each.total for each in ranking.places if each.entrant.provider == who[0])
    names = join_words([make_printable(each) for each in who])
    equal = f"{names} have equal points, {float(points):.2f}, in {make_printable(ranking.category)}"
    if "drawn" in framework.document.ranking.ties:
        right = "draw lots between them and write the places into the column drawn of the offers"
    elif framework.document.ranking.ties:
        right = f"{' and '.join(framework.document.ranking.ties)} do not part them; add a rule"
    else:
        right = 'say what decides, for example ties = ["quality", "price", "earlier", "drawn"]'
    return f"{equal} at opening {ranking.opening}: {right}"
