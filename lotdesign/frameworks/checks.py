"""What does not fit together in a framework, or leaves its ranking open."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from fractions import Fraction

from lotdesign.faults import nearest
from lotdesign.frameworks.document import MONTHS, FrameworkDocument
from lotdesign.frameworks.rows import EVERY
from lotdesign.scenario.assumptions import MARKS
from lotdesign.scenario.checks.law import law_flaws
from lotdesign.scenario.checks.names import column, twice, unknown
from lotdesign.scenario.draft import Part
from lotdesign.scenario.flaws import Flaw
from lotdesign.scenario.raw import Loc, text_of
from lotdesign.scenario.written import decimal

Draft = Part[FrameworkDocument]
Known = Mapping[str, Collection[str]]
"""The ids of each table."""

SECTIONS = ("term", "ranking", "call_off")
"""What [basis] may speak of."""

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_NAMED = ("lots", "categories", "providers", "criterion", "standard")


def framework_flaws(draft: Draft) -> list[Flaw]:
    """Every flaw in the valid part of a framework."""
    known = {table: column(draft.raw, table, "id") for table in _NAMED}
    return [flaw for check in _CHECKS for flaw in check(draft, known)]


def _ids(draft: Draft, known: Known) -> Iterator[Flaw]:
    for table in _NAMED:
        entries = draft.raw.items(table)
        yield from twice(draft.raw, [(loc, text_of(entry.get("id"))) for loc, entry in entries])
    for table in ("lots", "categories", "providers", "offers"):
        if not getattr(draft.document, table) and table not in draft.flawed:
            yield Flaw((table,), "there are none; a framework needs at least one")


def _references(draft: Draft, known: Known) -> Iterator[Flaw]:
    document = draft.document
    for loc, category in draft.each(document.categories, "categories"):
        yield from unknown((*loc, "lot"), "lot", category.lot, known["lots"])
    for loc, standard in draft.each(document.standard, "standard"):
        for lot in standard.lots:
            yield from _unknown((*loc, "lots"), "lot", lot, known["lots"])
    for loc, provider in draft.each(document.providers, "providers"):
        for name in provider.standards:
            yield from _unknown((*loc, "standards"), "standard", name, known["standard"])
    for loc, offer in draft.each(document.offers, "offers"):
        yield from unknown((*loc, "provider"), "provider", offer.provider, known["providers"])
        yield from unknown((*loc, "category"), "category", offer.category, known["categories"])
    for loc, mark in draft.each(document.marks, "marks"):
        yield from unknown((*loc, "provider"), "provider", mark.provider, known["providers"])
        yield from _unknown((*loc, "category"), "category", mark.category, known["categories"])
        yield from unknown((*loc, "criterion"), "criterion", mark.criterion, known["criterion"])
    for loc, demand in draft.each(document.demand, "demand"):
        yield from unknown((*loc, "category"), "category", demand.category, known["categories"])


def _unknown(loc: Loc, what: str, found: str, known: Collection[str]) -> Iterator[Flaw]:
    if found != EVERY:
        yield from unknown(loc, what, found, known)


def _weights(draft: Draft, known: Known) -> Iterator[Flaw]:
    document = draft.document
    criteria = document.criterion
    if "criterion" not in draft.flawed:
        if criteria and not sum((each.weight for each in criteria), Fraction(0)):
            yield Flaw(
                ("criterion",), "the weights of the criteria sum to zero; give one a weight above 0"
            )
        if not criteria and "ranking" not in draft.flawed and document.ranking.quality_weight:
            right = "quality has a weight and no [[criterion]]; write one, or give it weight 0"
            yield Flaw(("ranking", "quality_weight"), right)
    if "ranking" in draft.flawed:
        return
    ranking = document.ranking
    if not ranking.price_weight + ranking.quality_weight:
        yield Flaw(
            ("ranking",), "the weights of price and quality sum to zero; give one a weight above 0"
        )
    if ranking.top_mark <= 0:
        yield Flaw(("ranking", "top_mark"), "must be above 0", decimal(ranking.top_mark))
    if len(set(ranking.ties)) < len(ranking.ties):
        yield Flaw(("ranking", "ties"), "names a rule twice")
    if "drawn" in ranking.ties[:-1]:
        right = "drawing lots decides every tie; write it last"
        yield Flaw(("ranking", "ties"), right, "drawn")


def _offers(draft: Draft, known: Known) -> Iterator[Flaw]:
    years = draft.document.term.years
    seen: set[tuple[str, str, int]] = set()
    for loc, offer in draft.each(draft.document.offers, "offers"):
        if offer.price <= 0:
            yield Flaw((*loc, "price"), "a price is above 0", draft.written((*loc, "price")))
        if offer.opening > years and "term" not in draft.flawed:
            right = f"the framework has {years} openings"
            yield Flaw((*loc, "opening"), right, str(offer.opening))
        if offer.until is not None and offer.until < offer.opening:
            right = f"ends before it begins, at opening {offer.opening}"
            yield Flaw((*loc, "until"), right, str(offer.until))
        which = (offer.provider, offer.category, offer.opening)
        if which in seen:
            yield Flaw(loc, "a second offer for this category at this opening; keep one")
        seen.add(which)


def _marks(draft: Draft, known: Known) -> Iterator[Flaw]:
    document = draft.document
    seen: set[tuple[str, str, str]] = set()
    for loc, row in draft.each(document.marks, "marks"):
        if "ranking" not in draft.flawed and row.mark > document.ranking.top_mark:
            top = decimal(document.ranking.top_mark)
            yield Flaw((*loc, "mark"), f"the top mark is {top}", decimal(row.mark))
        which = (row.provider, row.category, row.criterion)
        if which in seen:
            yield Flaw(loc, "a second mark for the same; keep one")
        seen.add(which)
    if {"marks", "criterion"} & draft.flawed:
        return
    for loc, offer in draft.each(document.offers, "offers"):
        for criterion in document.criterion:
            own = ((offer.provider, each, criterion.id) for each in (offer.category, EVERY))
            if not seen.intersection(own):
                right = f"has no mark for {criterion.id} in {offer.category}"
                yield Flaw((*loc, "provider"), right, offer.provider)


def _demand(draft: Draft, known: Known) -> Iterator[Flaw]:
    if "term" in draft.flawed:
        return
    last = MONTHS * draft.document.term.years
    for loc, row in draft.each(draft.document.demand, "demand"):
        for name, month in (("month", row.month), ("until", row.until)):
            if month is not None and month > last:
                yield Flaw((*loc, name), f"the framework has {last} months", str(month))
        if row.until is not None and row.until < row.month:
            yield Flaw((*loc, "until"), f"ends before month {row.month}", str(row.until))


def _law(draft: Draft, known: Known) -> Iterator[Flaw]:
    yield from law_flaws(draft, draft.document.authority, draft.document.law)


def _texts(draft: Draft, known: Known) -> Iterator[Flaw]:
    first = draft.document.term.first_month
    if first and not _MONTH.fullmatch(first):
        yield Flaw(("term", "first_month"), 'write year and month, for example "2017-07"', first)
    figures = [
        f"{name}.{key}"
        for name in SECTIONS
        for key in type(getattr(draft.document, name)).model_fields
    ]
    for figure, text in draft.document.basis.items():
        if figure not in figures:
            yield Flaw(("basis",), f"no such figure; {nearest(figure, figures)}", figure)
        if not text.startswith(MARKS):
            right = 'begin the text with "source:" or "assumption:"'
            yield Flaw(("basis", figure), right, text)


_CHECKS: tuple[Callable[[Draft, Known], Iterator[Flaw]], ...] = (
    _ids,
    _references,
    _weights,
    _offers,
    _marks,
    _demand,
    _law,
    _texts,
)
