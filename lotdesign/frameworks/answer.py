"""The results of a framework as tables, JSON and polars frames, and what they assume."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from lotdesign.assumptions import ASSUMPTION, NO_SOURCE, list_assumed_figures
from lotdesign.frameworks.framework import Framework
from lotdesign.frameworks.results import FrameworkResults
from lotdesign.result.figures import write_decimal
from lotdesign.result.frames import FrameColumns, build_frame
from lotdesign.version import CREATED_WITH

if TYPE_CHECKING:
    import polars as pl

SheetRow = dict[str, int | str | None]
"""Pence are integers; points and weights are decimals of at most six places."""

EVIDENCED_TABLES = ("providers", "offers", "marks", "demand")


def list_rankings(ranked: FrameworkResults) -> Iterator[SheetRow]:
    """Yield a row an offer at each opening, ranked or kept out."""
    for each in ranked.listings.values():
        of: SheetRow = {"opening": each.opening, "category": each.category}
        for place in each.places:
            yield {
                **of,
                "rank": place.rank,
                "provider": place.entrant.provider,
                "price_pence": place.entrant.offer.price,
                "price_points": write_decimal(place.entrant.points.price),
                "quality_points": write_decimal(place.entrant.points.quality),
                "points": write_decimal(place.total),
                "tie": place.tie,
                "kept_out": "",
            }
        for offer, why in each.kept_out:
            yield {
                **of,
                "rank": None,
                "provider": offer.provider,
                "price_pence": offer.price,
                "price_points": None,
                "quality_points": None,
                "points": None,
                "tie": "",
                "kept_out": "; ".join(why),
            }


def list_moves(ranked: FrameworkResults) -> Iterator[SheetRow]:
    """Yield a row a provider whose rank changed at an opening."""
    for move in ranked.moves:
        yield {
            "opening": move.opening,
            "category": move.category,
            "provider": move.provider,
            "from": move.before,
            "to": move.after,
            "why": move.why,
        }


def list_calls(ranked: FrameworkResults) -> Iterator[SheetRow]:
    """Yield a row a call of a month."""
    for call in ranked.called.calls:
        yield {
            "month": call.month,
            "buyer": call.buyer,
            "category": call.category,
            "provider": call.provider,
            "rank": call.rank,
            "quantity": call.quantity,
            "price_pence": call.price,
            "spend_pence": call.spend,
        }


def list_months(ranked: FrameworkResults) -> Iterator[SheetRow]:
    """Yield a row a month in which a buyer asks for a category."""
    for month in ranked.called.months:
        yield {
            "month": month.month,
            "buyer": month.buyer,
            "category": month.category,
            "new": month.new,
            "waited": month.waited,
            "met": month.met,
            "unmet": month.unmet,
            "reason": month.reason,
        }


def list_weight_spans(ranked: FrameworkResults) -> Iterator[SheetRow]:
    """Yield a row a span of weights of price with one order; `exact` has its ends as fractions."""
    for each in ranked.sensitivities:
        for span in each.spans:
            yield {
                "opening": each.opening,
                "category": each.category,
                "from": write_decimal(span.least),
                "to": write_decimal(span.most),
                "exact": f"{span.least} to {span.most}",
                "order": ";".join(span.order),
            }


@dataclass(frozen=True, slots=True)
class FrameworkSheet:
    """A table: its columns, which it has also without rows, and its rows."""

    columns: FrameColumns
    rows: Callable[[FrameworkResults], Iterator[SheetRow]]


_OPENING: FrameColumns = {"opening": "whole", "category": "text"}
FRAMEWORK_SHEETS: Mapping[str, FrameworkSheet] = {
    "rankings": FrameworkSheet(
        {
            **_OPENING,
            "rank": "whole",
            "provider": "text",
            "price_pence": "whole",
            "price_points": "number",
            "quality_points": "number",
            "points": "number",
            "tie": "text",
            "kept_out": "text",
        },
        list_rankings,
    ),
    "moves": FrameworkSheet(
        {**_OPENING, "provider": "text", "from": "whole", "to": "whole", "why": "text"}, list_moves
    ),
    "calls": FrameworkSheet(
        {
            "month": "whole",
            "buyer": "text",
            "category": "text",
            "provider": "text",
            "rank": "whole",
            "quantity": "whole",
            "price_pence": "whole",
            "spend_pence": "whole",
        },
        list_calls,
    ),
    "months": FrameworkSheet(
        {
            "month": "whole",
            "buyer": "text",
            "category": "text",
            "new": "whole",
            "waited": "whole",
            "met": "whole",
            "unmet": "whole",
            "reason": "text",
        },
        list_months,
    ),
    "weights": FrameworkSheet(
        {**_OPENING, "from": "number", "to": "number", "exact": "text", "order": "text"},
        list_weight_spans,
    ),
}


def list_assumptions(framework: Framework) -> tuple[tuple[str, str], ...]:
    """Return (where, text) of all assumptions: rows of tables, figures, criteria and standards."""
    document = framework.document
    sections = {
        "term": document.term,
        "ranking": document.ranking,
        "call_off": document.call_off,
    }
    return (
        *(
            assumption
            for table in EVIDENCED_TABLES
            for assumption in _count_assumed_rows(framework, table)
        ),
        *list_assumed_figures(sections, document.basis),
        *(
            (f"{what} {entry.id}", entry.source.removeprefix(ASSUMPTION).strip() or NO_SOURCE)
            for what in ("criterion", "standard")
            for entry in getattr(document, what)
            if not entry.source or entry.source.startswith(ASSUMPTION)
        ),
    )


def _count_assumed_rows(framework: Framework, table: str) -> Iterator[tuple[str, str]]:
    """Count rows with the same text together."""
    rows = getattr(framework.document, table)
    texts = [row.source or NO_SOURCE for row in rows if row.basis == "assumption"]
    for text in dict.fromkeys(texts):
        yield f"{table}, {texts.count(text)} of {len(rows)} rows", text


@dataclass(frozen=True)
class FrameworkAnswer:
    """Rankings, moves, calls, months and weights as frames; `told` holds them as plain objects."""

    told: FrameworkResults

    @property
    def rankings(self) -> "pl.DataFrame":
        """A row an offer after an opening."""
        return _build_frame(self.told, "rankings")

    @property
    def moves(self) -> "pl.DataFrame":
        """A row a provider whose rank changed at an opening."""
        return _build_frame(self.told, "moves")

    @property
    def calls(self) -> "pl.DataFrame":
        """A row a call of a month."""
        return _build_frame(self.told, "calls")

    @property
    def months(self) -> "pl.DataFrame":
        """A row a month in which a buyer asks for a category."""
        return _build_frame(self.told, "months")

    @property
    def weights(self) -> "pl.DataFrame":
        """A row a span of weights in which the order stays."""
        return _build_frame(self.told, "weights")


def write_framework_json(ranked: FrameworkResults) -> str:
    """Write everything as JSON, the same bytes for the same files."""
    framework = ranked.framework
    body: dict[str, Any] = {
        "schema": 1,
        "framework": {"name": framework.name, "sha256": framework.sha256},
        "created_with": CREATED_WITH,
        "price_weight": write_decimal(framework.price_weight),
        "ties": framework.document.ranking.ties,
        **{name: list(sheet.rows(ranked)) for name, sheet in FRAMEWORK_SHEETS.items()},
        "spend_pence": sum(call.spend for call in ranked.called.calls),
        "law": [asdict(flag) for flag in ranked.law],
        "assumptions": [
            {"where": where, "text": text} for where, text in list_assumptions(framework)
        ],
    }
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def _build_frame(ranked: FrameworkResults, name: str) -> "pl.DataFrame":
    sheet = FRAMEWORK_SHEETS[name]
    return build_frame((dict(row) for row in sheet.rows(ranked)), sheet.columns)
