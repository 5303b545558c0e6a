"""The tables of a framework's answer for spreadsheets and analysts, a dictionary a row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lotdesign.frameworks.run import Ranked
from lotdesign.result.figures import decimal

Row = dict[str, int | str | None]
"""Pence are integers; points and weights are decimals of at most six places."""


def rankings(ranked: Ranked) -> Iterator[Row]:
    """A row an offer that stands after an opening, ranked or kept out."""
    for each in ranked.listings.values():
        of: Row = {"opening": each.opening, "category": each.category}
        for place in each.places:
            yield {
                **of,
                "rank": place.rank,
                "provider": place.provider,
                "price_pence": place.offer.price,
                "price_points": decimal(place.points.price),
                "quality_points": decimal(place.points.quality),
                "points": decimal(place.total),
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


def moves(ranked: Ranked) -> Iterator[Row]:
    """A row a provider whose rank changed at an opening."""
    for move in ranked.moves:
        yield {
            "opening": move.opening,
            "category": move.category,
            "provider": move.provider,
            "from": move.before,
            "to": move.after,
            "why": move.why,
        }


def calls(ranked: Ranked) -> Iterator[Row]:
    """A row a call of a month."""
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


def months(ranked: Ranked) -> Iterator[Row]:
    """A row a month in which a buyer asks for a category."""
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


def weights(ranked: Ranked) -> Iterator[Row]:
    """A row a span of weights of price with one order; `exact` are its ends as fractions."""
    for each in ranked.sensitivities:
        for span in each.spans:
            yield {
                "opening": each.opening,
                "category": each.category,
                "from": decimal(span.least),
                "to": decimal(span.most),
                "exact": f"{span.least} to {span.most}",
                "order": ";".join(span.order),
            }


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its columns, which stand also where it has no row, and its rows."""

    columns: tuple[str, ...]
    rows: Callable[[Ranked], Iterator[Row]]


SHEETS: Mapping[str, Sheet] = {
    "rankings": Sheet(
        (
            *("opening", "category", "rank", "provider", "price_pence", "price_points"),
            *("quality_points", "points", "tie", "kept_out"),
        ),
        rankings,
    ),
    "moves": Sheet(("opening", "category", "provider", "from", "to", "why"), moves),
    "calls": Sheet(
        (
            *("month", "buyer", "category", "provider", "rank", "quantity"),
            *("price_pence", "spend_pence"),
        ),
        calls,
    ),
    "months": Sheet(
        ("month", "buyer", "category", "new", "waited", "met", "unmet", "reason"), months
    ),
    "weights": Sheet(("opening", "category", "from", "to", "exact", "order"), weights),
}
