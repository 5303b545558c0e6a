"""What changed since an earlier result, other results beside this one, why none is possible."""

from collections.abc import Iterator

from lotdesign.papers.content import PaperBlock, PaperList, PaperParagraph, PaperSection, PaperTable
from lotdesign.papers.design_facts import PaperFacts
from lotdesign.papers.figures import choose_style
from lotdesign.papers.text import FieldText, RichText, compose_text, join_texts
from lotdesign.papers.wording import place_figures, title_measure, write_headers
from lotdesign.report.amounts import NO_FIGURE
from lotdesign.result.base import WrittenFigure
from lotdesign.result.compared import LotChange, TextChange


def write_changes(facts: PaperFacts) -> PaperSection | None:
    """Write what differs from an earlier result; None where none was given."""
    if facts.sources.changes is None:
        return None
    return PaperSection("changes", "What changed since", tuple(_write_changes(facts)))


def _write_changes(facts: PaperFacts) -> Iterator[PaperBlock]:
    answer, reader = facts.sources.changes, facts.reader
    assert answer is not None
    yield PaperParagraph(
        compose_text("Against the earlier result {}.", reader.quote("changes.before.name"))
    )
    if answer.empty:
        yield PaperParagraph(compose_text("Nothing differs."))
        return
    if answer.measures:
        yield _build_change_table(facts)
    lots = [_describe_lot_change(facts, i, each) for i, each in enumerate(answer.lots)]
    if lots:
        yield PaperParagraph(compose_text("The lots that differ, matched by what they hold:"))
        yield PaperList(tuple(lots))
    others = [*_describe_rules(facts), *_describe_settings(facts)]
    if others:
        yield PaperParagraph(compose_text("What was asked differently:"))
        yield PaperList(tuple(others))


def _build_change_table(facts: PaperFacts) -> PaperTable:
    answer, reader = facts.sources.changes, facts.reader
    assert answer is not None
    rows = []
    for i, each in enumerate(answer.measures):
        path = f"changes.measures.{i}"
        title = title_measure(each.name)
        verdict = {"better": "better", "worse": "worse", "same": "same", "": NO_FIGURE}
        rows.append(
            (
                (title,),
                *(reader.show(f"{path}.{end}", each.unit) for end in ("before", "after")),
                _show_signed(facts, f"{path}.difference", each.difference, each.unit),
                (verdict[each.verdict],),
            )
        )
    headers = ("Measure", "Before", "Now", "Difference", "Now it is")
    return PaperTable(
        compose_text("The measures before and now"),
        write_headers(*headers),
        tuple(rows),
        frozenset((1, 2, 3)),
    )


def _show_signed(facts: PaperFacts, field: str, value: WrittenFigure, unit: str) -> RichText:
    if value is None:
        return (NO_FIGURE,)
    figure = facts.reader.sum(choose_style(unit), field)
    return ("+", figure) if figure.exact > 0 else (figure,)


def _describe_lot_change(facts: PaperFacts, place: int, change: LotChange) -> RichText:
    path, reader = f"changes.lots.{place}", facts.reader
    if change.before is None:
        return compose_text("new: {}", reader.quote(f"{path}.after.name"))
    if change.after is None:
        return compose_text("gone: {}", reader.quote(f"{path}.before.name"))
    parts: list[RichText] = []
    for words, field, units in (
        ("with", "joined", change.joined),
        ("without", "left", change.left),
    ):
        if units:
            names = [(_name_unit(facts, f"{path}.{field}.{k}", u),) for k, u in enumerate(units)]
            parts.append(compose_text(f"now {words} {{}}", join_texts(list(names), ", ", " and ")))
    told = join_texts(parts) or ("with other figures",)
    return compose_text("{}: {}", reader.quote(f"{path}.after.name"), told)


def _name_unit(facts: PaperFacts, field: str, unit: str) -> FieldText:
    """A unit of either result: by its name where this scenario knows it."""
    return facts.name_unit(unit) if unit in facts.unit_paths else facts.reader.quote(field)


