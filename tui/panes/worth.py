"""What rules, steps and providers cost, and on what the answer hangs."""

from fractions import Fraction

from lotdesign.report.amounts import counted, millions
from lotdesign.report.priced import answer, cost_words, difference, step_words
from lotdesign.report.tipping import MEANING, hanging_first, hinge
from lotdesign.result.model import Figure
from lotdesign.result.priced import Priced, RulePrice
from lotdesign.result.tipped import Tipped
from tui.canvas.spans import Line, Span
from tui.canvas.table import Column, columns_for, heading, row
from tui.panes.sight import Sight
from tui.panes.study import progress
from tui.text import safe, wrapped

_COLUMNS = (
    Column("Rule"),
    Column("Alone", 12, right=True),
    Column("Its part", 12, right=True),
)


def priced(sight: Sight) -> Priced | None:
    """The prices that were worked out last."""
    study = sight.studies.get("price")
    return study.told if study is not None and isinstance(study.told, Priced) else None


def prices(sight: Sight, columns: int) -> list[Line]:
    """Rules with what each costs, the next steps of their numbers, and the providers."""
    lines = progress(sight, sight.studies.get("price"), columns)
    told = priced(sight)
    if told is None:
        return lines
    lines += [*_said(answer(told), columns), ()]
    shape = columns_for(_COLUMNS, columns)
    if told.rules:
        lines.append(heading(shape))
    lines += [row(_cells(told, each), shape) for each in told.rules]
    if told.total is not None:
        lines.append(row(["all of them together", "", difference(told, told.total)], shape, "bold"))
    if told.steps:
        lines += [(), (Span("THE NEXT STEP OF EACH NUMBER", "heading"),)]
    for step in told.steps:
        lines += _said(step_words(told, step), columns)
    return [*lines, *_providers(sight, told, columns)]


def _cells(told: Priced, price: RulePrice) -> list[str | Span]:
    free = price.found == "worked out" and not Fraction(price.alone or 0)
    part = "" if price.share is None else difference(told, price.share)
    return [safe(price.rule), Span(_alone(told, price), "dim" if free else ""), Span(part, "dim")]


def _alone(told: Priced, price: RulePrice) -> str:
    if price.found == "worked out":
        return difference(told, price.alone)
    return "impossible" if price.found == "impossible" else "not known"


def _providers(sight: Sight, told: Priced, columns: int) -> list[Line]:
    """Those without whom the answer would be worse; the others change nothing."""
    names = {each.id: each.name or each.id for each in sight.scenario.providers or ()}
    lines: list[Line] = []
    for each in told.providers:
        if each.found != "worked out" or Fraction(each.worth or 0) > 0:
            said = cost_words(told, each.found, each.worth, each.a_year)
            name = safe(names.get(each.provider, each.provider))
            lines += _said(f"without {name}: {said}", columns)
    if not told.providers:
        return []
    if len(lines) < len(told.providers):
        lines += _said("Without any other one nothing changes.", columns, "dim")
    return [(), (Span("WITHOUT A PROVIDER", "heading"),), *lines]


def hinges(sight: Sight, columns: int) -> list[Line]:
    """How far each assumed figure may move before another design is best."""
    study = sight.studies.get("tipping")
    lines = progress(sight, study, columns)
    if study is None or not isinstance(study.told, Tipped):
        return lines
    told = study.told
    if told.status != "optimal":
        return [*lines, *_said("There is no best design whose figures could move.", columns)]
    for each in hanging_first(told.figures):
        hangs = each.below is not None or each.above is not None
        pieces = wrapped(safe(hinge(each)), max(8, columns - 2))
        sign = (sight.glyphs.cursor, "edited") if hangs else (sight.glyphs.yes, "good")
        lines += [
            (Span(f"{sign[0] if not i else ' '} ", sign[1]), Span(piece, "" if hangs else "dim"))
            for i, piece in enumerate(pieces)
        ]
    if not told.figures:
        lines += _said("No figure of money or market is assumed.", columns)
    return [*lines, (), *_said(MEANING, columns, "dim")]


def _said(text: str, columns: int, style: str = "") -> list[Line]:
    return [(Span(each, style),) for each in wrapped(safe(text), columns)]


def price_of(sight: Sight, rule: str) -> str:
    """What a rule alone costs, in the few columns beside it: £113k, nothing."""
    told = priced(sight)
    found = None if told is None else next((r for r in told.rules if r.rule == rule), None)
    if told is None or found is None:
        return ""
    if found.found != "worked out":
        return "all" if found.found == "impossible" else "?"
    return _few(told, found.alone)


def _few(told: Priced, value: Figure) -> str:
    size = Fraction(value or 0)
    if not size:
        return "nothing"
    if told.unit != "pence":
        return counted(value or 0, told.unit)
    return millions(size) if abs(size) >= 10**8 else f"£{round(size / 100_000)}k"


def cost_of_row(sight: Sight, rule: str, path: str) -> str:
    """What the row's rule costs alone, and what the next step of its number would."""
    told = priced(sight)
    if told is None:
        return ""
    said = [f"costs {_alone(told, each)} alone" for each in told.rules if each.rule == rule]
    for step in told.steps:
        if f"{step.name}.{step.parameter}" == path:
            words = cost_words(told, step.found, step.cost, step.a_year)
            said.append(f"{step.to}: {words}")
    study = sight.studies.get("price")
    past = study is not None and sight.is_past(study)
    return f"{sight.glyphs.old + ' before: ' if past and said else ''}{'; '.join(said)}"
