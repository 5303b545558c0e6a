"""Follows every number of a paper in HTML back to the answers that it comes from.

Nothing of the writer is used: fields are looked up in the answers as their JSON has them, figures
are worked out and written again here.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, is_dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from html.parser import HTMLParser
from typing import Any

from pydantic import BaseModel

from lotdesign.papers.sources import PaperSources

VAT = Fraction(1, 5)

UNTRACED = (
    "style",
    "title",
    "svg",
)
"""Elements whose digits are no figures: colours, the window's title, ticks and numbers of lots."""

PLACES = re.compile(
    r"(Lot|Option|Design) [1-9][0-9]*|Year [1-9][0-9]*( \([0-9]{4}[-/–][0-9]{2,4}\))?"
)


@dataclass
class PaperPiece:
    """A run of text, and the attributes of the innermost element that says where it comes from."""

    text: str
    kind: str
    attributes: dict[str, str] = field(default_factory=dict)


class _PieceParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[PaperPiece] = []
        self._open: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "rect", "line", "circle", "br"):
            self._open.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if any(tag in UNTRACED for tag in tags) or not data.strip():
            return
        tag, attributes = self._open[-1] if self._open else ("", {})
        kind = "words"
        if tag == "data":
            kind = "figure"
        elif "data-field" in attributes:
            kind = "quoted"
        elif attributes.get("class") == "label":
            kind = "place"
        self.pieces.append(PaperPiece(data, kind, attributes))


def read_pieces(page: str) -> list[PaperPiece]:
    """The pieces of a page in reading order."""
    parser = _PieceParser()
    parser.feed(page)
    return parser.pieces


def dump_sources(sources: PaperSources) -> dict[str, Any]:
    """The sources as plain data; answers go through JSON."""
    found: dict[str, Any] = {"repeat": list(sources.repeat), "scenario": sources.scenario}
    for name in (
        *(
            "result",
            "price",
            "alternatives",
            "frontier",
            "explanation",
            "appraisal",
            "who",
            "withdrawal",
        ),
        *("changes", "compared", "stress"),
    ):
        answer = getattr(sources, name)
        found[name] = None if answer is None else json.loads(answer.model_dump_json())
    return found


def look_up(data: Any, path: str) -> list[Any]:
    """All that a path finds."""
    here = [data]
    for step in path.split("."):
        following: list[Any] = []
        for each in here:
            if step == "*":
                following += each.values() if isinstance(each, dict) else each
            elif step.startswith("@"):
                following.append(list(each.values())[int(step[1:])])
            elif isinstance(each, dict):
                following.append(each[step])
            elif isinstance(each, (list, tuple)):
                following.append(each[int(step)])
            else:
                assert isinstance(each, BaseModel) or is_dataclass(each) or hasattr(each, step)
                following.append(getattr(each, step))
        here = following
    return here


def list_faults(page: str, data: dict[str, Any]) -> list[str]:
    """What does not agree: figures, quoted texts, and digits that come from nowhere."""
    return list(_find_faults(read_pieces(page), data))


def _find_faults(pieces: list[PaperPiece], data: dict[str, Any]) -> Iterator[str]:
    for piece in pieces:
        if piece.kind == "figure":
            yield from _check_figure(piece, data)
        elif piece.kind == "quoted":
            yield from _check_quote(piece, data)
        elif piece.kind == "place":
            if not PLACES.fullmatch(piece.text):
                yield f"no place: {piece.text!r}"
        elif re.search(r"[0-9]", piece.text):
            yield f"digits from nowhere: {piece.text!r}"


def _check_figure(piece: PaperPiece, data: dict[str, Any]) -> Iterator[str]:
    fields = piece.attributes["data-fields"].split(" ")
    exact = work_out(data, piece.attributes["data-origin"], fields)
    if exact != Fraction(piece.attributes["value"]):
        yield f"{fields}: {exact}, but the paper holds {piece.attributes['value']}"
    shown = write_figure(exact, piece.attributes["data-style"])
    if shown != piece.text:
        yield f"{fields}: {shown}, but the paper shows {piece.text}"


