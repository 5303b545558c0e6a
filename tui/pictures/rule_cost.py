"""What rules, steps of parameters and providers cost; break-even of each assumed figure."""

from fractions import Fraction

from lotdesign.faults import make_printable
from lotdesign.report.amounts import format_with_unit
from lotdesign.report.break_even import BREAK_EVEN_NOTE, describe_break_even, sort_deciding_first
from lotdesign.report.price import (
    describe_cost,
    describe_step,
    format_price_difference,
    summarise_prices,
)
from lotdesign.result.base import WrittenFigure
from lotdesign.result.sensitivity import PriceAnswer, RulePrice, StepPrice, TippingAnswer
from tui.canvas.picture import (
    Line,
    PictureColumn,
    Span,
    draw_heading,
    draw_row,
    fit_table_columns,
    widen_columns,
    wrap_lines,
    wrap_marked,
)
from tui.pictures.wording import draw_study_progress, format_short_money, leave_out_pence
from tui.safe_text import make_safe
from tui.snapshot import Snapshot

_COST_COLUMNS = (
    PictureColumn("Rule"),
    PictureColumn("Alone", 12, right=True),
    PictureColumn("Its share", 12, right=True),
)


def find_rule_costs(snapshot: Snapshot) -> PriceAnswer | None:
    """The costs worked out last, of the present request or an earlier one."""
    result = snapshot.find_study_result("price")
    return result if isinstance(result, PriceAnswer) else None


def draw_rule_costs(snapshot: Snapshot, columns: int) -> list[Line]:
    """What each rule costs, the next step of each number, and who would be missed."""
    lines = draw_study_progress(snapshot, snapshot.studies.get("price"), columns)
    costs = find_rule_costs(snapshot)
    if costs is None:
        return lines
    lines += [*wrap_lines(leave_out_pence(make_safe(summarise_prices(costs))), columns), ()]
    table = [_write_cost_cells(costs, rule) for rule in costs.rules]
    shape = fit_table_columns(widen_columns(_COST_COLUMNS, table), columns)
    if costs.rules:
        lines.append(draw_heading(shape))
    lines += [draw_row(row, shape) for row in table]
    if costs.total is not None:
        cells = ["all of them together", "", _format_difference(costs, costs.total)]
        lines.append(draw_row(cells, shape, "bold"))
    if costs.steps:
        lines += [(), (Span("IF EACH NUMBER MOVED ONE STEP", "heading"),)]
    for step in costs.steps:
        lines += wrap_lines(make_safe(_describe_labelled_step(snapshot, costs, step)), columns)
    return [*lines, *_draw_providers(snapshot, costs, columns)]


def _describe_labelled_step(snapshot: Snapshot, costs: PriceAnswer, step: StepPrice) -> str:
    """What a step costs, its parameter called as in the list of what is asked."""
    path = f"{step.name}.{step.parameter}"
    label = next((row.label for row in snapshot.rows if row.path == path), "")
    said = leave_out_pence(describe_step(costs, step))
    return label + said.removeprefix(make_printable(path)) if label else said


def _write_cost_cells(costs: PriceAnswer, rule: RulePrice) -> list[str | Span]:
    is_free = rule.found == "worked out" and not Fraction(rule.alone or 0)
    share = "" if rule.share is None else _format_difference(costs, rule.share)
    return [
        make_safe(rule.rule),
        Span(_describe_cost_alone(costs, rule), "dim" if is_free else ""),
        Span(share, "dim"),
    ]


def _describe_cost_alone(costs: PriceAnswer, rule: RulePrice) -> str:
    if rule.found == "worked out":
        return _format_difference(costs, rule.alone)
    return "impossible" if rule.found == "impossible" else "not known"


def _format_difference(costs: PriceAnswer, value: WrittenFigure) -> str:
    return leave_out_pence(format_price_difference(costs, value))


def _draw_providers(snapshot: Snapshot, costs: PriceAnswer, columns: int) -> list[Line]:
    """The providers without whom the answer would be worse."""
    if not costs.providers:
        return []
    names = {each.id: each.name or each.id for each in snapshot.scenario.providers or ()}
    missed = [
        each
        for each in costs.providers
        if each.found != "worked out" or Fraction(each.worth or 0) > 0
    ]
    lines: list[Line] = [(), (Span("WITHOUT A PROVIDER", "heading"),)]
    for each in missed:
        cost = describe_cost(costs, each.found, each.worth, each.a_year)
        name = make_safe(names.get(each.provider, each.provider))
        lines += wrap_lines(leave_out_pence(make_safe(f"without {name}: {cost}")), columns)
    if len(missed) < len(costs.providers):
        lines += wrap_lines("Leaving out any other one changes nothing.", columns, "dim")
    return lines


def draw_break_even(snapshot: Snapshot, columns: int) -> list[Line]:
    """How far each assumed figure may move before another design is best."""
    lines = draw_study_progress(snapshot, snapshot.studies.get("tipping"), columns)
    answer = snapshot.find_study_result("tipping")
    if not isinstance(answer, TippingAnswer):
        return lines
    if answer.status != "optimal":
        text = "There is no best design whose figures could move."
        return [*lines, *wrap_lines(text, columns)]
    for figure in sort_deciding_first(answer.figures):
        decides = figure.below is not None or figure.above is not None
        glyphs = snapshot.glyphs
        mark = Span(glyphs.cursor, "edited") if decides else Span(glyphs.yes, "good")
        text = make_safe(describe_break_even(figure))
        lines += wrap_marked(text, max(10, columns), mark, "" if decides else "dim")
    if not answer.figures:
        lines += wrap_lines("No figure of money or market is assumed.", columns)
    return [*lines, (), *wrap_lines(make_safe(BREAK_EVEN_NOTE), columns, "dim")]


def format_rule_cost(snapshot: Snapshot, rule_id: str) -> str:
    """What a rule costs alone, in few columns: £113k, nothing; "" where it is not worked out.

    "all" stands for a rule without which nothing else is possible, "?" for an unknown cost.
    """
    costs = find_rule_costs(snapshot)
    rules = () if costs is None else costs.rules
    rule = next((rule for rule in rules if rule.rule == rule_id), None)
    if costs is None or rule is None:
        return ""
    if rule.found != "worked out":
        return "all" if rule.found == "impossible" else "?"
    return _shorten_cost(costs, rule.alone)


def _shorten_cost(costs: PriceAnswer, value: WrittenFigure) -> str:
    amount = Fraction(value or 0)
    if not amount:
        return "nothing"
    if costs.unit != "pence":
        return format_with_unit(value or 0, costs.unit)
    return format_short_money(amount)


def describe_row_cost(snapshot: Snapshot, rule_id: str, path: str) -> str:
    """What a rule costs alone, and what the next step of the parameter at `path` would cost."""
    costs = find_rule_costs(snapshot)
    if costs is None:
        return ""
    parts = [
        f"costs {_describe_cost_alone(costs, rule)} alone"
        for rule in costs.rules
        if rule.rule == rule_id
    ]
    for step in costs.steps:
        if f"{step.name}.{step.parameter}" == path:
            cost = describe_cost(costs, step.found, step.cost, step.a_year)
            parts.append(f"{step.to}: {leave_out_pence(cost)}")
    outdated = snapshot.is_outdated_study(snapshot.studies["price"])
    return f"{snapshot.glyphs.old + ' before: ' if outdated and parts else ''}{'; '.join(parts)}"
