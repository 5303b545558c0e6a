"""Every parameter that can be stepped or switched, as rows.

The rows are generated from what rules and sections of the scenario declare.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from lotdesign.input.keys import list_fields
from lotdesign.input.settings import find_first_number
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.rule import RelaxableParameter, Rule, RuleGroup
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import ServiceTerm
from lotdesign.scenario.values import ObjectiveTolerance
from lotdesign.words import join_words, spell_out_id
from tui.session.edits import Edits

ParameterValue = Fraction | int | str | tuple[int, ...] | None
"""Pence, a share of 1, a count, "all", pence for each year; None where nothing is set, other text
where what is set cannot be read."""

ROW_GROUPS = ("Money", "Lots", "Who can bid", "By hand", "Aims", "Assumptions")

_GROUP_TITLES: dict[RuleGroup, str] = {"money": "Money", "lots": "Lots", "market": "Who can bid"}


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A figure that can be stepped, or a rule that can only be switched.

    `path` is the figure's path for --set, "" for a switch; `rule` is the rule's id, "" for a figure
    of the scenario. `base` is the value in the files and `base_off` whether the rule is off there.
    `low` and `high` are the ends of the bar. `added` rules are added by edits. A list of units has
    in `names` the ids that may stand in it, and as its value those that do, with ";" between.
    `about` says in a sentence what a figure of no rule is.
    """

    group: str
    label: str
    path: str
    rule: str = ""
    unit: str = ""
    base: ParameterValue = None
    step: Fraction = Fraction(1)
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(1)
    looser: str = ""
    whole: bool = False
    base_off: bool = False
    added: bool = False
    names: tuple[str, ...] = ()
    about: str = ""

    @property
    def key(self) -> str:
        """What identifies the row."""
        return self.path or f"switch {self.rule}"


def build_parameter_rows(base: Scenario, edits: Edits) -> tuple[ParameterRow, ...]:
    """The rows of the scenario in the files, and of the rules that edits add."""
    rows = [
        *_build_rule_rows(base),
        *_build_added_rows(base, edits),
        *_build_tolerance_rows(base),
        *_build_assumption_rows(base),
    ]
    return tuple(sorted(rows, key=lambda row: ROW_GROUPS.index(row.group)))


def _build_rule_rows(base: Scenario) -> Iterator[ParameterRow]:
    for rule in base.rules:
        offered = [each for each in rule.relaxable_parameters if _is_offered(rule, each)]
        if not offered:
            yield _build_switch_row(base, rule)
        for parameter in offered:
            yield _build_rule_row(base, rule, parameter, len(rule.relaxable_parameters) > 1)


def _build_switch_row(base: Scenario, rule: Rule) -> ParameterRow:
    """The row of a rule without a number: its list of units, where it has one, or a switch."""
    units = getattr(rule, "units", ())
    return ParameterRow(
        _GROUP_TITLES[rule.group],
        _spell_out(rule.id),
        f"{rule.id}.units" if units else "",
        rule.id,
        base=";".join(units) if units else None,
        base_off=not rule.is_active,
        names=(*(unit.id for unit in base.units), *base.divided) if units else (),
    )


def _is_offered(rule: Rule, parameter: RelaxableParameter) -> bool:
    """Whether a parameter has a row: it is set, or is the open end of a band."""
    return getattr(rule, parameter.name) is not None or rule.is_band


def _build_rule_row(
    base: Scenario, rule: Rule, parameter: RelaxableParameter, several: bool
) -> ParameterRow:
    value: ParameterValue = getattr(rule, parameter.name)
    ends = {"min": ", at least", "max": ", at most"}
    end = ends.get(parameter.name, f", {spell_out_id(parameter.name)}" if several else "")
    return ParameterRow(
        _GROUP_TITLES[rule.group],
        _spell_out(rule.id) + end,
        f"{rule.id}.{parameter.name}",
        rule.id,
        parameter.unit,
        value,
        parameter.step,
        Fraction(0),
        _find_upper_end(base, value, parameter.unit),
        parameter.looser,
        whole=parameter.is_counted,
        base_off=not rule.is_active,
    )


