"""What rules, steps of parameters and providers cost, and break-even: how far each assumed

figure may move.
"""

from fractions import Fraction

from lotdesign.report.amounts import format_millions, format_with_unit
from lotdesign.report.break_even import BREAK_EVEN_NOTE, describe_break_even, sort_deciding_first
from lotdesign.report.price import (
    describe_cost,
    describe_step,
    format_price_difference,
    summarise_prices,
)
from lotdesign.result.base import WrittenFigure
from lotdesign.result.sensitivity import PriceAnswer, RulePrice, TippingAnswer
from tui.canvas.picture import Line, PictureColumn, Span, draw_heading, draw_row, fit_table_columns
from tui.pictures.wording import draw_study_progress
from tui.safe_text import make_safe, wrap_text
from tui.snapshot import Snapshot

_COST_COLUMNS = (
    PictureColumn("Rule"),
    PictureColumn("Alone", 12, right=True),
    PictureColumn("Its part", 12, right=True),
)


def find_rule_costs(snapshot: Snapshot) -> PriceAnswer | None:
    """The prices that were worked out last."""
    study = snapshot.studies.get("price")
    return study.result if study is not None and isinstance(study.result, PriceAnswer) else None


def draw_rule_costs(snapshot: Snapshot, columns: int) -> list[Line]:
    """Rules with what each costs, the next steps of their numbers, and the providers."""
    lines = draw_study_progress(snapshot, snapshot.studies.get("price"), columns)
    told = find_rule_costs(snapshot)
    if told is None:
        return lines
    lines += [*_wrap_safe(summarise_prices(told), columns), ()]
    shape = fit_table_columns(_COST_COLUMNS, columns)
    if told.rules:
        lines.append(draw_heading(shape))
    lines += [draw_row(_write_cost_cells(told, each), shape) for each in told.rules]
    if told.total is not None:
        lines.append(
            draw_row(
                ["all of them together", "", format_price_difference(told, told.total)],
                shape,
                "bold",
            )
        )
    if told.steps:
        lines += [(), (Span("THE NEXT STEP OF EACH NUMBER", "heading"),)]
    for step in told.steps:
        lines += _wrap_safe(describe_step(told, step), columns)
    return [*lines, *_draw_providers(snapshot, told, columns)]


def _write_cost_cells(told: PriceAnswer, price: RulePrice) -> list[str | Span]:
    free = price.found == "worked out" and not Fraction(price.alone or 0)
    part = "" if price.share is None else format_price_difference(told, price.share)
    return [
        make_safe(price.rule),
        Span(_describe_cost_alone(told, price), "dim" if free else ""),
        Span(part, "dim"),
    ]


def _describe_cost_alone(told: PriceAnswer, price: RulePrice) -> str:
    if price.found == "worked out":
        return format_price_difference(told, price.alone)
    return "impossible" if price.found == "impossible" else "not known"


def _draw_providers(snapshot: Snapshot, told: PriceAnswer, columns: int) -> list[Line]:
    """Those without whom the answer would be worse; the others change nothing."""
    names = {each.id: each.name or each.id for each in snapshot.scenario.providers or ()}
    lines: list[Line] = []
    for each in told.providers:
        if each.found != "worked out" or Fraction(each.worth or 0) > 0:
            said = describe_cost(told, each.found, each.worth, each.a_year)
            name = make_safe(names.get(each.provider, each.provider))
            lines += _wrap_safe(f"without {name}: {said}", columns)
    if not told.providers:
        return []
    if len(lines) < len(told.providers):
        lines += _wrap_safe("Without any other one nothing changes.", columns, "dim")
    return [(), (Span("WITHOUT A PROVIDER", "heading"),), *lines]


def draw_break_even(snapshot: Snapshot, columns: int) -> list[Line]:
    """How far each assumed figure may move before another design is best."""
    study = snapshot.studies.get("tipping")
    lines = draw_study_progress(snapshot, study, columns)
    if study is None or not isinstance(study.result, TippingAnswer):
        return lines
    told = study.result
    if told.status != "optimal":
        return [*lines, *_wrap_safe("There is no best design whose figures could move.", columns)]
    for each in sort_deciding_first(told.figures):
        hangs = each.below is not None or each.above is not None
        pieces = wrap_text(make_safe(describe_break_even(each)), max(8, columns - 2))
        sign = (snapshot.glyphs.cursor, "edited") if hangs else (snapshot.glyphs.yes, "good")
        lines += [
            (Span(f"{sign[0] if not i else ' '} ", sign[1]), Span(piece, "" if hangs else "dim"))
            for i, piece in enumerate(pieces)
        ]
    if not told.figures:
        lines += _wrap_safe("No figure of money or market is assumed.", columns)
    return [*lines, (), *_wrap_safe(BREAK_EVEN_NOTE, columns, "dim")]


def _wrap_safe(text: str, columns: int, style: str = "") -> list[Line]:
    return [(Span(each, style),) for each in wrap_text(make_safe(text), columns)]


def format_rule_cost(snapshot: Snapshot, rule: str) -> str:
    """What a rule alone costs, in the few columns beside it: £113k, nothing."""
    told = find_rule_costs(snapshot)
    found = None if told is None else next((r for r in told.rules if r.rule == rule), None)
    if told is None or found is None:
        return ""
    if found.found != "worked out":
        return "all" if found.found == "impossible" else "?"
    return _shorten_cost(told, found.alone)


def _shorten_cost(told: PriceAnswer, value: WrittenFigure) -> str:
    size = Fraction(value or 0)
    if not size:
        return "nothing"
    if told.unit != "pence":
        return format_with_unit(value or 0, told.unit)
    return format_millions(size) if abs(size) >= 10**8 else f"£{round(size / 100_000)}k"


def describe_row_cost(snapshot: Snapshot, rule: str, path: str) -> str:
    """What the row's rule costs alone, and what the next step of its number would."""
    told = find_rule_costs(snapshot)
    if told is None:
        return ""
    said = [
        f"costs {_describe_cost_alone(told, each)} alone"
        for each in told.rules
        if each.rule == rule
    ]
    for step in told.steps:
        if f"{step.name}.{step.parameter}" == path:
            words = describe_cost(told, step.found, step.cost, step.a_year)
            said.append(f"{step.to}: {words}")
    study = snapshot.studies.get("price")
    past = study is not None and snapshot.is_outdated_study(study)
    return f"{snapshot.glyphs.old + ' before: ' if past and said else ''}{'; '.join(said)}"