def _describe_rules(facts: PaperFacts) -> Iterator[RichText]:
    answer = facts.sources.changes
    assert answer is not None
    for i, rule in enumerate(answer.rules):
        path = f"changes.rules.{i}"
        for field, change in (("status", rule.status), ("sentence", rule.sentence)):
            if change is not None:
                name = facts.reader.quote(f"{path}.id")
                told = _describe_text_change(facts, f"{path}.{field}", change)
                yield compose_text("rule {}: {}", name, told)


def _describe_settings(facts: PaperFacts) -> Iterator[RichText]:
    answer = facts.sources.changes
    assert answer is not None
    for i, change in enumerate(answer.settings):
        path = f"changes.settings.{i}"
        told = _describe_text_change(facts, path, change)
        yield compose_text("setting {}: {}", facts.reader.quote(f"{path}.name"), told)


def _describe_text_change(facts: PaperFacts, path: str, change: TextChange) -> RichText:
    before, after = (
        facts.quote_public(f"{path}.{end}") if getattr(change, end) else ("as in the files",)
        for end in ("before", "after")
    )
    return compose_text("from {} to {}", before, after)


def write_compared(facts: PaperFacts) -> PaperSection | None:
    """Write further results beside this one; None where none was given."""
    answer, reader = facts.sources.compared, facts.reader
    if answer is None:
        return None
    names: list[RichText] = [("This paper's design",)]
    names += [(reader.quote(f"compared.results.{i}.name"),) for i in range(1, len(answer.results))]
    rows: list[tuple[RichText, ...]] = [
        (
            ("Keeps every rule",),
            *(("yes" if each.admissible else "no",) for each in answer.results),
        )
    ]
    rows += [
        (
            (title_measure(each.measure),),
            *(
                reader.show(f"compared.measures.{i}.values.{k}", each.unit)
                for k, _ in enumerate(each.values)
            ),
        )
        for i, each in enumerate(answer.measures)
    ]
    headers = (("Measure",), *names)
    table = PaperTable(
        compose_text("This design beside others"), headers, tuple(rows), place_figures(headers)
    )
    return PaperSection("compared", "Compared with other results", (table,))


def write_explanation(facts: PaperFacts) -> PaperSection | None:
    """Write which rules cannot hold together and what would mend it; None where a design is."""
    if facts.sources.explanation is None:
        return None
    return PaperSection(
        "explanation", "Why no design keeps every rule", tuple(_write_explanation(facts))
    )


def _write_explanation(facts: PaperFacts) -> Iterator[PaperBlock]:
    answer = facts.sources.explanation
    assert answer is not None
    notes = tuple(
        facts.quote_public(f"explanation.preflight.{i}") for i, _ in enumerate(answer.preflight)
    )
    if notes:
        yield PaperParagraph(compose_text("Arithmetic alone shows:"))
        yield PaperList(notes)
    for conflict in answer.conflicts:
        together = "These rules cannot hold together; without any one, the others may:"
        yield PaperParagraph(
            compose_text(together if len(conflict) > 1 else "No design keeps this rule:")
        )
        yield PaperList(
            tuple(
                facts.quote_public(f"{facts.rule_paths[rule]}.sentence")
                for rule in conflict
                if rule in facts.rule_paths
            )
        )
    repairs = [
        join_texts(
            [
                compose_text(
                    "let the rule say: {}" if change.parameter else "do without the rule: {}",
                    facts.quote_public(f"explanation.repairs.{i}.changes.{k}.sentence"),
                )
                for k, change in enumerate(repair.changes)
            ]
        )
        for i, repair in enumerate(answer.repairs)
    ]
    if repairs:
        yield PaperParagraph(
            compose_text("What would make a design possible, the smallest change first:")
        )
        yield PaperList(tuple(repairs), numbered=True)
    elif not answer.conflicts and not notes:
        yield PaperParagraph(compose_text("What stands in the way was not worked out in time."))
    if answer.complete:
        yield PaperParagraph(compose_text("There are no other conflicts: this is proved."))