def work_out(data: dict[str, Any], origin: str, fields: list[str]) -> Fraction:
    """A figure from what its fields hold."""
    found = [look_up(data, each) for each in fields]
    if origin == "entries":
        return Fraction(sum(len(each) for group in found for each in group))
    if origin == "filled":
        return Fraction(sum(len(each) > 0 for group in found for each in group))
    groups = [[Fraction(each or 0) for each in group] for group in found]
    flat = [each for group in groups for each in group]
    totals = [sum(group, Fraction(0)) for group in groups]
    return {
        "sum": lambda: sum(flat, Fraction(0)),
        "less": lambda: totals[0] - sum(totals[1:], Fraction(0)),
        "least": lambda: min(flat),
        "most": lambda: max(flat),
        "with_vat": lambda: sum(flat, Fraction(0)) * (1 + VAT),
        "share": lambda: sum(totals[:-1], Fraction(0)) / totals[-1] if totals[-1] else Fraction(0),
    }[origin]()


def write_figure(exact: Fraction, style: str) -> str:
    """A figure as a paper shows it, by decimals."""
    number = Decimal(exact.numerator) / Decimal(exact.denominator)
    return _WRITERS.get(style, _write_plain)(number)


def _write_pounds(number: Decimal) -> str:
    whole = _round(abs(number) / 100, "1")
    return f"{'-' if number < 0 and whole else ''}£{whole:,}"


def _write_millions(number: Decimal) -> str:
    if abs(number) < 100_000_000:
        return _write_pounds(number)
    return f"{'-' if number < 0 else ''}£{_round(abs(number) / 100_000_000, '0.01'):,}m"


def _write_pence(number: Decimal) -> str:
    return f"{'-' if number < 0 else ''}£{_round(abs(number) / 100, '0.01'):,}"


def _write_percent(number: Decimal) -> str:
    cut = (abs(number) * 100).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    return f"{'-' if number < 0 else ''}{f'{cut}'.rstrip('0').rstrip('.')}%"


def _write_metres(number: Decimal) -> str:
    return f"{number} m" if 0 < abs(number) < 1000 else f"{float(number / 1000):,.1f} km"


def _write_plain(number: Decimal) -> str:
    if number == number.to_integral_value():
        return f"{int(number):,}"
    return f"{float(number):,.6g}"


def _trim(number: Decimal, step: str, way: str) -> str:
    text = f"{number.quantize(Decimal(step), rounding=way):,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_WRITERS = {
    "pounds": _write_pounds,
    "millions": _write_millions,
    "pence": _write_pence,
    "percent": _write_percent,
    "points": lambda number: f"{_round(number, '0.01')}",
    "metres": _write_metres,
    "percent_up": lambda number: f"{_trim(number * 100, '0.1', ROUND_CEILING)}%",
    "percent_down": lambda number: f"{_trim(number * 100, '0.1', ROUND_FLOOR)}%",
    "number_down": lambda number: _trim(number, "0.01", ROUND_FLOOR),
}


def _round(number: Decimal, step: str) -> Decimal:
    return number.quantize(Decimal(step), rounding=ROUND_HALF_UP)


def _check_quote(piece: PaperPiece, data: dict[str, Any]) -> Iterator[str]:
    path = piece.attributes["data-field"]
    (found,) = look_up(data, path)
    wanted, shown = (_simplify(str(each)) for each in (found, piece.text))
    if shown.endswith("…"):
        agrees = wanted.startswith(shown[:-1]) or shown[:-1] in wanted
    else:
        agrees = shown == wanted
    if not agrees:
        yield f"{path}: {found!r}, but the paper shows {piece.text!r}"


def _simplify(text: str) -> str:
    """Without what showing a text changes: underscores of ids, the mark of an assumption."""
    return " ".join(text.replace("_", " ").removeprefix("assumption:").split())


def list_money_fields(page: str, data: dict[str, Any]) -> set[str]:
    """The single fields of whole pence that the figures of a page come from."""
    paths = {
        path
        for piece in read_pieces(page)
        if piece.kind == "figure"
        and piece.attributes["data-style"] in ("pounds", "pence", "millions")
        for path in piece.attributes["data-fields"].split(" ")
        if not path.startswith("scenario.") and "*" not in path
    }
    return {path for path in paths if isinstance(look_up(data, path)[0], int)}


def add_penny(data: dict[str, Any], path: str) -> dict[str, Any]:
    """The data with a penny more in one field."""
    answers = {name: each for name, each in data.items() if name != "scenario"}
    changed = json.loads(json.dumps(answers)) | {"scenario": data["scenario"]}
    *steps, last = path.split(".")
    here = changed
    for step in steps:
        here = here[int(step)] if isinstance(here, list) else here[step]
    here[int(last) if isinstance(here, list) else last] += 1
    return changed