def _find_upper_end(base: Scenario, value: ParameterValue, unit: str) -> Fraction:
    """The upper end of the bar: the most that the scenario can hold, or twice the figure."""
    most = {
        "share": 1,
        "lots": len(base.units),
        "units": len(base.units),
        "services": len(base.services),
        "providers": max(6, len(base.providers or ()) // 2),
        "years": base.years,
    }
    if unit in most:
        return Fraction(most[unit])
    first = max(value, default=0) if isinstance(value, tuple) else value
    number = Fraction(first) if isinstance(first, int | Fraction) else Fraction(0)
    return 2 * number or Fraction(max((sum(u.gross[0] for u in base.units), 1)))


def _build_added_rows(base: Scenario, edits: Edits) -> Iterator[ParameterRow]:
    """A switch for each rule that the edits add."""
    for path, _ in edits.settings:
        table, _, name = path.partition(".")
        if table == "rule" and all(rule.id != name for rule in base.rules) and "." not in name:
            yield ParameterRow("By hand", _spell_out(name), "", name, added=True)


def _build_tolerance_rows(base: Scenario) -> Iterator[ParameterRow]:
    """A row for the tolerance of each objective but the last, whose tolerance has no effect."""
    for i, aim in enumerate(base.objectives[:-1]):
        measure = MEASURES[aim.measure]
        relative = aim.tolerance.relative or not aim.tolerance.size
        unit = "share" if relative else measure.unit
        size = aim.tolerance.size * {"pence": 100, "metres": 1000}.get(unit, 1)
        step = {"share": Fraction(1, 1000), "pence": Fraction(10_000_00)}.get(unit, Fraction(1))
        high = max(Fraction(1, 20), 2 * size) if unit == "share" else 2 * size + 10 * step
        yield ParameterRow(
            "Aims",
            f"{measure.short_title}, leeway",
            f"objective.{i}.tolerance",
            unit=unit,
            base=size,
            step=step,
            high=high,
            looser="up",
            about=f"How much of this may be given up for the aims after it. {measure.meaning}",
        )


def _build_assumption_rows(base: Scenario) -> Iterator[ParameterRow]:
    """A row for each number of market, money and term."""
    for section in ("market", "money", "term"):
        yield from _build_number_rows(getattr(base, section), section, "")


def _build_number_rows(model: BaseModel, path: str, prefix: str) -> Iterator[ParameterRow]:
    """A row for each number in a section, also in its lists and tables."""
    for name, field in list_fields(type(model)).items():
        value: Any = getattr(model, name)
        words = f"{prefix}{spell_out_id(name)}"
        if isinstance(value, BaseModel):
            yield from _build_number_rows(value, f"{path}.{name}", f"{words}: ")
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            first = find_first_number(*path.split("."), name)
            for i, each in enumerate(value):
                about = _name_entry(each) or f"{words} {i + 1}"
                yield from _build_number_rows(each, f"{path}.{name}.{first + i}", f"{about}, ")
        elif isinstance(value, int | Fraction) and not isinstance(value, bool | ObjectiveTolerance):
            yield _build_number_row(f"{path}.{name}", words, value, field)


def _name_entry(entry: BaseModel) -> str:
    """What an entry of a list is about: of a term its services; "" where it has only a number."""
    services = entry.services if isinstance(entry, ServiceTerm) else ()
    return f"term of {join_words([spell_out_id(each) for each in services])}" if services else ""


def _build_number_row(
    path: str, words: str, value: int | Fraction, field: FieldInfo
) -> ParameterRow:
    extra = field.json_schema_extra
    written = str(extra.get("x-unit", "")) if isinstance(extra, dict) else ""
    unit = "pence" if written.startswith("pounds") else "share" if written == "share" else written
    number = Fraction(value)
    return ParameterRow(
        "Assumptions",
        words[:1].upper() + words[1:],
        path,
        unit=unit if unit in ("pence", "share", "providers") else "",
        base=value,
        step=_choose_step(number, unit),
        low=min(Fraction(0), 2 * number),
        high=max(
            2 * number, {"share": Fraction(1, 10), "pence": Fraction(0)}.get(unit, Fraction(6))
        ),
        whole=unit not in ("pence", "share", ""),
        about=write_help(field.description or ""),
    )


def write_help(description: str) -> str:
    """The description of a key of a scenario's file as a sentence."""
    text = description.strip()
    return f"{text[:1].upper()}{text[1:].removesuffix('.')}." if text else ""


def _choose_step(value: Fraction, unit: str) -> Fraction:
    """A round step for an assumed figure of this size."""
    if unit == "share":
        return Fraction(1, 200) if abs(value) <= Fraction(1, 10) else Fraction(1, 100)
    if unit == "pence":
        sizes = (50_00, 100_00, 500_00, 1_000_00, 5_000_00, 10_000_00, 50_000_00, 100_000_00)
        return Fraction(max((size for size in sizes if size * 10 <= value), default=500_00))
    return Fraction(1, 4) if not unit else Fraction(1)


def _spell_out(name: str) -> str:
    text = name.replace("-", " ").replace("_", " ")
    return text[:1].upper() + text[1:]
